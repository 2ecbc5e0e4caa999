import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { rolledSeries } from '../support/rolled.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.actor('iran');
  await recording.source('press');
  await recording.scale('four', [0, 1, 2, 3]);
});
afterAll(() => service.close());

const votes = async (issue: string, positions: readonly (number | null)[]): Promise<void> => {
  for (const position of positions) await recording.stance({ actor: 'iran', issue, position, date: '2024-02-18' });
};

/** The point of February, from months and record by record. */
async function points(issue: string, rest = ''): Promise<object[]> {
  const byMonth = await rolledSeries(recording, `actor=iran&issue=${issue}&interval=month${rest}`);
  const byDay = await rolledSeries(recording, `actor=iran&issue=${issue}&interval=day${rest}`);
  return [byMonth, byDay].map((series) => series.points[0]!);
}

const countsText = async (issue: string): Promise<string[]> =>
  ((await points(issue)) as { counts: object }[]).map(({ counts }) => JSON.stringify(counts));

describe('a stance is carried', () => {
  it('mirrored where being for its issue is being against the broader one', async () => {
    await recording.issue('stability', { scale: 'vote-3' });
    await recording.issue('coup', { scale: 'vote-3', broader: [{ issue: 'stability', direction: -1, weight: 1 }] });
    await votes('coup', [1, 1, 0, null, -1]);
    expect(await countsText('stability')).toEqual(['{"0":1,"1":1,"-1":2}', '{"0":1,"1":1,"-1":2}']);
    for (const point of await points('stability')) {
      expect(point).toMatchObject({ position: 1, score: 1, lower: -1, upper: 1, n: 4, unpositioned: 1 });
    }
    for (const point of await points('stability', '&method=mean')) expect(point).toMatchObject({ position: -0.25 });
  });

  it('as it is where two links turn it twice', async () => {
    await recording.issue('order', { scale: 'vote-3' });
    await recording.issue('unrest', { scale: 'vote-3', broader: [{ issue: 'order', direction: -1, weight: 1 }] });
    await recording.issue('ban-unrest', { scale: 'vote-3', broader: [{ issue: 'unrest', direction: -1, weight: 1 }] });
    await votes('ban-unrest', [1, 0]);
    expect(await countsText('order')).toEqual(['{"0":1,"1":1}', '{"0":1,"1":1}']);
  });

  it('by its score from one scale to another, in whole positions where there are such', async () => {
    await recording.issue('peace');
    await recording.issue('roll-call', { scale: 'vote-3', broader: [{ issue: 'peace', direction: 1, weight: 1 }] });
    await votes('roll-call', [1, 1, 0, -1]);
    await votes('peace', [2, 1]);
    const counts = '{"0":1,"1":1,"2":3,"-2":1}';
    expect(await countsText('peace')).toEqual([counts, counts]);
  });

  it('to a fraction where the scale has no such point, written as short as it can be', async () => {
    await recording.issue('voted', { scale: 'vote-3' });
    await recording.issue('opinion', { broader: [{ issue: 'voted', direction: 1, weight: 1 }] });
    await recording.issue('graded', { scale: 'four', broader: [{ issue: 'voted', direction: -1, weight: 1 }] });
    await votes('opinion', [1, -1, 0]);
    await votes('graded', [1, 2, 2, 3]);
    const counts = '{"0":1,"-1":1,"-0.5":1,"-0.3333333333333333":2,"0.3333333333333333":1,"0.5":1}';
    expect(await countsText('voted')).toEqual([counts, counts]);
    const [byMonth, byDay] = await points('voted', '&method=mean');
    expect((byMonth as { position: number }).position).toBeCloseTo((1 / 3 - 2 / 3 - 1) / 7, 12);
    expect((byDay as { position: number }).position).toBe((byMonth as { position: number }).position);
  });
});
