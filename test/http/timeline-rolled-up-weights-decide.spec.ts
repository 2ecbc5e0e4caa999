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
});
afterAll(() => service.close());

const link = (issue: string, weight = 1, direction = 1) => ({ issue, weight, direction });
const stance = (issue: string, position: number | null, date = '2024-02-18') =>
  recording.stance({ actor: 'iran', issue, position, date });

const mean = async (issue: string, interval: string): Promise<number | null> => {
  const { points } = await rolledSeries(recording, `actor=iran&issue=${issue}&interval=${interval}&method=mean`);
  return points[0]!.position;
};

describe('weights', () => {
  it('along a path multiply, and weigh the mean', async () => {
    await recording.issue('peace');
    await recording.issue('talks', { broader: [link('peace', 0.5)] });
    await recording.issue('envoy', { broader: [link('talks', 0.5)] });
    await stance('peace', 2);
    await stance('talks', -2);
    await stance('envoy', -2, '2024-02-20');
    await stance('envoy', null, '2024-02-20');
    // (1 · 2 − 0.5 · 2 − 0.25 · 2) / 1.75
    for (const interval of ['month', 'quarter', 'year']) expect(await mean('peace', interval)).toBe(0.5 / 1.75);
    const { points } = await rolledSeries(recording, 'actor=iran&issue=peace');
    expect(points).toMatchObject([{ position: -2, n: 3, unpositioned: 1, counts: { '-2': 2, '2': 1 } }]);
  });

  it('do not move the mean where all are alike', async () => {
    await recording.issue('even');
    for (const [index, position] of [2, 1, -2].entries()) {
      await recording.issue(`even-${index}`, { broader: [link('even', 0.1)] });
      await stance(`even-${index}`, position);
    }
    for (const interval of ['month', 'week']) expect(await mean('even', interval)).toBeCloseTo(1 / 3, 14);
  });

  it('decide which of several paths gives the direction and the weight: the heaviest', async () => {
    await recording.issue('stability');
    await recording.issue('force', { broader: [link('stability', 2, -1)] });
    await recording.issue('strike', { broader: [link('force', 2), link('stability', 3)] });
    await stance('strike', 2, '2024-02-01');
    await stance('stability', 2, '2024-02-01');
    // The strike weighs 4 and is turned: (4 · −2 + 1 · 2) / 5.
    expect(await mean('stability', 'month')).toBe(-1.2);
    expect(await mean('stability', 'day')).toBe(-1.2);
  });

  it('that are equal leave it to the path with the fewest links', async () => {
    await recording.issue('order');
    await recording.issue('police', { broader: [link('order', 1, -1)] });
    await recording.issue('patrol', { broader: [link('police'), link('order')] });
    await stance('patrol', 2);
    expect((await rolledSeries(recording, 'actor=iran&issue=order')).points).toMatchObject([{ counts: { '2': 1 } }]);
  });

  it('and lengths that are equal leave the issue out where the directions disagree', async () => {
    await recording.issue('calm');
    await recording.issue('for', { broader: [link('calm')] });
    await recording.issue('against', { broader: [link('calm', 1, -1)] });
    await recording.issue('torn', { broader: [link('for'), link('against')] });
    await recording.actor('torn-only');
    await stance('torn', 2);
    await stance('against', 1);
    await recording.stance({ actor: 'torn-only', issue: 'torn', date: '2024-02-18' });
    const { points, recordsUrl, rollup } = await rolledSeries(recording, 'issue=calm');
    expect(rollup).toEqual({ issues: 3, leftOut: ['torn'] });
    expect(points).toMatchObject([{ n: 1, counts: { '-1': 1 } }]);
    expect((await recording.list(recordsUrl.replace('{&from,to}', ''))).items).toHaveLength(1);
    // It counts for either of the issues above it.
    expect((await rolledSeries(recording, 'actor=iran&issue=for')).points).toMatchObject([{ counts: { '2': 1 } }]);
  });

  it('that multiply to more than can be computed with are refused', async () => {
    await recording.issue('heavy-0');
    for (let level = 1; level <= 17; level += 1) {
      await recording.issue(`heavy-${level}`, { broader: [link(`heavy-${level - 1}`, 1_000_000)] });
    }
    expect((await rolledSeries(recording, 'actor=iran&issue=heavy-1')).rollup).toEqual({ issues: 17, leftOut: [] });
    const refused = await recording.refusedGet(400, '/v1/timeline?actor=iran&issue=heavy-0&rollup=broader');
    expect(refused).toMatchObject({ code: 'issue/weight-out-of-range', errors: [{ pointer: '?issue' }] });
  });
});
