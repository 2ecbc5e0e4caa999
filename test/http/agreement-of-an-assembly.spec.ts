import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordAssembly, VOTES, YES_SAYERS } from '../support/assembly.js';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  const yes = Object.fromEntries(YES_SAYERS.map((actor) => [actor, [1, 1, 1, 1, 1] as const]));
  await recordAssembly(recording, { ...VOTES, ...yes });
}, 60_000);
afterAll(() => service.close());

interface Item {
  readonly a: string;
  readonly b: string;
  readonly measure: string;
  readonly value: number | null;
  readonly reason: string | null;
  readonly n: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

const items = (query: string, minN = 1): Promise<Item[]> =>
  recording.get<Item[]>(`/v1/agreement?issue=assembly&rollup=broader&minN=${minN}&shape=array&${query}`);

/** Of alfa and bravo. */
const figure = async (query: string): Promise<{ value: number | null; n: number }> => {
  const [item] = await items(`actor=alfa,bravo&${query}`);
  return { value: item!.value, n: item!.n };
};

// Both voted in 1, 2, 3, 4, 6, 7, 8: alike in 1, 2, 6, 7; half a scale apart in 3; a whole one in 4 and 8.
describe('the agreement of alfa and bravo', () => {
  it.each([
    ['measure=identical', 4 / 7],
    ['measure=graded', 1 - 2.5 / 7],
    ['measure=s', 2 / 7],
    ['measure=s&distance=quadratic', 1 - (2 * 2.25) / 7],
    ['measure=s&distance=nominal', 1 - (2 * 3) / 7],
    // Alfa: 5 yes, 2 no; bravo: 4 yes, 1 abstention, 2 no. Expected by chance: (5·4 + 2·2)/49.
    ['measure=kappa&distance=nominal', (4 / 7 - 24 / 49) / (1 - 24 / 49)],
    // Pooled: 9 yes, 1 abstention, 4 no of 14. Expected: (81 + 1 + 16)/196.
    ['measure=pi&distance=nominal', (4 / 7 - 1 / 2) / (1 / 2)],
  ])('by %s is %d', async (query, expected) => {
    const { n, value } = await figure(query);
    expect(value).toBeCloseTo(expected, 14);
    expect(n).toBe(7);
  });

  it.each([
    ['an abstention of one counts as half', 'abstention=half', 4.5 / 7, 7],
    ['abstentions are dropped', 'abstention=dropped', 4 / 6, 6],
    ['the absence counts as half', 'absence=half', 4.5 / 8, 8],
    // Those that divide anybody: 2, 3, 4 and 8.
    ['unanimous roll calls are dropped', 'unanimous=dropped', 1 / 4, 4],
    ['the second roll call weighs three times', 'weights=link', 6 / 9, 7],
    ['only those of 2020 count', 'from=2020&to=2020', 2 / 4, 4],
    ['only those of the second session count', 'event=session-2', 2 / 3, 3],
    ['only those of May 2021 and later count', 'from=2021-05', 2 / 3, 3],
  ])('where %s', async (_, query, expected, n) => {
    const found = await figure(`measure=identical&${query}`);
    expect(found.value).toBeCloseTo(expected, 14);
    expect(found.n).toBe(n);
  });

  it('is null below the least number of units, with the reason and the number', async () => {
    expect(await items('actor=alfa,bravo', 8)).toMatchObject([{ value: null, reason: 'too-few', n: 7 }]);
  });

  it('is the same the other way round', async () => {
    const measures = 'measure=identical,graded,s,kappa,pi';
    const [there, back] = [await items(`actor=alfa,bravo&${measures}`), await items(`actor=bravo,alfa&${measures}`)];
    expect(back.map(({ measure }) => measure)).toEqual(there.map(({ measure }) => measure));
    for (const [index, { value }] of back.entries()) expect(value).toBeCloseTo(there[index]!.value!, 14);
  });

  it('has an interval that its seed gives again, alone or among others', async () => {
    const alone = await items('actor=alfa,bravo&measure=kappa&bootstrap=50&seed=7');
    const among = await items('actor=alfa&measure=kappa&bootstrap=50&seed=7');
    const other = await items('actor=alfa,bravo&measure=kappa&bootstrap=50&seed=8');
    expect(among.find(({ b }) => b === 'bravo')).toEqual(alone[0]);
    expect(alone[0]!.lower).toBeLessThan(alone[0]!.value!);
    expect(alone[0]!.upper).toBeGreaterThan(alone[0]!.value!);
    expect(other[0]).not.toEqual(alone[0]);
  });
});

describe('agreement', () => {
  it('of two who always said yes is not defined beyond chance, and never 1', async () => {
    const found = await items('actor=delta,echo&measure=identical,kappa,pi');
    expect(found).toMatchObject([
      { measure: 'identical', value: 1, n: 5 },
      { measure: 'kappa', value: null, reason: 'no-variation', n: 5 },
      { measure: 'pi', value: null, reason: 'no-variation', n: 5 },
    ]);
  });

  it('with oneself is 1', async () => {
    const found = await items('actor=bravo&with=bravo&measure=identical,graded,s,kappa,pi');
    expect(found.map(({ n, value }) => [value, n])).toEqual(Array(5).fill([1, 7]));
  });

  it.each([
    ['one against all', 'actor=charlie', ['charlie alfa', 'charlie bravo', 'charlie delta', 'charlie echo']],
    ['some, each with each', 'actor=echo,alfa,bravo', ['echo alfa', 'echo bravo', 'alfa bravo']],
    ['some with others', 'actor=alfa,bravo&with=delta', ['alfa delta', 'bravo delta']],
    [
      'the same twice over, once',
      'actor=alfa,bravo&with=bravo,alfa,delta',
      ['alfa bravo', 'alfa delta', 'bravo delta'],
    ],
  ])('is asked about %s', async (_, query, pairs) => {
    expect((await items(query)).map(({ a, b }) => `${a} ${b}`)).toEqual(pairs);
  });

  it('is asked about all pairs, and the same for each as alone', async () => {
    const all = await items('measure=kappa&unanimous=dropped');
    expect(all).toHaveLength(10);
    for (const item of all)
      expect(await items(`actor=${item.a},${item.b}&measure=kappa&unanimous=dropped`)).toEqual([item]);
  });

  it('of those who have nothing in common is null, not left out', async () => {
    expect(await items('actor=delta,echo&event=session-2&from=2021-06')).toMatchObject([
      { value: null, reason: 'too-few', n: 0 },
    ]);
  });

  it('over all issues takes in those that nothing stands above', async () => {
    const [item] = await recording.get<Item[]>('/v1/agreement?actor=alfa,bravo&measure=identical&shape=array');
    expect(item).toMatchObject({ value: 4 / 7, n: 7 });
  });

  it('says how it was computed, on how many units, and where the records are', async () => {
    const answer = await recording.get<{
      counts: object;
      method: object;
      recordsUrl: string;
      unitsUrl: string;
      knownAt: string;
    }>('/v1/agreement?actor=alfa,bravo&issue=assembly&rollup=broader&unanimous=dropped');
    expect(answer.counts).toEqual({ actors: 5, pairs: 1, units: 4, unanimous: 4 });
    expect(answer.method).toMatchObject({
      id: 'agreement',
      version: 1,
      reference: 'docs/methodology.md#agreement',
      parameters: { measure: ['graded'], unanimous: 'dropped', abstention: 'position', absence: 'dropped', minN: 5 },
    });
    const records = await recording.list(`${answer.recordsUrl.replace('{&actor}', '&actor=alfa,bravo')}&limit=1000`);
    expect(records.items).toHaveLength(16);
    const units = await recording.get<{ items: { counted: string }[]; counts: object }>(
      answer.unitsUrl.replace('{&actor,with}', '&actor=alfa&with=bravo'),
    );
    expect(units.counts).toEqual({ counted: 4, leftOut: 4 });
    expect(units.items.map(({ counted }) => counted)).toEqual([
      'unanimous', 'whole', 'whole', 'whole', 'unanimous', 'unanimous', 'unanimous', 'whole',
    ]); // prettier-ignore
  });
});

describe('the units of a pair', () => {
  const units = (query: string) =>
    recording.get<{ issue: string; a: object; b: { record: string }; weight: number; counted: string }[]>(
      `/v1/agreement/units?issue=assembly&rollup=broader&actor=alfa&with=bravo&shape=array&${query}`,
    );

  it('tell what each did, and how it counts', async () => {
    const found = await units('abstention=half&weights=link');
    expect(found.map(({ counted, issue, weight }) => `${issue} ${counted} ${weight}`)).toEqual([
      'roll-1 whole 1',
      'roll-2 whole 3',
      'roll-3 half 1',
      'roll-4 whole 1',
      'roll-5 absence 1',
      'roll-6 whole 1',
      'roll-7 whole 1',
      'roll-8 whole 1',
    ]);
    expect(found[2]).toMatchObject({ a: { position: 1, score: 1 }, b: { position: 0, score: 0 } });
    const record = await recording.get(`/v1/stances/${found[2]!.b.record}`);
    expect(record).toMatchObject({ actor: 'bravo', issue: 'roll-3', position: 0 });
  });

  it('say which abstentions are left out', async () => {
    const found = await units('abstention=dropped');
    expect(found.filter(({ counted }) => counted === 'abstention').map(({ issue }) => issue)).toEqual(['roll-3']);
  });
});

describe('agreement over time', () => {
  interface Point extends Item {
    readonly start: string;
    readonly end: string;
    readonly event: string | null;
  }
  const points = (query: string): Promise<Point[]> =>
    recording.get<Point[]>(
      `/v1/agreement/timeline?issue=assembly&rollup=broader&actor=alfa,bravo&measure=identical,s&minN=1&shape=array&${query}`,
    );

  const ofIdentical = (found: Point[]): Point[] => found.filter(({ measure }) => measure === 'identical');

  it('by year has a point for each year, null where there is nothing', async () => {
    expect(ofIdentical(await points('from=2020&to=2022'))).toMatchObject([
      { start: '2020-01-01', end: '2021-01-01', event: null, value: 2 / 4, n: 4 },
      { start: '2021-01-01', end: '2022-01-01', event: null, value: 2 / 3, n: 3 },
      { start: '2022-01-01', end: '2023-01-01', event: null, value: null, reason: 'too-few', n: 0 },
    ]);
  });

  it('by event has a point for each session, in their order', async () => {
    expect(ofIdentical(await points('interval=event'))).toMatchObject([
      { start: '2020-01-01', end: '2021-01-01', event: 'session-1', value: 2 / 4, n: 4 },
      { start: '2021-01-01', end: '2022-01-01', event: 'session-2', value: 2 / 3, n: 3 },
    ]);
  });

  it('leads from each session to its units', async () => {
    const { items, unitsUrl } = await recording.get<{ items: Point[]; unitsUrl: string }>(
      '/v1/agreement/timeline?issue=assembly&rollup=broader&actor=alfa,bravo&measure=identical&minN=1&interval=event',
    );
    for (const { event, n } of items) {
      const path = unitsUrl.replace('{&actor,with,event}', `&actor=alfa&with=bravo&event=${event}`);
      const { counts } = await recording.get<{ counts: { counted: number } }>(path);
      expect(counts.counted).toBe(n);
    }
  });

  it('is at each point what agreement is in that window alone', async () => {
    for (const { end, measure, n, start, value } of await points('interval=quarter&from=2020&to=2021')) {
      const to = new Date(Date.parse(end) - 86_400_000).toISOString().slice(0, 10);
      const [alone] = await items(`actor=alfa,bravo&measure=${measure}&from=${start}&to=${to}`);
      expect({ n, value }).toEqual({ n: alone!.n, value: alone!.value });
    }
  });
});

describe('what was known earlier', () => {
  it('gives the agreement of then, byte for byte', async () => {
    const path = '/v1/agreement?issue=assembly&rollup=broader&actor=alfa&measure=graded,kappa&unanimous=dropped&minN=1';
    const { knownAt } = await recording.get<{ knownAt: string }>(path);
    const before = await recording.bytes(`${path}&knownAt=${knownAt}`);
    const now = await recording.bytes(path);
    await recording.actor('foxtrot');
    await recording.stance({ actor: 'foxtrot', issue: 'roll-1', act: 'VOTE', position: -1, date: '2020-01-10' });
    expect(await recording.bytes(`${path}&knownAt=${knownAt}`)).toBe(before);
    expect(now).toBe(before);
    // Roll call 1 now divides, and foxtrot is another to be compared with.
    expect(await recording.bytes(path)).not.toBe(before);
  });
});
