import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['iran', 'taliban']) await recording.actor(slug);
  for (const slug of ['envoy', 'water']) await recording.issue(slug);
  await recording.source('press');
  for (const [index, position] of [2, -2, 2, -2].entries()) {
    for (const actor of ['iran', 'taliban']) {
      await recording.stance({ actor, issue: 'envoy', position, date: `2024-01-0${index + 1}` });
    }
  }
});
afterAll(() => service.close());

const cursorOf = async (url: string): Promise<string> => (await recording.list(url)).nextCursor!;

describe('a cursor of another query', () => {
  it.each([
    ['/v1/stances?limit=1', '/v1/stances?limit=1&sort=-date'],
    ['/v1/stances?limit=1', '/v1/stances?limit=1&actor=iran'],
    ['/v1/stances?limit=1&actor=iran', '/v1/stances?limit=1&actor=taliban'],
    ['/v1/stances?limit=1&actor=iran', '/v1/stances?limit=1'],
    ['/v1/stances?limit=1&actor=iran,taliban', '/v1/stances?limit=1&actor=iran'],
    ['/v1/stances?limit=1&issue=envoy', '/v1/stances?limit=1&issue=water'],
    ['/v1/stances?limit=1&act=STATEMENT', '/v1/stances?limit=1&act=VOTE'],
    ['/v1/stances?limit=1&from=2024', '/v1/stances?limit=1&from=2023'],
    ['/v1/stances?limit=1&to=2024', '/v1/stances?limit=1'],
    ['/v1/stances?limit=1&status=PUBLISHED,RETRACTED', '/v1/stances?limit=1'],
    ['/v1/actors?limit=1', '/v1/actors?limit=1&sort=-slug'],
    ['/v1/actors?limit=1', '/v1/issues?limit=1'],
    ['/v1/actors?limit=1', '/v1/actors?limit=1&kind=STATE'],
    ['/v1/actors?limit=1&q=a', '/v1/actors?limit=1&q=i'],
    ['/v1/actors?limit=1&status=ACTIVE,RETRACTED', '/v1/actors?limit=1'],
    ['/v1/shifts?limit=1', '/v1/shifts?limit=1&actor=iran'],
    ['/v1/shifts?limit=1&since=2024', '/v1/shifts?limit=1&since=2023'],
    ['/v1/shifts?limit=1&act=STATEMENT', '/v1/shifts?limit=1'],
  ])('of %s is refused by %s', async (from, to) => {
    const cursor = await cursorOf(from);
    expect(await recording.refusedGet(400, `${to}&cursor=${cursor}`)).toMatchObject({
      code: 'cursor/other-query',
      errors: [{ pointer: '?cursor' }],
    });
    expect((await recording.list(`${from}&cursor=${cursor}`)).items.length).toBeGreaterThan(0);
  });

  it('is refused by a list of another kind', async () => {
    const ofStances = await cursorOf('/v1/stances?limit=1');
    const ofActors = await cursorOf('/v1/actors?limit=1');
    for (const url of [`/v1/actors?cursor=${ofStances}`, `/v1/stances?cursor=${ofActors}`]) {
      const { code } = await recording.refusedGet(400, url);
      expect(code).toMatch(/^cursor\/(other-query|malformed)$/);
    }
  });

  it('is the same query in ids and in slugs', async () => {
    const { id } = await recording.get('/v1/actors/iran');
    const cursor = await cursorOf('/v1/stances?limit=1&actor=iran');
    expect((await recording.list(`/v1/stances?limit=9&actor=${id}&cursor=${cursor}`)).items).toHaveLength(3);
  });
});

describe('a malformed cursor', () => {
  const encoded = (text: string) => Buffer.from(text).toString('base64url');

  it.each([
    'x',
    '0',
    '!!!!',
    'null',
    encoded(''),
    encoded('a|b'),
    encoded('a|b|c'),
    encoded('a|b|c|d'),
    encoded('a|2024-02-30|019b0000-0000-7000-8000-000000000000'),
    encoded("a|2024-02-18|' OR true --"),
    encoded('a|infinity|019b0000-0000-7000-8000-000000000000'),
    'A'.repeat(400),
    'é',
    '%00',
  ])('is refused: %s', async (cursor) => {
    for (const list of ['/v1/stances', '/v1/actors', '/v1/shifts']) {
      const refused = await recording.refusedGet(400, `${list}?cursor=${encodeURIComponent(cursor)}`);
      expect(refused).toMatchObject({ status: 400, errors: [{ pointer: '?cursor' }] });
      expect(refused.code).toMatch(/^(cursor\/malformed|cursor\/other-query|request\/.+)$/);
    }
  });

  it('is one of which a character was lost or changed', async () => {
    const cursor = await cursorOf('/v1/stances?limit=1');
    for (const broken of [
      cursor.slice(0, -1),
      cursor.slice(1),
      `${cursor}A`,
      `${cursor.slice(0, 4)}-${cursor.slice(5)}`,
    ]) {
      const { code } = await recording.refusedGet(400, `/v1/stances?limit=1&cursor=${broken}`);
      expect(code).toMatch(/^cursor\/(malformed|other-query)$/);
    }
  });
});
