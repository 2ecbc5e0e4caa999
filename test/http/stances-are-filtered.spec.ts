import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording, stanceOf } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['iran', 'taliban', 'russia', 'qomi', 'baradar']) await recording.actor(slug);
  for (const slug of ['envoy', 'water']) await recording.issue(slug);
  for (const slug of ['doha', 'tehran']) await recording.event(slug);
  for (const slug of ['press', 'irna', 'un']) await recording.source(slug);
  for (const [externalId, more] of Object.entries(RECORDS)) await recording.stance(stanceOf({ externalId, ...more }));
  const { items } = await recording.list('/v1/stances?externalId=retracted');
  await recording.retract(`/v1/stances/${items[0]!.id}`);
});
afterAll(() => service.close());

const citing = (...sources: string[]) => sources.map((source) => ({ source, credibility: 2 }));
const quoting = (exact: string) => [{ source: 'press', credibility: 2, quote: { exact } }];

/** By externalId. Dates tell their order. */
const RECORDS = {
  a: { actor: 'iran', issue: 'envoy', date: '2024-01-01', speaker: 'qomi', channel: 'ON_RECORD', confidence: 'HIGH' },
  b: { actor: 'iran', issue: 'water', date: '2024-01-02', target: 'taliban', act: 'ACTION', citations: citing('irna') },
  c: { actor: 'taliban', issue: 'envoy', date: '2024-01-03', event: 'doha', act: 'REFUSAL', position: -2 },
  d: { actor: 'taliban', issue: 'water', date: '2024-01-04', target: 'iran', channel: 'LEAK', confidence: 'LOW' },
  e: { actor: 'russia', issue: 'envoy', date: '2024-01-05', event: 'doha', act: 'REFUSAL', confidence: 'LOW' },
  f: {
    actor: 'russia',
    issue: 'water',
    date: '2024-01-06',
    event: 'tehran',
    speaker: 'baradar',
    citations: citing('irna', 'un'),
  },
  g: { actor: 'iran', issue: 'envoy', date: '2024-01-07', summary: 'Support of 100% for the Envoy', channel: 'LEAK' },
  h: { actor: 'iran', issue: 'envoy', date: '2024-01-08', citations: quoting('snake_case and back\\slash') },
  i: {
    actor: 'iran',
    issue: 'envoy',
    date: '2024-01-09',
    position: null,
    summary: 'فرستادهٔ ویژه',
    citations: quoting('100 % sure'),
  },
  retracted: {
    actor: 'iran',
    issue: 'envoy',
    date: '2024-01-10',
    act: 'REFUSAL',
    event: 'doha',
    citations: citing('un'),
  },
} as const;

const found = async (query: string): Promise<string> => {
  const { items } = await recording.list(`/v1/stances?${query}`);
  return items.map((item) => String(item['externalId'])).join('');
};

describe('one filter', () => {
  it.each([
    ['', 'abcdefghi'],
    ['actor=iran', 'abghi'],
    ['actor=iran,taliban', 'abcdghi'],
    ['issue=water', 'bdf'],
    ['issue=water,envoy', 'abcdefghi'],
    ['target=taliban', 'b'],
    ['target=iran,taliban', 'bd'],
    ['target=russia', ''],
    ['speaker=qomi', 'a'],
    ['speaker=baradar,qomi', 'af'],
    ['event=doha', 'ce'],
    ['event=tehran', 'f'],
    ['source=irna', 'bf'],
    ['source=un,irna', 'bf'],
    ['source=press', 'acdeghi'],
    ['act=REFUSAL', 'ce'],
    ['act=REFUSAL,ACTION', 'bce'],
    ['act=VOTE', ''],
    ['channel=LEAK', 'dg'],
    ['channel=ON_RECORD,LEAK', 'adg'],
    ['confidence=LOW', 'de'],
    ['confidence=LOW,HIGH', 'ade'],
    ['status=RETRACTED', 'retracted'],
    ['status=PUBLISHED', 'abcdefghi'],
    ['status=PUBLISHED,RETRACTED', 'abcdefghiretracted'],
    ['externalId=c', 'c'],
    ['externalId=C', ''],
    ['externalId=retracted', ''],
    ['from=2024-01-08', 'hi'],
    ['to=2024-01-02', 'ab'],
    ['sort=-date', 'ihgfedcba'],
  ])('%s gives "%s"', async (query, expected) => {
    expect(await found(query)).toBe(expected);
  });

  it('takes ids for slugs, also mixed, and each once', async () => {
    const { id } = await recording.get('/v1/actors/iran');
    expect(await found(`actor=${id}`)).toBe('abghi');
    expect(await found(`actor=${id},iran,taliban,taliban`)).toBe('abcdghi');
  });

  it.each(['actor', 'issue', 'target', 'speaker', 'event', 'source'])(
    'refuses a(n) %s that there is not',
    async (name) => {
      const kind = name === 'target' || name === 'speaker' ? 'actor' : name;
      expect(await recording.refusedGet(400, `/v1/stances?${name}=no-such-thing`)).toMatchObject({
        code: `${kind}/unknown`,
        errors: [{ pointer: `?${name}` }],
      });
    },
  );
});

describe('a search', () => {
  it.each([
    ['envoy', 'g'],
    ['ENVOY', 'g'],
    ['for the env', 'g'],
    ['100%', 'g'],
    ['100 %', 'i'],
    ['00%f', ''],
    ['%%%', ''],
    ['___', ''],
    ['snake_case', 'h'],
    ['snake-case', ''],
    ['snakexcase', ''],
    ['back\\slash', 'h'],
    ['k\\s', 'h'],
    ['\\\\\\', ''],
    ['k\\%', ''],
    ['فرستادهٔ', 'i'],
    ["' OR 1=1", ''],
  ])('for %s gives "%s"', async (q, expected) => {
    expect(await found(`q=${encodeURIComponent(q)}`)).toBe(expected);
  });
});

describe('several filters', () => {
  it.each([
    ['actor=iran,taliban&issue=envoy', 'acghi'],
    ['actor=iran,taliban&issue=envoy,water&sort=-date', 'ihgdcba'],
    ['actor=russia,taliban&issue=water', 'df'],
    ['actor=iran&issue=envoy&channel=LEAK', 'g'],
    ['event=doha&act=REFUSAL&confidence=LOW', 'e'],
    ['event=doha&status=PUBLISHED,RETRACTED', 'ceretracted'],
    ['event=doha&status=RETRACTED&source=un&act=REFUSAL&actor=iran', 'retracted'],
    ['actor=iran&target=taliban&source=irna&act=ACTION&from=2024-01-02&to=2024-01-02', 'b'],
    ['actor=iran&target=taliban&source=irna&act=ACTION&from=2024-01-03', ''],
    ['q=envoy&actor=iran&channel=LEAK', 'g'],
    ['q=envoy&actor=taliban', ''],
    ['actor=iran,taliban,russia&issue=envoy,water&from=2024-01-03&to=2024-01-06&sort=-date', 'fedc'],
    ['externalId=a&actor=taliban', ''],
  ])('%s gives "%s"', async (query, expected) => {
    expect(await found(query)).toBe(expected);
    expect((await recording.list(`/v1/stances?${query}&count=exact&limit=1`)).count).toBe(
      expected.replace('retracted', '.').length,
    );
  });
});
