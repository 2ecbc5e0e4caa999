import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of SLUGS) await recording.actor(slug);
  for (const slug of ['envoy', 'water']) await recording.issue(slug);
  await recording.source('press');
  for (const [index, date] of DATES.entries()) {
    const issue = index % 2 === 0 ? 'envoy' : 'water';
    const { id } = await recording.stance({ actor: 'a1', issue, date, position: (index % 3) - 1 });
    recorded.push({ id, date, issue });
  }
});
afterAll(() => service.close());

/** Not in the order of slugs; some are the beginning of others. */
const SLUGS = ['b', 'a-1', 'a1', 'a', 'a-1-1', 'aa', 'z9', '0'];

/** Many share a day, also with those that begin on it without being of it. */
const DATES = [
  '2024-02-29',
  '2024-02-18',
  '2024-02-18',
  '2024-02',
  '../2024-02-18',
  '2024-02-18',
  '../2020',
  '2024-02-18/..',
  '2024-02-18',
  '2023',
  '2024-02-1X',
  '2024-02-18',
  '9998-12',
];

/** The day that a record is listed under: of a point the last, of a duration the first; `-` is before all. */
const LISTED_UNDER: Readonly<Record<string, string>> = {
  '2024-02': '2024-02-29',
  '../2024-02-18': '-',
  '../2020': '-',
  '2024-02-18/..': '2024-02-18',
  '2023': '2023-12-31',
  '2024-02-1X': '2024-02-19',
  '9998-12': '9998-12-31',
};

const recorded: { id: string; date: string; issue: string }[] = [];

/** Ids in the order of a list: by day, then by id. */
const idsInOrder = (issue?: string): string[] =>
  recorded
    .filter((each) => issue === undefined || each.issue === issue)
    .map(({ date, id }) => `${LISTED_UNDER[date] ?? date} ${id}`)
    .toSorted()
    .map((key) => key.split(' ')[1]!);

interface Walked {
  readonly keys: string[];
  readonly pages: number[];
}

/** Every row by following nextCursor, while the Link header says the same. */
async function walk(url: string, keyOf: 'id' | 'slug'): Promise<Walked> {
  const keys: string[] = [];
  const pages: number[] = [];
  let next: string | null = url;
  while (next !== null) {
    const { body, headers }: Response = await service.http.get(next).expect(200);
    const { items, nextCursor } = body as { items: Record<string, string>[]; nextCursor: string | null };
    keys.push(...items.map((item) => item[keyOf]!));
    pages.push(items.length);
    const link: string | undefined = /^<([^>]+)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1];
    expect(link === undefined ? null : new URL(link, service.url).searchParams.get('cursor')).toBe(nextCursor);
    next = link ?? null;
  }
  return { keys, pages };
}

/** How many rows each page of `limit` has, of `total`. */
const fullPages = (total: number, limit: number): number[] =>
  Array.from({ length: Math.max(1, Math.ceil(total / limit)) }, (_, page) => Math.min(limit, total - page * limit));

const LIMITS = Array.from({ length: DATES.length + 1 }, (_, index) => index + 1);

describe.each(LIMITS)('a walk with limit %i', (limit) => {
  it.each([
    ['', undefined],
    ['&actor=a1', undefined],
    ['&issue=water', 'water'],
    ['&actor=a1&issue=envoy,water', undefined],
    ['&status=PUBLISHED,RETRACTED', undefined],
    ['&from=0001&to=9999', undefined],
  ])('over stances (%s) gives each once, in order, there and back', async (query, issue) => {
    const expected = idsInOrder(issue);
    const pages = fullPages(expected.length, limit);
    expect(await walk(`/v1/stances?limit=${limit}${query}`, 'id')).toEqual({ keys: expected, pages });
    expect(await walk(`/v1/stances?limit=${limit}${query}&sort=-date`, 'id')).toEqual({
      keys: expected.toReversed(),
      pages,
    });
  });

  it('over actors gives each once, in order, there and back', async () => {
    const expected = SLUGS.toSorted();
    const pages = fullPages(SLUGS.length, limit);
    expect(await walk(`/v1/actors?limit=${limit}`, 'slug')).toEqual({ keys: expected, pages });
    expect(await walk(`/v1/actors?limit=${limit}&sort=-slug&kind=STATE`, 'slug')).toEqual({
      keys: expected.toReversed(),
      pages,
    });
  });
});

describe('count=exact', () => {
  it.each([
    ['/v1/stances?limit=3', 13],
    ['/v1/stances?limit=1000', 13],
    ['/v1/stances?issue=water&limit=1', 6],
    ['/v1/stances?actor=a1,b&issue=envoy,water&limit=2&sort=-date', 13],
    ['/v1/stances?from=2024-02-18&to=2024-02-18', 9],
    ['/v1/actors?limit=3', 8],
    ['/v1/actors?q=a-1&limit=1', 2],
  ])('of %s is %i on every page', async (url, count) => {
    let next: string | null = `${url}&count=exact`;
    while (next !== null) {
      const page = await recording.list(next);
      expect(page.count).toBe(count);
      next = page.nextCursor === null ? null : `${url}&count=exact&cursor=${page.nextCursor}`;
    }
  });
});

describe('a page', () => {
  it('has 50 rows where no limit is given', async () => {
    for (let time = 0; time < 51; time += 1) await recording.scale(`many-${time}`, [0, 1]);
    const first = await recording.list('/v1/scales?q=many-');
    expect(first.items).toHaveLength(50);
    const second = await recording.list(`/v1/scales?q=many-&cursor=${first.nextCursor}`);
    expect([second.items.length, second.nextCursor]).toEqual([1, null]);
  });

  it('as a bare array has the next page in its Link alone', async () => {
    const { body, headers } = await service.http.get('/v1/stances?limit=4&shape=array').expect(200);
    const object = await recording.list('/v1/stances?limit=4');
    expect(body).toEqual(object.items);
    const link = /^<([^>]+)>; rel="next"$/.exec(String(headers['link']))?.[1];
    expect(new URL(link!, service.url).searchParams.get('cursor')).toBe(object.nextCursor);
    expect(new URL(link!, service.url).searchParams.get('shape')).toBe('array');
  });

  it('may have another limit than the page before', async () => {
    const first = await recording.list('/v1/stances?limit=4');
    const rest = await recording.list(`/v1/stances?limit=100&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(idsInOrder());
  });

  it.each(['0', '1001', '-1', '1.5', 'ten', '1e2', ' 5', ''])('cannot have limit "%s"', async (limit) => {
    for (const list of ['/v1/stances', '/v1/actors', '/v1/shifts']) {
      expect(await recording.refusedGet(400, `${list}?limit=${encodeURIComponent(limit)}`)).toMatchObject({
        errors: [{ pointer: '?limit' }],
      });
    }
  });
});
