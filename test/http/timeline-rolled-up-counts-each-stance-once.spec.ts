import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { rolledSeries, rolledUp } from '../support/rolled.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
const ids: Record<string, string> = {};

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['iran', 'china', 'qatar']) await recording.actor(slug);
  const below = (...broader: string[]) => ({ broader: broader.map((issue) => ({ issue, direction: 1, weight: 1 })) });
  await recording.issue('peace');
  await recording.issue('talks', below('peace'));
  await recording.issue('aid', below('peace'));
  // Reached by three paths, one of them direct.
  await recording.issue('envoy', below('talks', 'aid', 'peace'));
  await recording.issue('water');
  await recording.source('press');
  const stances = {
    own: { actor: 'iran', issue: 'peace', date: '2024-01-05', position: 2 },
    talks: { actor: 'iran', issue: 'talks', date: '2024-01-20', position: -1, act: 'VOTE' },
    envoy: { actor: 'iran', issue: 'envoy', date: '2024-01-10', position: -1 },
    absent: { actor: 'iran', issue: 'aid', date: '2024-01-31', position: null, act: 'ABSENCE' },
    later: { actor: 'iran', issue: 'envoy', date: '2024-02-10', position: 0, channel: 'LEAK' },
    other: { actor: 'iran', issue: 'water', date: '2024-01-06', position: 2 },
    china: { actor: 'china', issue: 'envoy', date: '2024-01-07', position: 1 },
  };
  for (const [name, stance] of Object.entries(stances)) ids[name] = (await recording.stance(stance)).id;
});
afterAll(() => service.close());

describe('a rolled-up timeline', () => {
  it('takes in the stances on the issue and on all below it, each once', async () => {
    const { points, rollup } = await rolledSeries(recording, 'actor=iran&issue=peace');
    expect(rollup).toEqual({ issues: 4, leftOut: [] });
    expect(points).toMatchObject([
      {
        start: '2024-01-01',
        position: -1,
        n: 3,
        unpositioned: 1,
        counts: { '-1': 2, '2': 1 },
        records: [ids['absent'], ids['talks'], ids['envoy'], ids['own']],
      },
      { start: '2024-02-01', position: 0, n: 1, counts: { '0': 1 }, records: [ids['later']] },
    ]);
  });

  it('shows the mean of them all', async () => {
    const { points } = await rolledSeries(recording, 'actor=iran&issue=peace&method=mean&interval=year');
    expect(points).toMatchObject([{ position: 0, n: 4, unpositioned: 1, counts: { '-1': 2, '0': 1, '2': 1 } }]);
  });

  it.each(['day', 'week', 'month', 'quarter', 'year'])('has by %s the same records', async (interval) => {
    const { points } = await rolledSeries(recording, `actor=iran&issue=peace&interval=${interval}`);
    const names = Object.keys(ids).filter((name) => points.some(({ records }) => records.includes(ids[name]!)));
    expect(names).toEqual(['own', 'talks', 'envoy', 'absent', 'later']);
    expect(points.flatMap(({ records }) => records)).toHaveLength(5);
  });

  it('has a row for each change', async () => {
    const { points } = await rolledSeries(recording, 'actor=iran&issue=peace&interval=change');
    expect(points.map(({ position, start }) => [start, position])).toEqual([
      ['2024-01-05', 2],
      ['2024-01-10', -1],
      ['2024-02-10', 0],
    ]);
  });

  it('carries into a window what was in force before it', async () => {
    const query = 'actor=iran&issue=peace&from=2024-03&to=2024-04&fill=previous';
    for (const interval of ['month', 'week']) {
      const { points } = await rolledSeries(recording, `${query}&interval=${interval}`);
      expect(new Set(points.map(({ n, position }) => `${n} ${position}`))).toEqual(new Set(['0 0']));
    }
  });

  it('carries into a window, of durations before it, the one that began last', async () => {
    await recording.issue('sea');
    await recording.issue('ports', { broader: [{ issue: 'sea', direction: 1, weight: 1 }] });
    await recording.stance({ actor: 'iran', issue: 'sea', date: '2020-01-01/2020-12-31', position: 2 });
    const { id } = await recording.stance({
      actor: 'iran',
      issue: 'ports',
      date: '2020-03-01/2020-03-31',
      position: -1,
    });
    const query = 'actor=iran&issue=sea&from=2022&to=2022&fill=previous';
    for (const interval of ['year', 'month', 'day']) {
      const { points } = await rolledSeries(recording, `${query}&interval=${interval}`);
      expect(points[0]).toMatchObject({ start: '2022-01-01', position: -1, n: 0, records: [id] });
    }
  });

  it('keeps to the filters', async () => {
    const votes = await rolledSeries(recording, 'actor=iran&issue=peace&act=VOTE');
    expect(votes.points).toMatchObject([{ n: 1, records: [ids['talks']] }]);
    const leaks = await rolledSeries(recording, 'actor=iran&issue=peace&channel=LEAK&interval=day');
    expect(leaks.points).toMatchObject([{ start: '2024-02-10', n: 1 }]);
  });

  it('without actors has a series for each actor with records on the issue or below it', async () => {
    const { series } = await rolledUp(recording, 'issue=peace');
    expect(series.map(({ actor, issue }) => `${actor} ${issue}`)).toEqual(['china peace', 'iran peace']);
    expect(series[0]!.points).toMatchObject([{ n: 1, records: [ids['china']] }]);
  });

  it('of several actors and issues has a series for each of both', async () => {
    const { series } = await rolledUp(recording, 'actor=qatar,iran&issue=talks,water');
    expect(series.map(({ actor, issue, points }) => [actor, issue, points.map(({ n }) => n)])).toEqual([
      ['qatar', 'talks', []],
      ['qatar', 'water', []],
      ['iran', 'talks', [2, 1]],
      ['iran', 'water', [1]],
    ]);
    const all = await rolledUp(recording, 'issue=talks,water');
    expect(all.series.map(({ actor, issue }) => `${actor} ${issue}`)).toEqual([
      'china talks',
      'iran talks',
      'iran water',
    ]);
  });

  it('of an issue with nothing below it is the plain one, but for saying that it was rolled up', async () => {
    for (const rest of ['interval=month', 'interval=week', 'interval=change', 'method=mean', 'interval=year']) {
      const plain = await recording.get<{ series: { points: unknown }[] }>(`/v1/timeline?issue=water&${rest}`);
      const rolled = await rolledUp(recording, `issue=water&${rest}`);
      expect(rolled.series.map(({ points }) => points)).toEqual(plain.series.map(({ points }) => points));
      expect(rolled.series[0]!.rollup).toEqual({ issues: 1, leftOut: [] });
    }
  });

  it('names the rollup in its method, and links to the list of its records', async () => {
    const { knownAt, method, series } = await rolledUp(recording, 'actor=iran&issue=peace');
    expect(method).toMatchObject({ id: 'last', version: 1, parameters: { rollup: 'broader' } });
    const { recordsUrl } = series[0]!;
    expect(recordsUrl).toContain(`rollup=broader&knownAt=${encodeURIComponent(knownAt)}{&from,to}`);
    const listed = async (window: string) => {
      const { items } = await recording.list(recordsUrl.replace('{&from,to}', window));
      return items.map(({ id }) => id);
    };
    expect(await listed('')).toEqual([ids['own'], ids['envoy'], ids['talks'], ids['absent'], ids['later']]);
    expect(await listed('&from=2024-02&to=2024-02')).toEqual([ids['later']]);
  });

  it('as flat rows has the rows of each series', async () => {
    const rows = await recording.get<object[]>('/v1/timeline?actor=iran&issue=peace&rollup=broader&shape=array');
    expect(rows).toMatchObject([
      { actor: 'iran', issue: 'peace', n: 3 },
      { actor: 'iran', issue: 'peace', n: 1 },
    ]);
  });

  it('loses a stance that is retracted, and an actor without any left', async () => {
    await recording.actor('russia');
    const { id } = await recording.stance({ actor: 'russia', issue: 'envoy', date: '2024-01-05' });
    expect((await rolledSeries(recording, 'actor=russia&issue=peace')).points).toMatchObject([{ n: 1 }]);
    const { knownAt } = await rolledUp(recording, 'issue=peace');
    await recording.retract(`/v1/stances/${id}`);
    expect((await rolledSeries(recording, 'actor=russia&issue=peace')).points).toEqual([]);
    const actors = async (query: string) => (await rolledUp(recording, query)).series.map(({ actor }) => actor);
    expect(await actors('issue=peace')).toEqual(['china', 'iran']);
    expect(await actors(`issue=peace&knownAt=${knownAt}`)).toEqual(['china', 'iran', 'russia']);
  });
});

describe('a list of stances', () => {
  it('takes in the issues below as well, page by page', async () => {
    const path = '/v1/stances?issue=talks,water&rollup=broader&count=exact&limit=2';
    const first = await recording.list(path);
    expect(first.count).toBe(5);
    const second = await recording.list(`${path}&cursor=${first.nextCursor}`);
    const third = await recording.list(`${path}&cursor=${second.nextCursor}`);
    expect([...first.items, ...second.items, ...third.items].map(({ id }) => id)).toEqual(
      ['other', 'china', 'envoy', 'talks', 'later'].map((name) => ids[name]),
    );
    expect(third.nextCursor).toBeNull();
  });

  it('has another cursor than the list without them', async () => {
    const { nextCursor } = await recording.list('/v1/stances?issue=talks&rollup=broader&limit=1');
    const refused = await recording.refusedGet(400, `/v1/stances?issue=talks&limit=1&cursor=${nextCursor}`);
    expect(refused).toMatchObject({ errors: [{ pointer: '?cursor' }] });
  });
});
