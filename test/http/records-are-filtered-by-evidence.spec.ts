import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording, stanceOf } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.actor('iran');
  await recording.issue('envoy');
  for (const reliability of ['A', 'B', 'C', 'D', 'E', 'F']) {
    await recording.source(reliability.toLowerCase(), { reliability, publisher: `House of ${reliability}` });
  }
  await recording.source('wire', { publisher: ' house OF a ' });
  await recording.source('nobody', { publisher: null });
  await recording.source('nobody-else', { publisher: null });
  for (const [externalId, more] of Object.entries(RECORDS)) {
    await recording.stance(stanceOf({ actor: 'iran', issue: 'envoy', externalId, ...more }));
  }
});
afterAll(() => service.close());

const cite = (source: string, credibility: number, exact?: string) => ({
  source,
  credibility,
  ...(exact === undefined ? {} : { quote: { exact } }),
});

/** By externalId, one day after the other. */
const RECORDS = {
  a: { date: '2024-01-01', act: 'STATEMENT', channel: 'ON_RECORD', citations: [cite('a', 1)] },
  b: { date: '2024-01-02', act: 'AGREEMENT', channel: 'ANONYMOUS_SOURCE', citations: [cite('b', 3)] },
  c: { date: '2024-01-03', act: 'PLEDGE', channel: null, citations: [cite('c', 4)] },
  d: { date: '2024-01-04', act: 'VOTE', citations: [cite('d', 1)] },
  e: { date: '2024-01-05', act: 'ACTION', citations: [cite('f', 1), cite('a', 6)] },
  f: { date: '2024-01-06', act: 'MEETING', citations: [cite('a', 2), cite('wire', 2)] },
  g: {
    date: '2024-01-07',
    act: 'REFUSAL',
    citations: [cite('nobody', 2, 'To  the\nletter'), cite('b', 5, ' to the letter')],
  },
  h: { date: '2024-01-08', act: 'ABSENCE', position: null, citations: [cite('nobody', 3), cite('nobody-else', 3)] },
  i: {
    date: '2024-01-09',
    act: 'STATEMENT',
    citations: [cite('c', 3, 'the  letter'), cite('nobody', 3, 'the letter ')],
  },
  j: { date: '2024-01-10', act: 'STATEMENT', citations: [cite('f', 6), cite('f', 6)] },
} as const;

const FILTERS: readonly (readonly [string, string])[] = [
  ['actClass=WORDS', 'aij'],
  ['actClass=COMMITMENTS', 'bc'],
  ['actClass=DEEDS', 'defg'],
  ['actClass=WORDS,COMMITMENTS,DEEDS', 'abcdefgij'],
  ['actClass=DEEDS&act=VOTE,STATEMENT,ABSENCE', 'd'],
  ['actClass=WORDS&act=VOTE', ''],
  ['minCredibility=1', 'ade'],
  ['minCredibility=2', 'adefg'],
  ['minCredibility=3', 'abdefghi'],
  ['minCredibility=4', 'abcdefghi'],
  ['minCredibility=5', 'abcdefghi'],
  ['minCredibility=6', 'abcdefghij'],
  ['minReliability=A', 'aef'],
  ['minReliability=B', 'abefghi'],
  ['minReliability=C', 'abcefghi'],
  ['minReliability=D', 'abcdefghi'],
  ['minReliability=E', 'abcdefghi'],
  ['minReliability=F', 'abcdefghij'],
  // One citation has both: the good source of e says nothing that can be judged.
  ['minCredibility=1&minReliability=A', 'a'],
  ['minCredibility=5&minReliability=A', 'af'],
  ['minCredibility=6&minReliability=A', 'aef'],
  ['without=anonymous', 'acdefghij'],
  ['without=low-grade', 'abfghi'],
  ['without=single-source', 'egh'],
  ['without=anonymous,low-grade', 'afghi'],
  ['without=low-grade,single-source,anonymous', 'gh'],
];

const found = async (url: string): Promise<string> => {
  const { items } = await recording.list(url);
  return items.map(({ externalId }) => String(externalId)).join('');
};

interface Series {
  readonly points: readonly { readonly n: number; readonly unpositioned: number }[];
  readonly recordsUrl: string;
}

describe('records of', () => {
  it.each(FILTERS)('%s are "%s"', async (query, expected) => {
    expect(await found(`/v1/stances?${query}`)).toBe(expected);
    expect(await found(`/v1/stances?${query}&actor=iran&from=2024-01&to=2024-01`)).toBe(expected);
  });

  it.each(FILTERS)('%s are those that figures take in, and that their links list', async (query, expected) => {
    const { method, series } = await recording.get<{ method: { parameters: object }; series: Series[] }>(
      `/v1/timeline?actor=iran&issue=envoy&${query}`,
    );
    const counted = series.flatMap(({ points }) => points).map(({ n, unpositioned }) => n + unpositioned);
    expect(counted).toEqual(expected === '' ? [] : [expected.length]);
    expect(await found(series[0]!.recordsUrl.replace('{&from,to}', ''))).toBe(expected);
    const names = new URLSearchParams(query).keys();
    expect(Object.keys(method.parameters)).toEqual(expect.arrayContaining([...names]));
  });

  it.each(FILTERS.filter(([, expected]) => expected !== ''))(
    '%s are those on which positions rest',
    async (query, expected) => {
      const { cells } = await recording.get<{ cells: { records: string[] }[] }>(`/v1/positions?on=2024-12-31&${query}`);
      const { items } = await recording.list(`/v1/stances?${query}&sort=-date`);
      const last = items.find(({ position }) => position !== null);
      expect([cells[0]?.records, expected.length]).toEqual([last === undefined ? undefined : [last.id], items.length]);
    },
  );

  it('a page are followed by those of the next, and only with the same parameters', async () => {
    const first = await recording.list('/v1/stances?without=low-grade&minCredibility=3&limit=4');
    const cursor = encodeURIComponent(first.nextCursor!);
    expect(await found(`/v1/stances?without=low-grade&minCredibility=3&limit=4&cursor=${cursor}`)).toBe('hi');
    for (const other of [
      'without=single-source&minCredibility=3',
      'without=low-grade&minCredibility=2',
      'without=low-grade',
    ]) {
      const { code } = await recording.refusedGet(400, `/v1/stances?${other}&limit=4&cursor=${cursor}`);
      expect(code).toBe('cursor/other-query');
    }
  });
});

describe('what is no value is refused:', () => {
  it.each([
    ['actClass=DEED', '?actClass'],
    ['actClass=', '?actClass'],
    ['minCredibility=0', '?minCredibility'],
    ['minCredibility=7', '?minCredibility'],
    ['minCredibility=2.5', '?minCredibility'],
    ['minReliability=G', '?minReliability'],
    ['minReliability=a', '?minReliability'],
    ['without=anonymous,rumours', '?without'],
  ])('%s', async (query, pointer) => {
    for (const path of ['/v1/stances?', '/v1/timeline?actor=iran&', '/v1/positions?on=2024&', '/v1/shifts?']) {
      const { errors } = await recording.refusedGet(400, `${path}${query}`);
      expect(errors.map((error) => error.pointer)).toEqual([pointer]);
    }
  });
});

describe('a source that is judged anew', () => {
  it('changes what is taken in from then on, and not what was known before', async () => {
    const before = await recording.get<{ knownAt: string }>('/v1/timeline?actor=iran');
    const { revision } = await recording.get('/v1/sources/d');
    await recording.patch('/v1/sources/d', revision, { reliability: 'A', publisher: 'House of C' });
    expect(await found('/v1/stances?minReliability=A')).toBe('adef');
    expect(await found('/v1/stances?without=low-grade')).toBe('abdfghi');
    const knownAt = `knownAt=${encodeURIComponent(before.knownAt)}`;
    expect(await found(`/v1/stances?minReliability=A&${knownAt}`)).toBe('aef');
    expect(await found(`/v1/stances?without=low-grade&${knownAt}`)).toBe('abfghi');
    expect(await found(`/v1/stances?without=single-source&${knownAt}`)).toBe('egh');
  });
});
