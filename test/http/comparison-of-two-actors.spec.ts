import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemonstrationService } from '@app/exchange';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await service.app.get(DemonstrationService).load();
  await recording.source('press');
  await recording.issue('roll-call', { scale: 'vote-3' });
  await recording.stance({ actor: 'iran', issue: 'roll-call', date: '2023-12', position: 1, act: 'VOTE' });
  await recording.stance({ actor: 'taliban', issue: 'roll-call', date: '2021/..', position: 0 });
});
afterAll(() => service.close());

interface Side {
  readonly position: number;
  readonly records: readonly string[];
}

interface Comparison {
  readonly a: string;
  readonly b: string;
  readonly counts: object;
  readonly issues: readonly {
    readonly issue: string;
    readonly a: Side | null;
    readonly b: Side | null;
    readonly delta: number | null;
    readonly scoreDelta: number | null;
    readonly status: string;
    readonly recordsUrl: string;
  }[];
  readonly knownAt: string;
}

const compare = (query: string): Promise<Comparison> => recording.get<Comparison>(`/v1/comparison/actors?${query}`);

const ON = 'a=iran&b=taliban&on=2024-02-19';

const lines = async (query: string): Promise<string[]> =>
  (await compare(query)).issues.map(({ a, b, delta, issue, scoreDelta, status }) =>
    [issue, a?.position ?? '-', b?.position ?? '-', delta ?? '-', scoreDelta ?? '-', status].join(' '),
  );

describe('a comparison of two actors', () => {
  it('tells on which issues they stand apart, furthest first', async () => {
    expect(await lines(ON)).toEqual([
      'reconciliation 2 -2 -4 -2 DIFFERENT',
      'roll-call 1 0 -1 -1 DIFFERENT',
      'un-envoy -2 -2 0 0 SAME',
    ]);
    expect((await compare(ON)).counts).toEqual({ different: 2, same: 1, onlyA: 0, onlyB: 0 });
  });

  it('turns round with the actors', async () => {
    expect(await lines('a=taliban&b=iran&on=2024-02-19')).toEqual([
      'reconciliation -2 2 4 2 DIFFERENT',
      'roll-call 0 1 1 1 DIFFERENT',
      'un-envoy -2 -2 0 0 SAME',
    ]);
  });

  it('shows what only one of them stands for', async () => {
    expect(await lines('a=iran&b=taliban&on=2024-02-18')).toEqual([
      'roll-call 1 0 -1 -1 DIFFERENT',
      'un-envoy - -2 - - ONLY_B',
    ]);
    expect(await lines(`${ON}&act=VOTE`)).toEqual(['roll-call 1 - - - ONLY_A']);
  });

  it.each([
    ['&issue=un-envoy', ['un-envoy -2 -2 0 0 SAME']],
    ['&issue=water', []],
    ['&maxAge=10', ['reconciliation 2 -2 -4 -2 DIFFERENT', 'roll-call - 0 - - ONLY_B', 'un-envoy -2 -2 0 0 SAME']],
    ['&maxAge=0&issue=un-envoy', ['un-envoy -2 - - - ONLY_A']],
  ])('is narrowed by %s', async (more, expected) => {
    expect(await lines(ON + more)).toEqual(expected);
  });

  it('links to the records of both', async () => {
    for (const { a, b, recordsUrl } of (await compare(ON)).issues) {
      const listed = (await recording.list(recordsUrl)).items.map(({ id }) => id);
      expect(listed).toEqual(expect.arrayContaining([...(a?.records ?? []), ...(b?.records ?? [])]));
    }
  });

  it('takes ids as well, and answers with slugs', async () => {
    const { id } = await recording.get('/v1/actors/iran');
    expect(await compare(`a=${id}&b=taliban&on=2024-02-19`)).toMatchObject({
      a: 'iran',
      b: 'taliban',
      on: '2024-02-19',
    });
  });

  it('is one flat row per issue when asked', async () => {
    const rows = await recording.get<object[]>(`/v1/comparison/actors?${ON}&shape=array&issue=un-envoy`);
    expect(rows).toMatchObject([
      {
        issue: 'un-envoy',
        aPosition: -2,
        aScore: -1,
        aN: 1,
        bPosition: -2,
        bSince: '2024-02-18',
        bAgeDays: 1,
        delta: 0,
      },
    ]);
  });

  it('says by which formula, and answers as it did then', async () => {
    const before = await compare(ON);
    expect(before).toMatchObject({
      method: {
        id: 'actor-comparison',
        version: 1,
        reference: 'docs/methodology.md#comparison',
        parameters: { a: 'iran', b: 'taliban', on: '2024-02-19' },
      },
    });
    await recording.stance({ actor: 'iran', issue: 'roll-call', date: '2024-01', position: 0 });
    expect((await compare(ON)).counts).toEqual({ different: 1, same: 2, onlyA: 0, onlyB: 0 });
    expect(await compare(`${ON}&knownAt=${before.knownAt}`)).toEqual(before);
  });

  it('refuses one actor by two names', async () => {
    const { id } = await recording.get('/v1/actors/iran');
    for (const b of ['iran', id]) {
      expect(await recording.refusedGet(400, `/v1/comparison/actors?a=iran&b=${b}&on=2024`)).toMatchObject({
        code: 'comparison/same-actor',
        errors: [{ pointer: '?b' }],
      });
    }
  });

  it.each([
    ['b=iran&on=2024', '?a', 'request/invalid'],
    ['a=iran&on=2024', '?b', 'request/invalid'],
    ['a=iran&b=taliban', '?on', 'request/invalid'],
    ['a=nobody&b=taliban&on=2024', '?a', 'actor/unknown'],
    ['a=iran&b=nobody&on=2024', '?b', 'actor/unknown'],
    ['a=iran&b=taliban&on=2021/..', '?on', 'date/open-end'],
    ['a=iran&b=taliban&on=2024&issue=nothing', '?issue', 'issue/unknown'],
    ['a=iran&b=taliban&on=2024&actor=russia', '?actor', 'request/invalid'],
    ['a=iran,russia&b=taliban&on=2024', '?a', 'request/invalid'],
  ])('is refused for %s', async (query, pointer, code) => {
    expect(await recording.refusedGet(400, `/v1/comparison/actors?${query}`)).toMatchObject({
      code,
      errors: [{ pointer }],
    });
  });
});
