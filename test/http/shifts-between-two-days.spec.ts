import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['turning', 'vague', 'quarrel', 'ended', 'steady']) await recording.actor(slug);
  await recording.issue('envoy');
  await recording.issue('roll-call', { scale: 'vote-3' });
  await recording.source('press');
  for (const [actor, issue, date, position, act] of STANCES) {
    ids.set(
      `${actor} ${issue} ${date} ${position}`,
      (await recording.stance({ actor, issue, date, position, act })).id,
    );
  }
});
afterAll(() => service.close());

const STANCES = [
  ['turning', 'envoy', '2023-01-10', 2, 'STATEMENT'],
  ['turning', 'envoy', '2023-02-10', 2, 'STATEMENT'],
  ['turning', 'envoy', '2023-03-10', null, 'MEETING'],
  ['turning', 'envoy', '2023-04-10', -1, 'VOTE'],
  ['turning', 'envoy', '2023-05-10', 0, 'STATEMENT'],
  ['turning', 'roll-call', '2023-01-01', 1, 'VOTE'],
  ['turning', 'roll-call', '2023-06-01', -1, 'VOTE'],
  ['vague', 'envoy', '2023-06', 1, 'STATEMENT'],
  ['vague', 'envoy', '2023-07', -1, 'STATEMENT'],
  ['quarrel', 'envoy', '2023-08-01', 2, 'STATEMENT'],
  ['quarrel', 'envoy', '2023-08-01', -2, 'STATEMENT'],
  ['quarrel', 'envoy', '2023-08-05', 2, 'STATEMENT'],
  ['ended', 'envoy', '2022/2023-08-31', 1, 'STATEMENT'],
  ['ended', 'envoy', '2023-09-15', -2, 'STATEMENT'],
  ['steady', 'envoy', '2023-01-01', 1, 'STATEMENT'],
  ['steady', 'envoy', '2023-12-01', 1, 'STATEMENT'],
] as const;

const ids = new Map<string, string>();

interface ShiftItem {
  readonly actor: string;
  readonly issue: string;
  readonly between: readonly string[];
  readonly delta: number;
  readonly from: Side;
  readonly to: Side;
  readonly recordsUrl: string;
}
interface Side {
  readonly position: number;
  readonly records: readonly string[];
}
interface Page {
  readonly items: readonly ShiftItem[];
  readonly nextCursor: string | null;
  readonly method: { readonly parameters: object };
}

const shifts = async (query: string) => {
  const { items } = await recording.get<Page>(`/v1/shifts?${query}`);
  return items.map(
    ({ actor, between, from, issue, to }) => `${actor} ${issue} ${from.position}>${to.position} ${between.join('..')}`,
  );
};

const ALL = [
  'turning envoy 2>-1 2023-02-10..2023-04-10',
  'turning envoy -1>0 2023-04-10..2023-05-10',
  'turning roll-call 1>-1 2023-01-01..2023-06-01',
  'vague envoy 1>-1 2023-06-01..2023-07-31',
  'quarrel envoy -2>2 2023-08-01..2023-08-05',
  'ended envoy 1>-2 2023-08-31..2023-09-15',
];

describe('shifts', () => {
  it('are all changes of a position, in the order of the days on which they had come about', async () => {
    expect(await shifts('')).toEqual(ALL);
  });

  it('say from what to what, and rest on records of both sides', async () => {
    const { items } = await recording.get<Page>('/v1/shifts?actor=turning&issue=envoy');
    expect(items[0]).toEqual({
      actor: 'turning',
      issue: 'envoy',
      from: {
        position: 2,
        score: 1,
        earliest: '2023-02-10',
        latest: '2023-02-10',
        contested: false,
        n: 1,
        records: [ids.get('turning envoy 2023-02-10 2')],
      },
      to: {
        position: -1,
        score: -0.5,
        earliest: '2023-04-10',
        latest: '2023-04-10',
        contested: false,
        n: 1,
        records: [ids.get('turning envoy 2023-04-10 -1')],
      },
      between: ['2023-02-10', '2023-04-10'],
      delta: -3,
      orderUncertain: false,
      recordsUrl: expect.stringMatching(/^\/v1\/stances\?/),
    });
  });

  it('link to the records of both sides', async () => {
    for (const { from, recordsUrl, to } of (await recording.get<Page>('/v1/shifts')).items) {
      const listed = (await recording.list(recordsUrl)).items.map(({ id }) => id);
      expect(listed).toEqual(expect.arrayContaining([...from.records, ...to.records]));
    }
  });

  it('are those that are large enough', async () => {
    const sizes = async (minSize: string) =>
      (await recording.get<Page>(`/v1/shifts?minSize=${minSize}`)).items.map(({ delta }) => delta);
    expect(await sizes('1')).toEqual([-3, 1, -2, -2, 4, -3]);
    expect(await sizes('1.5')).toEqual([-3, -2, -2, 4, -3]);
    expect(await sizes('3')).toEqual([-3, 4, -3]);
    expect(await sizes('4.01')).toEqual([]);
    const { method } = await recording.get<Page>('/v1/shifts?minSize=3');
    expect(method.parameters).toEqual({ since: null, until: null, minSize: 3 });
  });

  it('tell of a day on which records dispute the position', async () => {
    const { items } = await recording.get<Page>('/v1/shifts?actor=quarrel');
    expect(items).toMatchObject([{ from: { position: -2, contested: true }, to: { position: 2, contested: false } }]);
    expect(items).toHaveProperty('[0].from.records', [
      ids.get('quarrel envoy 2023-08-01 -2'),
      ids.get('quarrel envoy 2023-08-01 2'),
    ]);
  });

  it.each([
    ['actor=vague,ended', [3, 5]],
    ['issue=roll-call', [2]],
    ['actor=turning,vague&issue=envoy', [0, 1, 3]],
    ['actor=steady', []],
    ['since=2023-06', [2, 3, 4, 5]],
    ['until=2023-06', [0, 1, 2]],
    ['since=2023-07-31&until=2023-08-04', [3]],
    ['since=2023-08-01&until=2023-08', [4]],
    ['since=2024', []],
  ])('are narrowed by %s', async (query, indices) => {
    expect(await shifts(query)).toEqual(indices.map((index) => ALL[index]));
  });

  it('are those between the records that a filter leaves', async () => {
    expect(await shifts('act=STATEMENT&actor=turning')).toEqual(['turning envoy 2>0 2023-02-10..2023-05-10']);
    expect(await shifts('act=VOTE')).toEqual(['turning roll-call 1>-1 2023-01-01..2023-06-01']);
  });

  it('are a bare array when asked', async () => {
    const { items } = await recording.get<Page>('/v1/shifts?actor=turning');
    expect(await recording.get('/v1/shifts?actor=turning&shape=array')).toEqual(items);
  });

  it.each([
    ['since=2024&until=2023', '?until', 'date/window-reversed'],
    ['since=soon', '?since', 'date/not-edtf'],
    ['until=2023-02-30', '?until', 'date/impossible-day'],
    ['actor=nobody', '?actor', 'actor/unknown'],
    ['issue=nothing', '?issue', 'issue/unknown'],
    ['from=2023', '?from', 'request/invalid'],
    ['minSize=0', '?minSize', 'request/invalid'],
    ['minSize=-1', '?minSize', 'request/invalid'],
    ['minSize=two', '?minSize', 'request/invalid'],
  ])('are refused for %s', async (query, pointer, code) => {
    expect(await recording.refusedGet(400, `/v1/shifts?${query}`)).toMatchObject({ code, errors: [{ pointer }] });
  });
});

describe.each([1, 2, 3, 5, 6, 7])('a walk over shifts with limit %i', (limit) => {
  it.each(['', '&actor=turning,vague,quarrel,ended', '&issue=envoy,roll-call', '&since=2023-01&until=2023-12'])(
    'gives each once, in order (%s)',
    async (query) => {
      const found: string[] = [];
      const pages: number[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const url = `/v1/shifts?limit=${limit}${query}${cursor && `&cursor=${cursor}`}`;
        const { body, headers } = await service.http.get(url).expect(200);
        const { items, nextCursor } = body as Page;
        pages.push(items.length);
        found.push(...items.map(({ actor, delta, issue }) => `${actor} ${issue} ${delta}`));
        const link = /^<([^>]+)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1];
        expect(link === undefined ? null : new URL(link, service.url).searchParams.get('cursor')).toBe(nextCursor);
        cursor = nextCursor;
      }
      expect(found).toEqual([
        'turning envoy -3',
        'turning envoy 1',
        'turning roll-call -2',
        'vague envoy -2',
        'quarrel envoy 4',
        'ended envoy -3',
      ]);
      expect(pages).toEqual(
        Array.from({ length: Math.ceil(6 / limit) }, (_, page) => Math.min(limit, 6 - page * limit)),
      );
    },
  );
});
