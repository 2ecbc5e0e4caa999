import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { DemonstrationService } from '@app/exchange';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { timelineOf } from '../support/timelines.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await service.app.get(DemonstrationService).load();
});
afterAll(() => service.close());

const IRAN = 'actor=iran&issue=un-envoy&interval=month';
const ALL = 'sensitivity=anonymous,single-source,low-grade';

const found = async (url: string) => (await recording.list(url.replace('{&from,to}', ''))).items.map(({ id }) => id);

describe('the sensitivity of the article', () => {
  it('says that Iran has no position on the envoy but for anonymous diplomats', async () => {
    const { method, series } = await timelineOf(recording, `${IRAN}&${ALL}`);
    const [{ points, variants }] = series as [(typeof series)[0]];
    expect(points).toMatchObject([{ start: '2024-02-01', position: -2, n: 1, unpositioned: 2 }]);
    expect(variants!.map(({ without }) => without)).toEqual(['anonymous', 'single-source', 'low-grade']);
    expect(variants![0]!.points).toMatchObject([{ start: '2024-02-01', position: null, n: 0, unpositioned: 2 }]);
    // All of it is from one article.
    expect(variants![1]!.points).toEqual([]);
    expect(method.parameters).toMatchObject({ sensitivity: ['anonymous', 'single-source', 'low-grade'] });
  });

  it('is that of each question asked by itself, with links to just those records', async () => {
    const { knownAt, series } = await timelineOf(
      recording,
      `${ALL}&actor=iran,taliban&issue=un-envoy&fill=previous&from=2024&to=2024`,
    );
    for (const { actor, variants } of series) {
      for (const { points, recordsUrl, without } of variants!) {
        const alone = await timelineOf(
          recording,
          `actor=${actor}&issue=un-envoy&fill=previous&from=2024&to=2024&without=${without}&knownAt=${encodeURIComponent(knownAt)}`,
        );
        expect(points).toEqual(alone.series[0]!.points);
        expect(recordsUrl).toBe(alone.series[0]!.recordsUrl);
        const listed = await found(recordsUrl);
        expect(listed).toEqual(expect.arrayContaining([...new Set(points.flatMap(({ records }) => records))]));
        expect(listed).toHaveLength(new Set(points.flatMap(({ records }) => records)).size);
      }
    }
  });

  it('keeps to the days of the full series', async () => {
    const more = { issue: 'un-envoy', actor: 'iran', act: 'STATEMENT', position: 0 };
    const citations = [{ source: 'iran-international-2024-02-19', credibility: 2 }];
    await recording.stance({ ...more, citations, date: '2023-11-05', channel: 'ON_RECORD' });
    await recording.stance({ ...more, citations, date: '2024-04-05', channel: 'ANONYMOUS_SOURCE', position: 1 });
    const { series } = await timelineOf(recording, `${IRAN}&sensitivity=anonymous&fill=previous`);
    const [{ points, variants }] = series as [(typeof series)[0]];
    const told = (each: typeof points) => each.map(({ position, start }) => [start, position]);
    expect(told(points)).toEqual([
      ['2023-11-01', 0],
      ['2023-12-01', 0],
      ['2024-01-01', 0],
      ['2024-02-01', -2],
      ['2024-03-01', -2],
      ['2024-04-01', 1],
    ]);
    expect(told(variants![0]!.points)).toEqual(told(points).map(([start]) => [start, 0]));
  });

  it('goes with other parameters: a record is left out for either reason', async () => {
    const { series } = await timelineOf(
      recording,
      `${IRAN}&without=low-grade&sensitivity=anonymous&channel=ON_RECORD,ANONYMOUS_SOURCE`,
    );
    const url = series[0]!.variants![0]!.recordsUrl;
    expect(new URLSearchParams(url.split('?')[1]).get('without')).toBe('low-grade,anonymous');
    expect(await found(url)).toEqual(
      await found(`/v1/stances?${IRAN.replace('&interval=month', '')}&channel=ON_RECORD&without=low-grade`),
    );
  });

  it('is there for changes and for rollups too', async () => {
    const changes = await timelineOf(recording, 'actor=iran&issue=un-envoy&interval=change&sensitivity=anonymous');
    expect(changes.series[0]!.variants![0]!.points).toMatchObject([{ start: '2023-11-05', position: 0, end: null }]);
    const rolled = await timelineOf(recording, `${IRAN}&rollup=broader&sensitivity=anonymous`);
    expect(rolled.series[0]!.variants![0]!.recordsUrl).toContain('rollup=broader');
    expect(rolled.series[0]!.variants![0]!.points.length).toBeGreaterThan(0);
  });

  it('is a column of the flat table, null for the full series', async () => {
    const { series } = await timelineOf(recording, `${IRAN}&sensitivity=anonymous,low-grade`);
    const [{ actor, issue, points, variants }] = series as [(typeof series)[0]];
    const rows = [{ without: null, points }, ...variants!].flatMap((each) =>
      each.points.map((point) => ({ actor, issue, without: each.without, ...point })),
    );
    expect(await recording.get(`/v1/timeline?${IRAN}&sensitivity=anonymous,low-grade&shape=array`)).toEqual(rows);
    const { text } = await service.http.get(`/v1/timeline.csv?${IRAN}&sensitivity=anonymous,low-grade`);
    const table = parse(text, { columns: true }) as { without: string; start: string }[];
    expect(table.map(({ start, without }) => [start, without])).toEqual(
      rows.map(({ start, without }) => [start, without ?? '']),
    );
    expect((await recording.get<object[]>(`/v1/timeline?${IRAN}&shape=array`))[0]).not.toHaveProperty('without');
  });
});

describe('what does not go together is refused:', () => {
  const TIMELINE = '/v1/timeline?actor=iran&';
  it.each([
    ['method=decay', '?halfLife', 'timeline/half-life-required'],
    ['halfLife=90', '?halfLife', 'timeline/half-life-is-of-decay'],
    ['method=weighted&halfLife=90', '?halfLife', 'timeline/half-life-is-of-decay'],
    ['method=weighted&minWeight=0.5', '?minWeight', 'timeline/min-weight-is-of-decay'],
    ['method=mean&credibilityWeights=1,1,1,1,1,1', '?credibilityWeights', 'timeline/nothing-is-weighed'],
    ['credibilityWeights=1,1,1,1,1,1', '?credibilityWeights', 'timeline/nothing-is-weighed'],
    ['maxAge=30', '?maxAge', 'timeline/nothing-is-carried'],
    ['maxAge=30&method=decay&halfLife=3', '?maxAge', 'timeline/nothing-is-carried'],
    ['maxAge=30&interval=change&fill=previous', '?maxAge', 'timeline/change-has-no-age'],
    ['interval=change&method=weighted', '?method', 'timeline/change-is-last'],
    ['interval=change&method=decay&halfLife=90', '?method', 'timeline/change-is-last'],
    ['without=anonymous&sensitivity=low-grade,anonymous', '?sensitivity', 'timeline/left-out-already'],
    ['sensitivity=rumours', '?sensitivity', 'request/invalid'],
    ['method=median', '?method', 'request/invalid'],
    ['method=decay&halfLife=0', '?halfLife', 'request/invalid'],
    ['method=decay&halfLife=-90', '?halfLife', 'request/invalid'],
    ['method=decay&halfLife=ninety', '?halfLife', 'request/invalid'],
    ['method=decay&halfLife=Infinity', '?halfLife', 'request/invalid'],
    ['method=decay&halfLife=90&minWeight=-1', '?minWeight', 'request/invalid'],
    ['fill=previous&maxAge=-1', '?maxAge', 'request/invalid'],
    ['fill=previous&maxAge=1.5', '?maxAge', 'request/invalid'],
    ['method=weighted&credibilityWeights=1,1,1,1,1', '?credibilityWeights', 'request/invalid'],
    ['method=weighted&credibilityWeights=1,1,1,1,1,0', '?credibilityWeights', 'request/invalid'],
    ['method=weighted&credibilityWeights=1,1,1,1,1,1.5', '?credibilityWeights', 'request/invalid'],
    ['method=weighted&credibilityWeights=1,1,1,1,1,one', '?credibilityWeights', 'request/invalid'],
  ])('%s', async (query, pointer, code) => {
    expect(await recording.refusedGet(400, `${TIMELINE}${query}`)).toMatchObject({ code, errors: [{ pointer }] });
  });

  it('more points than can be told, those of variants among them', async () => {
    const query = 'actor=iran&issue=un-envoy&interval=day&fill=previous&from=1900&to=1950';
    expect(await recording.get(`/v1/timeline?${query}`)).toHaveProperty('series');
    const days = 'from=1800&to=1849';
    const actors = 'actor=iran,russia,taliban&issue=un-envoy';
    await recording.get(`/v1/timeline?${actors}&interval=day&${days}`);
    const refused = await recording.refusedGet(400, `/v1/timeline?${actors}&interval=day&${days}&${ALL}`);
    expect(refused).toMatchObject({ code: 'timeline/too-many-points', errors: [{ pointer: '?interval' }] });
    expect(refused.detail).toContain('219144 points');
  });
});
