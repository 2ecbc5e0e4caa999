import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const STANCES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  close: { '2024-02-10': 2, '2024-02-20': -1 },
  before: { '2023-01-01': 1, '2023-12-31': -1 },
  after: { '2024-03-25': 1, '2024-04-01': 0 },
  // It may have changed on any day of five years.
  long: { '2020-01-01': 2, '2025-06-01': -2 },
  // Held throughout, until long after.
  held: { '2021/2024-06': 2, '2025-01-01': -2 },
  // Perhaps of January, and so perhaps given up around the event.
  vague: { '2024': 1, '2025': -1 },
};

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.issue('envoy');
  await recording.source('press');
  for (const [actor, stances] of Object.entries(STANCES)) {
    await recording.actor(actor);
    for (const [date, position] of Object.entries(stances)) {
      await recording.stance({ actor, issue: 'envoy', date, position });
    }
  }
  await recording.event('doha', { date: '2024-02-18/2024-02-19' });
  await recording.event('clashes', { date: '2021/..' });
  await recording.event('since-ever', { date: '../2021' });
  await recording.event('first-days', { date: '0001-01-02' });
  await recording.event('last-days', { date: '9999-12' });
});
afterAll(() => service.close());

interface Page {
  readonly items: readonly { readonly actor: string }[];
  readonly nextCursor: string | null;
  readonly method: { readonly parameters: object };
  readonly knownAt: string;
}

const actorsOf = async (query: string): Promise<string[]> =>
  (await recording.get<Page>(`/v1/shifts?${query}`)).items.map(({ actor }) => actor);

describe('shifts around an event', () => {
  it.each([
    ['', ['close', 'long', 'vague']],
    ['&days=0', ['close', 'long', 'vague']],
    ['&days=40', ['close', 'after', 'long', 'vague']],
    ['&days=60', ['before', 'close', 'after', 'long', 'vague']],
    ['&days=3660', ['before', 'close', 'after', 'held', 'long', 'vague']],
    ['&days=60&minSize=2', ['before', 'close', 'long', 'vague']],
    ['&actor=close,held&days=60', ['close']],
    ['&act=VOTE', []],
  ])('are those that may lie in its days or near them (%s)', async (more, expected) => {
    expect(await actorsOf(`around=doha${more}`)).toEqual(expected);
  });

  it('name the window that was looked at', async () => {
    const window = { first: '2024-01-19', last: '2024-03-20' };
    expect((await recording.get<Page>('/v1/shifts?around=doha')).method.parameters).toEqual({
      since: null,
      until: null,
      around: 'doha',
      days: 30,
      window,
    });
  });

  it.each(['first-days', 'last-days'])('look no further than there are days (%s)', async (event) => {
    expect(await actorsOf(`around=${event}&days=3660`)).toEqual([]);
  });

  it('are walked page by page', async () => {
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const url: string = `/v1/shifts?around=doha&days=60&limit=2${cursor && `&cursor=${cursor}`}`;
      const { items, nextCursor }: Page = await recording.get<Page>(url);
      found.push(...items.map(({ actor }) => actor));
      cursor = nextCursor;
    }
    expect(found).toEqual(['before', 'close', 'after', 'long', 'vague']);
  });

  it('are, as of the past, around the event as it was dated then', async () => {
    const { id } = await recording.event('moved', { date: '2024-02-18' });
    const before = await recording.get<Page>(`/v1/shifts?around=${id}&days=0`);
    await recording.patch('/v1/events/moved', 1, { date: '2024-03-28' });
    const after = await recording.get<Page>(`/v1/shifts?around=${id}&days=0`);
    expect(before.items.map(({ actor }) => actor)).toEqual(['close', 'long', 'vague']);
    expect(after.items.map(({ actor }) => actor)).toEqual(['after', 'long', 'vague']);
    expect(await recording.get(`/v1/shifts?around=${id}&days=0&knownAt=${before.knownAt}`)).toEqual(before);
    expect(await recording.get(`/v1/shifts?around=${id}&days=0&knownAt=${after.knownAt}`)).toEqual(after);
  });

  it.each([
    ['days=3', '?days', 'shifts/days-need-around'],
    ['around=doha&since=2023', '?since', 'shifts/around-has-window'],
    ['around=doha&until=2023', '?until', 'shifts/around-has-window'],
    ['around=clashes', '?around', 'shifts/event-without-end'],
    ['around=since-ever', '?around', 'shifts/event-without-end'],
    ['around=nothing', '?around', 'event/unknown'],
    ['around=doha&days=3661', '?days', 'request/invalid'],
    ['around=doha&days=-1', '?days', 'request/invalid'],
    ['around=doha,clashes', '?around', 'request/invalid'],
  ])('are refused for %s', async (query, pointer, code) => {
    expect(await recording.refusedGet(400, `/v1/shifts?${query}`)).toMatchObject({ code, errors: [{ pointer }] });
  });
});
