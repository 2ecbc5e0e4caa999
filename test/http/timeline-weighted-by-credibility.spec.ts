import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { pointsOf, timelineOf } from '../support/timelines.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['iran', 'russia', 'china']) await recording.actor(slug);
  await recording.issue('peace');
  await recording.issue('envoy', { broader: [{ issue: 'peace', direction: -1, weight: 0.5 }] });
  for (const slug of ['press', 'wire']) await recording.source(slug);
  const cite = (...credibilities: number[]) => credibilities.map((credibility) => ({ source: 'press', credibility }));
  const stance = (more: Record<string, unknown>) => recording.stance({ actor: 'iran', issue: 'envoy', ...more });
  await stance({ position: -2, date: '2024-02-18', citations: cite(1) });
  await stance({ position: 1, date: '2024-02-19', citations: cite(4) });
  await stance({ position: 1, date: '2024-02-20', citations: cite(5, 3, 6) });
  await stance({ position: null, date: '2024-02-21', citations: cite(1) });
  await stance({ position: 2, date: '2024-03-01', citations: cite(5, 6) });
  await recording.stance({ actor: 'iran', issue: 'peace', position: 2, date: '2024-02-10', citations: cite(2) });
  for (const [position, date] of [
    [-1, '2024-02-01'],
    [0, '2024-02-02'],
    [1, '2024-02-03'],
    [2, '2024-02-04'],
  ] as const)
    await recording.stance({ actor: 'russia', issue: 'envoy', position, date, citations: cite(2) });
});
afterAll(() => service.close());

describe('a mean weighted by credibility', () => {
  it('weighs each record by its best citation', async () => {
    const [february, march] = await pointsOf(recording, 'actor=iran&issue=envoy&method=weighted');
    // 1 · −2 + 0.4 · 1 + 0.6 · 1, of a weight of 2.
    expect(february).toMatchObject({ position: -0.5, score: -0.25, n: 3, unpositioned: 1, weight: 2 });
    expect(february!.effectiveN).toBeCloseTo(4 / 1.52, 12);
    // What cannot be judged weighs half, which is more than what is improbable.
    expect(march).toMatchObject({ position: 2, weight: 0.5, effectiveN: 1, intervalLower: null, intervalUpper: null });
  });

  it('takes other weights, and names those it has taken', async () => {
    const { method, series } = await timelineOf(
      recording,
      'actor=iran&issue=envoy&method=weighted&credibilityWeights=1,1,0.25,0.25,0.25,0.125&to=2024-02',
    );
    expect(series[0]!.points).toMatchObject([{ position: -1, weight: 1.5 }]);
    expect(method).toMatchObject({
      id: 'weighted',
      version: 1,
      reference: 'docs/methodology.md#weighted',
      parameters: { credibilityWeights: [1, 1, 0.25, 0.25, 0.25, 0.125] },
    });
    const plain = await timelineOf(recording, 'actor=iran&method=weighted');
    expect(plain.method.parameters).toMatchObject({ credibilityWeights: [1, 0.8, 0.6, 0.4, 0.2, 0.5] });
  });

  it('is the plain mean where all weigh the same, with the same interval', async () => {
    const query = 'actor=russia&issue=envoy&interval=year&';
    const [weighted] = await pointsOf(recording, `${query}method=weighted`);
    const [mean] = await pointsOf(recording, `${query}method=mean`);
    expect(weighted!.weight).toBeCloseTo(3.2, 12);
    expect(weighted!.effectiveN).toBe(4);
    expect(weighted!.position).toBeCloseTo(mean!.position!, 12);
    // 0.5 ± t(0.975; 3) · √(5 ÷ 3 ÷ 4), with t = 3.182446 from the tables; the upper end is beyond the scale.
    expect(mean).toMatchObject({ position: 0.5, intervalUpper: 1 });
    expect(mean!.intervalLower).toBeCloseTo((0.5 - 3.182446 * Math.sqrt(5 / 12)) / 2, 6);
    expect(weighted!.intervalLower).toBeCloseTo(mean!.intervalLower!, 12);
    expect(mean).not.toHaveProperty('weight');
  });

  it('multiplies what a record and what its issue weighs in a rollup', async () => {
    const [february] = await pointsOf(recording, 'actor=iran&issue=peace&rollup=broader&method=weighted&to=2024-02');
    // 0.8 · 2 of peace; half of 1 · 2 + 0.4 · −1 + 0.6 · −1, mirrored.
    expect(february).toMatchObject({ n: 4, unpositioned: 1 });
    expect(february!.weight).toBeCloseTo(1.8, 12);
    expect(february!.position).toBeCloseTo((1.6 + 0.5) / 1.8, 12);
  });

  it('carries a mean with what it rests on', async () => {
    const [february, , april] = await pointsOf(
      recording,
      'actor=iran&issue=envoy&method=weighted&fill=previous&to=2024-04',
    );
    expect(february!.carried).toBe(false);
    expect(april).toMatchObject({ position: 2, carried: true, n: 0, weight: 0.5, effectiveN: 1 });
  });

  it('has no figures where there is no mean', async () => {
    await recording.stance({ actor: 'china', issue: 'envoy', position: null, date: '2024-02-01' });
    const nothing = { position: null, weight: null, effectiveN: null, intervalLower: null, intervalUpper: null };
    expect(await pointsOf(recording, 'actor=china&issue=envoy&method=weighted')).toMatchObject([nothing]);
  });
});
