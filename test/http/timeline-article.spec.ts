import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '@app/database';
import { DemonstrationService } from '@app/exchange';
import { hasArticle, paragraphs } from '../support/article.js';
import { Recording, type Recorded } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
let added: number;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  added = await service.app.get(DemonstrationService).load();
});
afterAll(() => service.close());

interface Citation {
  readonly source: string;
  readonly locator: string | null;
  readonly credibility: number;
  readonly quote: { readonly exact: string; readonly prefix: string | null; readonly suffix: string | null } | null;
}

const RECORDS = 21;
const numbered = (number: number) => `iran-international-2024-02-19/${number}`;

/** The record that has a number in the coding of the article. */
const record = async (number: number): Promise<Recorded> => {
  const { items } = await recording.list(`/v1/stances?externalId=${numbered(number)}`);
  return items[0]!;
};

const all = async () => (await recording.list('/v1/stances?limit=1000')).items;

describe('the demonstration data', () => {
  it('are loaded whole, and once', async () => {
    const kinds = ['actors', 'issues', 'sources', 'events', 'relations', 'stances'];
    const counts = await Promise.all(
      kinds.map(async (kind) => {
        const file = path.join(projectRoot(), 'prisma', 'demonstration', `${kind}.json`);
        return (JSON.parse(await readFile(file, 'utf8')) as unknown[]).length;
      }),
    );
    expect(added).toBe(counts.reduce((sum, count) => sum + count, 0));
    for (const [index, kind] of kinds.slice(0, -1).entries()) {
      expect((await recording.list(`/v1/${kind}?count=exact`)).count).toBe(counts[index]);
    }
    expect(await service.app.get(DemonstrationService).load()).toBe(0);
    expect((await recording.list('/v1/stances?count=exact')).count).toBe(RECORDS);
  });

  it('can each be read, with citations of a source that can be read', async () => {
    const stances = await all();
    expect(stances).toHaveLength(RECORDS);
    for (const stance of stances) {
      expect(await recording.get(`/v1/stances/${stance.id}`)).toEqual(stance);
      expect(await recording.get(`/v1/stances/${stance.id}/history`)).toEqual({ items: [stance] });
      const citations = stance['citations'] as Citation[];
      expect(citations.length).toBeGreaterThan(0);
      for (const { source } of citations) expect(await recording.get(`/v1/sources/${source}`)).toHaveProperty('title');
    }
  });

  it('are found by the quote that they rest on', async () => {
    const { items } = await recording.list('/v1/stances?q=IS TRYING TO DERAIL');
    expect(items.map(({ externalId }) => externalId)).toEqual([numbered(1)]);
  });

  it('keep a claim by anonymous diplomats beside an evasive quote on the record', async () => {
    const { items } = await recording.list('/v1/stances?actor=iran&issue=un-envoy&sort=date');
    expect(items.map(({ act, channel, position, speaker }) => [act, channel, position, speaker])).toEqual([
      ['MEETING', 'THIRD_PARTY_REPORT', null, null],
      ['ACTION', 'ANONYMOUS_SOURCE', -2, null],
      ['STATEMENT', 'ON_RECORD', null, 'hassan-kazemi-qomi'],
    ]);
  });

  it('say who declined the meeting and who came', async () => {
    const { participants } = await recording.get('/v1/events/doha-meeting-2024-02');
    const roles = participants as { actor: string; role: string }[];
    const declined = roles.filter(({ role }) => role === 'DECLINED').map(({ actor }) => actor);
    expect(declined).toEqual(['russia', 'taliban']);
    expect(roles).toContainEqual(expect.objectContaining({ actor: 'iran', role: 'ATTENDED' }));
    expect((await recording.list('/v1/stances?event=doha-meeting-2024-02&act=REFUSAL')).items).toHaveLength(2);
  });
});

const describeWithArticle = hasArticle() ? describe : describe.skip;

describeWithArticle('the quotes of the demonstration data', () => {
  it('are in the article to the letter, with what stands around them', async () => {
    const text = paragraphs().join('\n');
    const quotes = (await all()).flatMap(({ citations }) => (citations as Citation[]).map(({ quote }) => quote!));
    expect(quotes.length).toBeGreaterThanOrEqual(RECORDS);
    for (const { exact, prefix, suffix } of quotes) expect(text).toContain(`${prefix ?? ''}${exact}${suffix ?? ''}`);
  });

  it('are in the paragraphs that they name', async () => {
    const text = paragraphs();
    const citations = (await all()).flatMap((stance) => stance['citations'] as Citation[]);
    for (const { locator, quote } of citations) {
      const [, number] = /^paragraph (\d+)$/.exec(locator ?? '') ?? [];
      expect(text[Number(number) - 1]).toContain(quote!.exact);
    }
  });
});

describe('the timeline of the Taliban on the envoy', () => {
  const URL = '/v1/timeline?actor=taliban&issue=un-envoy&interval=month&from=2023-11&to=2024-03';

  it('has the refusal behind February, and carries it into March', async () => {
    const { id, act, externalId } = await record(4);
    expect([act, externalId]).toEqual(['REFUSAL', numbered(4)]);
    const timeline = await recording.get<{ series: unknown[] }>(`${URL}&fill=previous`);
    expect(timeline).toMatchObject({
      series: [
        {
          actor: 'taliban',
          issue: 'un-envoy',
          points: [
            {
              start: '2024-02-01',
              end: '2024-03-01',
              position: -2,
              score: -1,
              lower: -1,
              upper: -1,
              n: 1,
              unpositioned: 0,
              counts: { '-2': 1 },
              carried: false,
              ageDays: 11,
              records: [id],
              dateUncertain: false,
              contested: false,
            },
            {
              start: '2024-03-01',
              end: '2024-04-01',
              position: -2,
              score: -1,
              n: 0,
              counts: {},
              carried: true,
              ageDays: 42,
              records: [id],
            },
          ],
        },
      ],
      method: { id: 'last', version: 1, parameters: { interval: 'month', from: '2023-11', to: '2024-03' } },
    });
  });

  it('has February alone where nothing is carried', async () => {
    const { series } = await recording.get<{ series: { points: { start: string }[] }[] }>(URL);
    expect(series.map(({ points }) => points.map(({ start }) => start))).toEqual([['2024-02-01']]);
  });

  it('links to the records behind it, of all days and of some', async () => {
    const { id } = await record(4);
    const { series } = await recording.get<{ series: { recordsUrl: string }[] }>(URL);
    const [expanded, bare] = ['&from=2024-02-01&to=2024-02-29', ''].map((days) =>
      series[0]!.recordsUrl.replace('{&from,to}', days),
    );
    for (const url of [expanded!, bare!]) {
      expect((await recording.list(url)).items.map((stance) => stance.id)).toEqual([id]);
    }
    const none = series[0]!.recordsUrl.replace('{&from,to}', '&from=2024-03-01&to=2024-03-31');
    expect((await recording.list(none)).items).toEqual([]);
  });

  it('is a flat table when asked', async () => {
    const rows = await recording.get<unknown[]>(`${URL}&shape=array`);
    expect(rows).toMatchObject([{ actor: 'taliban', issue: 'un-envoy', start: '2024-02-01', position: -2 }]);
  });
});

it('has no position of an actor that only attended, met or evaded', async () => {
  const { series } = await recording.get<{ series: { points: object[] }[] }>(
    '/v1/timeline?actor=taliban&issue=refugees,water&interval=year&from=2021&to=2024',
  );
  const points = series.flatMap(({ points: each }) => each);
  expect(points.length).toBeGreaterThan(0);
  for (const point of points) expect(point).toMatchObject({ position: null, score: null, n: 0 });
});

it('gives another picture of Iran without anonymous sources', async () => {
  const of = (query: string) =>
    recording.get<{ series: { points: object[] }[] }>(
      `/v1/timeline?actor=iran&issue=un-envoy&interval=month&from=2024-02&to=2024-02${query}`,
    );
  expect((await of('')).series[0]!.points).toMatchObject([{ position: -2, n: 1, unpositioned: 2 }]);
  expect((await of('&channel=ON_RECORD,THIRD_PARTY_REPORT')).series[0]!.points).toMatchObject([
    { position: null, n: 0, unpositioned: 2 },
  ]);
});

describe('positions', () => {
  const cellsOn = async (query: string) => {
    const { cells } = await recording.get<{ cells: Record<string, unknown>[] }>(`/v1/positions?${query}`);
    return cells.map(({ actor, ageDays, issue, n, position, score, since }) =>
      [actor, issue, position, score, since, ageDays, n].join(' '),
    );
  };

  it('are these on the day of the article', async () => {
    expect(await cellsOn('on=2024-02-19')).toEqual([
      'international-community recognition -1 -0.5 2024-02-19 0 1',
      'iran reconciliation 2 1 2024-02-19 0 1',
      'iran un-envoy -2 -1 2024-02-19 0 1',
      'russia un-envoy -1 -0.5 2024-02-18 1 1',
      'taliban reconciliation -2 -1 2024-02-19 0 1',
      'taliban un-envoy -2 -1 2024-02-18 1 1',
      'un-dppa reintegration 2 1 2024-02-19 0 1',
      'united-nations reconciliation 1 0.5 2024-02-19 0 1',
      'united-nations reintegration 1 0.5 2024-02-18 0 1',
      'united-nations un-envoy 1 0.5 2024-02-19 0 1',
    ]);
  });

  it('are these the day before', async () => {
    expect(await cellsOn('on=2024-02-18')).toEqual([
      'russia un-envoy -1 -0.5 2024-02-18 0 1',
      'taliban un-envoy -2 -1 2024-02-18 0 1',
      'united-nations reintegration 1 0.5 2024-02-18 0 1',
    ]);
    expect(await cellsOn('on=2024-02-17')).toEqual([]);
  });

  it('are of those that were asked for, a month later', async () => {
    expect(await cellsOn('on=2024-03-19&actor=iran,taliban,un-dppa&issue=un-envoy,reintegration')).toEqual([
      'iran un-envoy -2 -1 2024-02-19 29 1',
      'taliban un-envoy -2 -1 2024-02-18 30 1',
      'un-dppa reintegration 2 1 2024-02-19 29 1',
    ]);
    expect(await cellsOn('on=2024-03-19&act=REFUSAL&event=doha-meeting-2024-02')).toEqual([
      'russia un-envoy -1 -0.5 2024-02-18 30 1',
      'taliban un-envoy -2 -1 2024-02-18 30 1',
    ]);
  });
});

it('has no shift: one article tells where everybody stood, and of nobody who moved', async () => {
  const { items } = await recording.get<{ items: unknown[] }>('/v1/shifts');
  expect(items).toEqual([]);
});
