import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataVersion } from '@app/database';
import { Client } from 'pg';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
let gate: Client;

/** The position of this pair on a past day is not found before the gate opens. */
const SLOW = { actor: 'slow', issue: 'envoy' };
const SLOW_SQL = `
  ALTER FUNCTION state_on(uuid, uuid, date) RENAME TO state_on_at_once;
  CREATE FUNCTION state_on(of_actor uuid, of_issue uuid, day date) RETURNS SETOF pair_state LANGUAGE plpgsql STABLE AS $$
    BEGIN
      IF of_actor = (SELECT id FROM actor WHERE slug = '${SLOW.actor}') THEN
        PERFORM pg_advisory_lock_shared(1), pg_advisory_unlock_shared(1);
      END IF;
      RETURN QUERY SELECT * FROM state_on_at_once(of_actor, of_issue, day);
    END $$`;

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  gate = new Client({ connectionString: service.database.url });
  await gate.connect();
  for (const slug of [SLOW.actor, 'other']) await recording.actor(slug);
  await recording.issue(SLOW.issue);
  await recording.source('press');
  for (const date of ['2024-01-02', '2024-03-02']) await recording.stance({ ...SLOW, date });
  await gate.query(SLOW_SQL);
});
afterAll(async () => {
  await gate.end();
  await service.close();
});

let day = 0;
let url: string;
beforeEach(async () => {
  day += 1;
  url = `/v1/positions?on=2024-02-${String(day).padStart(2, '0')}`;
  await gate.query('SELECT pg_advisory_lock(1)');
});
const open = () => gate.query('SELECT pg_advisory_unlock_all()');
afterEach(open);

interface Got {
  readonly status: number;
  readonly etag: string | null;
  readonly text: string;
}

async function get(path: string, init: RequestInit = {}): Promise<Got> {
  const response = await fetch(`${service.url}${path}`, init);
  return { status: response.status, etag: response.headers.get('etag'), text: await response.text() };
}

const WAITING = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
const waiting = async () => (await gate.query<{ pid: number }>(WAITING)).rows.map(({ pid }) => pid);

/** So many statements wait at the gate, and no more come for a while. */
async function settled(statements: number): Promise<void> {
  const until = performance.now() + 10_000;
  while ((await waiting()).length < statements && performance.now() < until) await setTimeout(5);
  await setTimeout(100);
  expect(await waiting()).toHaveLength(statements);
}

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

describe('equal questions asked at the same time', () => {
  it('are asked of the database once, and have the same answer', async () => {
    const asked = times(8, () => get(url));
    await settled(1);
    await open();
    const [first, ...others] = await Promise.all(asked);
    expect(first!.status).toBe(200);
    expect(first!.text).toContain('"actor":"slow"');
    expect(others).toEqual(others.map(() => first));
  });

  it('are 304 to who has the answer, and without a body to HEAD', async () => {
    await open();
    const whole = await get(url);
    service.app.get(DataVersion).rise();
    await gate.query('SELECT pg_advisory_lock(1)');
    const asked = [
      get(url),
      get(url, { headers: { 'If-None-Match': whole.etag! } }),
      get(url, { headers: { 'If-None-Match': '"other"' } }),
      get(url, { method: 'HEAD' }),
    ];
    await settled(1);
    await open();
    const without = { etag: whole.etag, text: '' };
    expect(await Promise.all(asked)).toEqual([whole, { status: 304, ...without }, whole, { status: 200, ...without }]);
  });

  it('are asked apart where their formats differ, or one has a key', async () => {
    const key = await service.keyFor('read');
    const asked = [
      get(url),
      get(url, { headers: { Accept: 'text/csv' } }),
      get(url, { headers: { Authorization: `Bearer ${key}` } }),
      get(url, { headers: { Accept: 'text/csv' } }),
    ];
    await settled(3);
    await open();
    const [json, csv, keyed, again] = await Promise.all(asked);
    expect(csv!.text).toMatch(/^actor,issue,/);
    expect(again).toEqual(csv);
    expect(keyed).toEqual(json);
  });
});

describe('a write in between', () => {
  it('is shown to who asks after it, and not kept from them by who asked before', async () => {
    const before = times(3, () => get(url));
    await settled(1);
    const { id } = await recording.stance({ actor: 'other', issue: SLOW.issue, date: '2024-01-05' });
    const after = times(3, () => get(url));
    await settled(2);
    await open();
    const texts = async (asked: Promise<Got>[]) => (await Promise.all(asked)).map(({ text }) => text.includes(id));
    expect(await texts(before)).toEqual([false, false, false]);
    expect(await texts(after)).toEqual([true, true, true]);
    expect((await get(url)).text).toContain(id);
  });
});

describe('one of them', () => {
  it.each([0, 1, 2])('that goes away, here number %i, takes nobody with it', async (leaving) => {
    const leaves = new AbortController();
    const asked: Promise<Got | string>[] = [];
    for (let number = 0; number < 3; number += 1) {
      asked.push(number === leaving ? get(url, { signal: leaves.signal }).catch(() => 'gone') : get(url));
      await settled(1);
    }
    leaves.abort();
    expect(await asked[leaving]).toBe('gone');
    await settled(1);
    await open();
    const answers = await Promise.all(asked.toSpliced(leaving, 1));
    expect(answers).toEqual([
      expect.objectContaining({ status: 200, text: expect.stringContaining('"actor":"slow"') }),
      answers[0],
    ]);
  });

  it('that fails leaves the others to ask for themselves', async () => {
    const asked = [get(url)];
    await settled(1);
    asked.push(get(url), get(url));
    await settled(1);
    await gate.query('SELECT pg_cancel_backend($1)', [(await waiting())[0]]);
    await settled(2);
    await open();
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status)).toEqual([503, 200, 200]);
  });

  it('that is refused is refused to each', async () => {
    const answers = await Promise.all(times(4, () => get('/v1/positions?on=2024-02-30')));
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });
});
