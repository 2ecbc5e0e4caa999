import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { pointsOf, timelineOf } from '../support/timelines.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['iran', 'taliban', 'russia']) await recording.actor(slug);
  await recording.issue('peace');
  await recording.issue('envoy', { broader: [{ issue: 'peace', direction: 1, weight: 2 }] });
  await recording.source('press');
  const said = (actor: string, position: number, date: string, credibility: number, issue = 'envoy') =>
    recording.stance({ actor, issue, position, date, citations: [{ source: 'press', credibility }] });
  // The vectors of formulas.md 4.1.2: their day 0 is 2 December 2023.
  await said('iran', -2, '2023-12-02', 1);
  await said('iran', -1, '2024-01-31', 6);
  await said('taliban', -2, '2023-12-02', 1);
  await said('taliban', -1, '2024-01-01', 2);
  await said('taliban', 1, '2024-02-15', 3);
  await said('taliban', -1, '2024-02-15', 4);
  await said('russia', 1, '2021/2023-12-31', 5);
});
afterAll(() => service.close());

const DECAY = 'issue=envoy&method=decay&halfLife=90';
const rounded = (value: number | null | undefined) => value?.toFixed(6);

describe('a decayed mean', () => {
  it('is that of the worked example, on the last day of each month', async () => {
    const [, january, february] = await pointsOf(recording, `actor=iran&${DECAY}&fill=previous&to=2024-02`);
    expect([rounded(january!.position), rounded(january!.weight), rounded(january!.effectiveN)]).toEqual([
      '-1.557507',
      '1.129961',
      '1.973889',
    ]);
    expect(january).toMatchObject({ n: 1, carried: false, ageDays: 0, withheld: false });
    // Thirty days later but one, and nothing new.
    expect([rounded(february!.position), rounded(february!.effectiveN)]).toEqual(['-1.557507', '1.973889']);
    expect(february!.weight).toBeCloseTo(1.129961 * 2 ** (-29 / 90), 6);
    expect(february).toMatchObject({ n: 0, carried: true, ageDays: 29, records: january!.records });
  });

  it('takes in what was said before the window', async () => {
    const [day] = await pointsOf(
      recording,
      `actor=iran&${DECAY}&interval=day&fill=previous&from=2024-03-01&to=2024-03-01`,
    );
    expect([rounded(day!.position), rounded(day!.weight)]).toEqual(['-1.557507', '0.896850']);
  });

  it('is that of the second example, with weights of its own', async () => {
    const query = 'actor=taliban&issue=envoy&method=decay&halfLife=45&credibilityWeights=0.9,0.5,0.7,0.3,0.2,0.5';
    const { method, series } = await timelineOf(
      recording,
      `${query}&interval=day&fill=previous&from=2024-03-01&to=2024-03-01`,
    );
    const [point] = series[0]!.points;
    expect([rounded(point!.position), rounded(point!.weight), rounded(point!.effectiveN)]).toEqual([
      '-0.271907',
      '1.217126',
      '3.253134',
    ]);
    expect(method).toMatchObject({
      id: 'decay',
      version: 1,
      reference: 'docs/methodology.md#decay',
      parameters: { halfLife: 45, minWeight: 0.25, credibilityWeights: [0.9, 0.5, 0.7, 0.3, 0.2, 0.5] },
    });
  });

  it('is withheld where it weighs too little, and says what it weighs', async () => {
    const points = await pointsOf(recording, `actor=iran&${DECAY}&fill=previous&from=2024-06&to=2024-09`);
    expect(points.map(({ withheld }) => withheld)).toEqual([false, false, true, true]);
    expect(points[2]).toMatchObject({ position: null, score: null, lower: null, upper: null, intervalLower: null });
    expect(points[2]!.weight).toBeCloseTo(1.129961 * 2 ** (-213 / 90), 6);
    expect(points[2]!.ageDays).toBe(213);
    const told = await pointsOf(recording, `actor=iran&${DECAY}&fill=previous&from=2024-08&to=2024-09&minWeight=0`);
    expect(told.map(({ position }) => rounded(position))).toEqual(['-1.557507', '-1.557507']);
    // A claim that is thought improbable does not weigh enough even while it is held.
    const [held] = await pointsOf(recording, `actor=russia&${DECAY}&from=2023-12&to=2023-12`);
    expect(held).toMatchObject({ weight: 0.2, withheld: true, n: 1, ageDays: 0 });
  });

  it('without carrying is told only where there are records', async () => {
    const points = await pointsOf(recording, `actor=iran&${DECAY}&to=2024-06`);
    expect(points.map(({ start }) => start)).toEqual(['2023-12-01', '2024-01-01']);
  });

  it('is carried no further than the greatest age', async () => {
    const points = await pointsOf(recording, `actor=iran&${DECAY}&fill=previous&maxAge=60&to=2024-06`);
    expect(points.map(({ ageDays, start }) => [start, ageDays])).toEqual([
      ['2023-12-01', 29],
      ['2024-01-01', 0],
      ['2024-02-01', 29],
      ['2024-03-01', 60],
    ]);
  });

  it('counts in a rollup for as much as the issue weighs', async () => {
    const query = 'method=decay&halfLife=90&interval=day&fill=previous&from=2024-03-01&to=2024-03-01';
    const [point] = await pointsOf(recording, `actor=iran&issue=peace&rollup=broader&${query}`);
    expect([rounded(point!.position), rounded(point!.weight)]).toEqual(['-1.557507', '1.793701']);
  });

  it('of an earlier moment is what it was then', async () => {
    const query = `actor=iran&${DECAY}&fill=previous&to=2024-02`;
    const before = await timelineOf(recording, query);
    const { items } = await recording.list('/v1/stances?actor=iran&issue=envoy&to=2023-12');
    await recording.patch(`/v1/stances/${items[0]!.id}`, 1, { position: 2 });
    expect(await pointsOf(recording, query)).not.toEqual(before.series[0]!.points);
    const again = await timelineOf(recording, `${query}&knownAt=${encodeURIComponent(before.knownAt)}`);
    expect(again.series).toEqual(before.series);
  });
});
