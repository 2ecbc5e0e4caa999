import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { rolledSeries, rolledUp } from '../support/rolled.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
const moments: string[] = [];

const moment = async (): Promise<void> => void moments.push((await rolledUp(recording, 'issue=peace')).knownAt);
const link = (direction: number, weight = 1) => ({ broader: [{ issue: 'peace', direction, weight }] });

/** What was done before each of the moments; and the counts of the series then. */
const EXPECTED: readonly [string, object[]][] = [
  ['before the issue lay below', []],
  ['with the link', [{ '2': 1 }]],
  ['with another stance', [{ '1': 1, '2': 1 }]],
  ['with the link turned', [{ '-1': 1, '-2': 1 }]],
  ['with one of the stances retracted', [{ '-1': 1 }]],
  ['without the link', []],
];

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.actor('iran');
  await recording.source('press');
  await recording.issue('peace');
  await recording.issue('talks');
  const stance = { actor: 'iran', issue: 'talks', date: '2024-02-18' };
  const { id } = await recording.stance({ ...stance, position: 2 });
  await moment();
  await recording.patch('/v1/issues/talks', 1, link(1));
  await moment();
  await recording.stance({ ...stance, position: 1 });
  await moment();
  await recording.patch('/v1/issues/talks', 2, link(-1, 2));
  await moment();
  await recording.retract(`/v1/stances/${id}`);
  await moment();
  await recording.patch('/v1/issues/talks', 3, { broader: [] });
  await moment();
});
afterAll(() => service.close());

const counts = async (query: string): Promise<object[]> =>
  (await rolledSeries(recording, `actor=iran&issue=peace&${query}`)).points.map((point) => point.counts);

describe('a rolled-up timeline as it was known', () => {
  it.each(EXPECTED.map(([what, expected], index) => ({ what, expected, index })))(
    '$what',
    async ({ expected, index }) => {
      expect(await counts(`knownAt=${moments[index]}`)).toEqual(expected);
      expect(await counts(`knownAt=${moments[index]}&interval=day`)).toEqual(expected);
      expect(await counts(`knownAt=${moments[index]}&act=STATEMENT`)).toEqual(expected);
    },
  );

  it('is the one of now at the last moment', async () => {
    expect(await counts('interval=month')).toEqual(EXPECTED.at(-1)![1]);
    const actors = async (query: string) => (await rolledUp(recording, query)).series.map(({ actor }) => actor);
    expect(await actors('issue=peace')).toEqual([]);
    expect(await actors(`issue=peace&knownAt=${moments[2]}`)).toEqual(['iran']);
  });

  it('links to the list of its records of then', async () => {
    const { recordsUrl } = await rolledSeries(recording, `actor=iran&issue=peace&knownAt=${moments[3]}`);
    const { items } = await recording.list(recordsUrl.replace('{&from,to}', ''));
    expect(items.map(({ position }) => position)).toEqual([2, 1]);
  });
});

it('a retracted issue is not among those taken in any more, and was before', async () => {
  await recording.issue('shelved', { broader: [{ issue: 'talks', direction: 1, weight: 1 }] });
  const { knownAt, series } = await rolledUp(recording, 'actor=iran&issue=talks');
  expect(series[0]!.rollup).toEqual({ issues: 2, leftOut: [] });
  await recording.retract('/v1/issues/shelved');
  expect((await rolledSeries(recording, 'actor=iran&issue=talks')).rollup).toEqual({ issues: 1, leftOut: [] });
  const then = await rolledSeries(recording, `actor=iran&issue=talks&knownAt=${knownAt}`);
  expect(then.rollup).toEqual({ issues: 2, leftOut: [] });
});
