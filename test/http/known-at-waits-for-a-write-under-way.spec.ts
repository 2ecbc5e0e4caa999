import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
});
afterAll(() => service.close());

/** Somebody who takes long over a transaction. */
let slow: Client;
beforeEach(async () => {
  slow = new Client({ connectionString: service.database.url });
  await slow.connect();
});
afterEach(() => slow.end());

const beginToDescribe = async (slug: string, description: string): Promise<void> => {
  await slow.query('BEGIN');
  await slow.query("UPDATE actor SET revision = revision + 1, description = $2, recorded_by = 'slow' WHERE slug = $1", [
    slug,
    description,
  ]);
};

/** A moment that has passed for the database as well. */
const aMomentAgo = async (): Promise<string> => {
  await setTimeout(5);
  const moment = new Date().toISOString();
  await setTimeout(5);
  return moment;
};

it('a moment that the write may still belong to is answered with the write in it', async () => {
  await recording.actor('awaited');
  await beginToDescribe('awaited', 'Written before that moment.');
  const url = `/v1/actors/awaited?knownAt=${await aMomentAgo()}`;
  const answer = recording.bytes(url);
  expect(await Promise.race([answer, setTimeout(200, 'waiting', { ref: false })])).toBe('waiting');
  await slow.query('COMMIT');
  expect(await answer).toContain('Written before that moment.');
  expect(await recording.bytes(url)).toBe(await answer);
});

it('a moment that the write was given up for is answered without it', async () => {
  await recording.actor('given-up');
  await beginToDescribe('given-up', 'Never written.');
  const url = `/v1/actors/given-up?knownAt=${await aMomentAgo()}`;
  const answer = recording.bytes(url);
  await slow.query('ROLLBACK');
  expect(await answer).not.toContain('Never written.');
  expect(await recording.bytes(url)).toBe(await answer);
});

it('an earlier moment, and now, are answered at once', async () => {
  await recording.actor('at-once');
  const { recordedAt } = await recording.patch('/v1/actors/at-once', 1, { description: 'Known.' });
  await beginToDescribe('at-once', 'Not yet.');
  for (const url of [`/v1/actors/at-once?knownAt=${recordedAt}`, '/v1/actors/at-once']) {
    expect(await Promise.race([recording.bytes(url), setTimeout(2000, 'waiting', { ref: false })])).toContain('Known.');
  }
  await slow.query('ROLLBACK');
});

it('an answer about now prints a moment that shows the same once the write is through', async () => {
  await recording.actor('printed');
  await recording.issue('envoy');
  await recording.source('press');
  await recording.stance({ actor: 'printed', issue: 'envoy' });
  await beginToDescribe('printed', 'Under way.');
  const before = await recording.bytes('/v1/timeline?actor=printed');
  const [, printed] = /"knownAt":"([^"]+)"/.exec(before)!;
  await slow.query('COMMIT');
  expect(await recording.bytes(`/v1/timeline?actor=printed&knownAt=${printed}`)).toBe(before);
});
