import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NILE } from '../../libs/domain/src/change-points/support/nile.js';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Segment {
  readonly mean: number;
  readonly start: string;
  readonly end: string;
}

interface ChangePoints {
  readonly items: readonly {
    readonly actor: string;
    readonly issue: string;
    readonly n: number;
    readonly penalty: number | null;
    readonly reason: string | null;
    readonly changePoints: readonly { readonly at: string; readonly before: Segment; readonly after: Segment }[];
    readonly rollup?: object;
    readonly recordsUrl: string;
  }[];
  readonly counts: object;
  readonly method: object;
  readonly knownAt: string;
}

/** Positions of a scale are small, and what is taken from all of them alike moves no change. */
const LESS = 900;

/** formulas.md section 7, test 2, on support-5: against, then for, then neutral; from January 2020 on, by month. */
const THREE_STANDS = [-2, -2, -2, -1, -2, 2, 2, 1, 2, 2, 0, 0, 0, 0, 0];
const monthOf = (index: number): string =>
  `${2020 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.source('press');
  const flows = NILE.map((flow) => flow - LESS);
  await recording.scale(
    'flow',
    [...new Set(flows)].toSorted((a, b) => a - b),
  );
  for (const actor of ['river', 'mover', 'steady', 'quiet', 'silent']) await recording.actor(actor);
  await recording.issue('flow', { scale: 'flow' });
  await recording.issue('envoy');
  await recording.issue('narrow', { broader: [{ issue: 'envoy', weight: 1, direction: 1 }] });
  for (const [year, position] of flows.entries()) {
    await recording.stance({ actor: 'river', issue: 'flow', date: String(1871 + year), position });
  }
  for (const [index, position] of THREE_STANDS.entries()) {
    await recording.stance({ actor: 'mover', issue: 'envoy', date: monthOf(index), position });
    await recording.stance({ actor: 'steady', issue: 'narrow', date: monthOf(index), position: 1 });
  }
  await recording.stance({ actor: 'quiet', issue: 'envoy', position: 1 });
}, 60_000);
afterAll(() => service.close());

const changePoints = (query: string): Promise<ChangePoints> =>
  recording.get<ChangePoints>(`/v1/change-points?${query}`);

describe('the yearly flow of the Nile', () => {
  it.each([1, 2, 3])('changes once, after 1898, at a penalty of %i', async (penalty) => {
    const { counts, items, method } = await changePoints(`actor=river&interval=year&penalty=${penalty}`);
    expect(items).toMatchObject([{ actor: 'river', issue: 'flow', n: 100, reason: null }]);
    expect(items[0]!.penalty).toBeCloseTo(penalty * 4.605170186, 9);
    expect(items[0]!.changePoints).toEqual([
      {
        at: '1899-01-01',
        between: ['1898-01-01', '1899-12-31'],
        before: {
          mean: expect.closeTo(1097.75 - LESS, 7),
          score: expect.closeTo((2 * (1097.75 - 456)) / (1370 - 456) - 1, 9),
          buckets: 28,
          records: 28,
          start: '1871-01-01',
          end: '1899-01-01',
        },
        after: {
          mean: expect.closeTo(849.9722222 - LESS, 7),
          score: expect.closeTo((2 * (849.9722222 - 456)) / (1370 - 456) - 1, 9),
          buckets: 72,
          records: 72,
          start: '1899-01-01',
          end: '1971-01-01',
        },
        size: expect.closeTo(-247.7777778, 7),
      },
    ]);
    expect(counts).toEqual({ series: 1, withReason: 0, changePoints: 1 });
    expect(method).toEqual({
      id: 'change-point-candidates',
      version: 1,
      reference: 'docs/methodology.md#change-points',
      parameters: { interval: 'year', from: null, to: null, penalty, minN: 10 },
    });
  });

  it('does not change within the years before', async () => {
    const { items } = await changePoints('actor=river&interval=year&to=1898');
    expect(items).toMatchObject([{ n: 28, reason: null, changePoints: [] }]);
  });
});

describe('an actor against, then for, then neutral', () => {
  it('changes twice at a penalty of 1', async () => {
    const { items } = await changePoints('actor=mover&issue=envoy&penalty=1');
    expect(items[0]!.penalty).toBeCloseTo(Math.log(15), 12);
    expect(items[0]!.changePoints).toMatchObject([
      {
        at: '2020-06-01',
        between: ['2020-05-01', '2020-06-30'],
        before: { mean: -1.8, score: expect.closeTo(-0.9, 12), buckets: 5, start: '2020-01-01', end: '2020-06-01' },
        after: { mean: 1.8, score: expect.closeTo(0.9, 12), buckets: 5, start: '2020-06-01', end: '2020-11-01' },
        size: 3.6,
      },
      { at: '2020-11-01', before: { mean: 1.8, buckets: 5 }, after: { mean: 0, buckets: 5, end: '2021-04-01' } },
    ]);
  });

  // In scores: no change costs 8.5 squares, one after the fifth month 2.425, both 0.4; β is 2 ln 15 · 8.5 / 14 = 3.288.
  it('changes once at a penalty of 2, where the second change is not worth it', async () => {
    const { items } = await changePoints('actor=mover&issue=envoy');
    expect(items[0]!.changePoints).toMatchObject([
      { at: '2020-06-01', before: { mean: -1.8, buckets: 5 }, after: { mean: 0.9, buckets: 10 } },
    ]);
  });

  it('does not change at a penalty of 3', async () => {
    // β = 3 ln 15 · 8.5 / 14 = 4.932: one change saves 6.075, so that it is still worth it; at 4 it is not.
    expect((await changePoints('actor=mover&penalty=3')).items[0]!.changePoints).toHaveLength(1);
    expect((await changePoints('actor=mover&penalty=4')).items[0]!.changePoints).toEqual([]);
  });

  // The means are −2, −1/3, 5/3, 2/3 and 0; β is 0.5 ln 5 · 22/12 = 1.475. A change after the first leaves 2.333 squares,
  // one after the second 2.796, none 7.333.
  it('is looked at by quarter as well', async () => {
    const { items } = await changePoints('actor=mover&interval=quarter&minN=5&penalty=0.5');
    expect(items[0]).toMatchObject({ n: 5, reason: null });
    expect(items[0]!.changePoints).toMatchObject([
      { at: '2020-04-01', between: ['2020-01-01', '2020-06-30'], before: { mean: -2, buckets: 1, records: 3 } },
    ]);
  });
});

describe('a series in which nothing was looked for', () => {
  it('is listed with its reason', async () => {
    const { counts, items } = await changePoints('actor=mover,quiet,silent,steady&issue=envoy,narrow');
    expect(items.map(({ actor, issue, n, penalty, reason }) => [actor, issue, n, penalty, reason])).toEqual([
      ['mover', 'envoy', 15, 2 * Math.log(15), null],
      ['mover', 'narrow', 0, null, 'too-few'],
      ['quiet', 'envoy', 1, null, 'too-few'],
      ['quiet', 'narrow', 0, null, 'too-few'],
      ['silent', 'envoy', 0, null, 'too-few'],
      ['silent', 'narrow', 0, null, 'too-few'],
      ['steady', 'envoy', 0, null, 'too-few'],
      ['steady', 'narrow', 15, null, 'no-variation'],
    ]);
    expect(counts).toEqual({ series: 8, withReason: 7, changePoints: 1 });
  });

  it('takes in narrower issues where they are rolled up', async () => {
    const { items } = await changePoints('actor=steady&issue=envoy&rollup=broader');
    expect(items).toMatchObject([{ n: 15, reason: 'no-variation', rollup: { issues: 2, leftOut: [] } }]);
  });

  it('has a row of its own among the rows', async () => {
    const rows = await recording.get<object[]>(
      '/v1/change-points?actor=mover&issue=envoy,narrow&penalty=1&shape=array',
    );
    expect(rows).toMatchObject([
      { issue: 'envoy', at: '2020-06-01', reason: null },
      { issue: 'envoy', at: '2020-11-01', reason: null },
      { issue: 'narrow', n: 0, reason: 'too-few', at: null, between: null, before: null, after: null, size: null },
    ]);
  });
});

describe('records without a position', () => {
  it('make no bucket', async () => {
    await recording.stance({ actor: 'mover', issue: 'envoy', date: '2021-04', act: 'ABSENCE', position: null });
    const { items } = await changePoints('actor=mover&issue=envoy&to=2021-06');
    expect(items).toMatchObject([{ n: 15 }]);
  });
});

it('the records of a segment can be listed', async () => {
  const { items } = await changePoints('actor=mover&issue=envoy&penalty=1&act=STATEMENT');
  const { changePoints: changes, recordsUrl } = items[0]!;
  const { start } = changes[0]!.before;
  const listed = await recording.list(recordsUrl.replace('{&from,to}', `&from=${start}&to=2020-05-31`));
  expect(listed.items.map(({ date }) => date)).toEqual(['2020-01', '2020-02', '2020-03', '2020-04', '2020-05']);
});

it('a question has the same answer later, byte for byte', async () => {
  const path = '/v1/change-points?issue=envoy&penalty=1';
  const before = await recording.bytes(path);
  const { knownAt } = await changePoints('issue=envoy');
  await recording.stance({ actor: 'mover', issue: 'envoy', date: '2020-03', position: 2 });
  expect(await recording.bytes(path)).not.toBe(before);
  expect(await recording.bytes(`${path}&knownAt=${knownAt}`)).toBe(before);
});
