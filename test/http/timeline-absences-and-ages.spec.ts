import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { pointsOf } from '../support/timelines.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['iran', 'russia']) await recording.actor(slug);
  await recording.issue('peace');
  await recording.issue('talks', { broader: [{ issue: 'peace', direction: 1, weight: 1 }] });
  await recording.issue('boycott', { absenceCarriesPosition: true });
  await recording.source('press');
  const stance = (more: Record<string, unknown>) => recording.stance({ actor: 'iran', issue: 'talks', ...more });
  await stance({ act: 'VOTE', position: 1, date: '2024-01-10' });
  await stance({ act: 'ABSENCE', position: null, date: '2024-01-20' });
  await stance({ act: 'ABSENCE', position: null, date: '2024-02' });
  await stance({ act: 'ABSENCE', position: null, date: '2024-03-15/2024-05-02' });
  await stance({ act: 'STATEMENT', position: null, date: '2024-05-20' });
  await stance({ issue: 'peace', act: 'ABSENCE', position: null, date: '2024-05-21' });
  await stance({ actor: 'russia', issue: 'boycott', act: 'ABSENCE', position: 2, date: '2024-01-01' });
});
afterAll(() => service.close());

const counts = async (query: string) =>
  (await pointsOf(recording, query)).map(({ absent, n, start, unpositioned }) => [
    start.slice(0, 7),
    n,
    unpositioned,
    absent,
  ]);

describe('absences', () => {
  const EXPECTED = [
    ['2024-01', 1, 1, 1],
    ['2024-02', 0, 1, 1],
    ['2024-03', 0, 1, 1],
    ['2024-04', 0, 1, 1],
    ['2024-05', 0, 2, 1],
  ];

  it('are counted beside what has no position, a duration in every bucket', async () => {
    expect(await counts('actor=iran&issue=talks')).toEqual(EXPECTED);
    expect(await counts('actor=iran&issue=talks&act=ABSENCE,VOTE,STATEMENT')).toEqual(EXPECTED);
    expect(await counts('actor=iran&issue=talks&method=decay&halfLife=30&fill=previous')).toEqual(EXPECTED);
    const { knownAt } = await recording.get<{ knownAt: string }>('/v1/timeline?actor=iran');
    expect(await counts(`actor=iran&issue=talks&knownAt=${encodeURIComponent(knownAt)}`)).toEqual(EXPECTED);
  });

  it('are counted in a rollup', async () => {
    const rolled = await counts('actor=iran&issue=peace&rollup=broader');
    expect(rolled).toEqual([...EXPECTED.slice(0, 4), ['2024-05', 0, 3, 2]]);
    expect(await counts('actor=iran&issue=peace&rollup=broader&act=ABSENCE&interval=quarter')).toEqual([
      ['2024-01', 0, 3, 3],
      ['2024-04', 0, 2, 2],
    ]);
  });

  it('are counted between two changes', async () => {
    expect(await counts('actor=iran&issue=talks&interval=change')).toEqual([['2024-01', 1, 4, 3]]);
  });

  it('may carry a position', async () => {
    expect(await counts('actor=russia&issue=boycott')).toEqual([['2024-01', 1, 0, 1]]);
  });
});

describe('a greatest age', () => {
  const ages = async (query: string) =>
    (await pointsOf(recording, `actor=iran&issue=talks&fill=previous&to=2024-04&${query}`)).map(
      ({ ageDays, position, start, unpositioned }) => [start.slice(0, 7), position, ageDays, unpositioned],
    );

  it.each(['method=last', 'method=mean', 'method=weighted'])('ends what is carried (%s)', async (method) => {
    expect(await ages(`${method}&maxAge=50`)).toEqual([
      ['2024-01', 1, 21, 1],
      ['2024-02', 1, 50, 1],
      ['2024-03', null, null, 1],
      ['2024-04', null, null, 1],
    ]);
    expect((await ages(`${method}&maxAge=49`))[1]).toEqual(['2024-02', null, null, 1]);
    // What is not carried has no greatest age.
    expect((await ages(`${method}&maxAge=0`))[0]).toEqual(['2024-01', 1, 21, 1]);
  });

  it('leaves no point where there is nothing else to say', async () => {
    const points = await ages('maxAge=31&act=VOTE&interval=week');
    expect(points.map(([start]) => start)).toEqual(['2024-01', '2024-01', '2024-01', '2024-01']);
    expect(points.at(-1)).toEqual(['2024-01', 1, 25, 0]);
  });
});
