import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { example, importExamples, Uploading } from '../support/uploading.js';

let service: TestApp;
let recording: Recording;
let uploading: Uploading;
let client: Client;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  uploading = new Uploading(service);
  await importExamples(uploading);
  client = new Client({ connectionString: service.database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await service.close();
});

const STANCES = { profile: 'stances', file: example('stances', 'stances.csv') };

describe('an import that is running', () => {
  it('says how far it is, anew each time it is asked', async () => {
    await client.query('BEGIN');
    // Whoever holds the clock keeps everybody else from recording.
    await client.query('SELECT record_time()');
    const { id } = await uploading.begin(STANCES);
    let running = await recording.get(`/v1/imports/${id}`);
    while (running['phase'] !== 'recording') running = await recording.get(`/v1/imports/${id}`);
    expect(running).toMatchObject({
      status: 'RUNNING',
      finishedAt: null,
      knownAt: null,
      progress: { bytesRead: running['fileBytes'], bytes: running['fileBytes'], rows: 8 },
      stances: { created: 0 },
    });
    expect((await recording.list('/v1/imports?status=RUNNING')).items).toMatchObject([{ id }]);
    expect((await recording.list(`/v1/imports/${id}/changes`)).items).toEqual([]);
    await client.query('ROLLBACK');
    expect(await uploading.ended(id)).toMatchObject({ status: 'DONE', stances: { created: 8 } });
    expect((await recording.list('/v1/imports?status=RUNNING')).items).toEqual([]);
  });
});

describe('an import that nobody works on', () => {
  const NEW = `
    INSERT INTO import (dataset_id, profile, profile_sha256, parameters, file_name, file_sha256, file_bytes, dry_run, keep_going,
                        retract_missing, recorded_by, started_at)
    SELECT d.id, 'stances', sha256('a'), '{}', 'cut.csv', sha256('b'), 10, false, false, false, 'key 1', clock_timestamp() - $1::interval
      FROM dataset d WHERE d.slug = 'stances' RETURNING id, number`;
  const add = async (age: string) => (await client.query<{ id: string; number: number }>(NEW, [age])).rows[0]!;
  const statusOf = async (id: string) => (await recording.get(`/v1/imports/${id}`)).status;

  it('is shown as interrupted, not where it is held, and not in its first seconds', async () => {
    const { id, number } = await add('1 minute');
    expect(await statusOf(id)).toBe('INTERRUPTED');
    await client.query('SELECT pg_advisory_lock(1398034001, $1)', [number]);
    expect(await statusOf(id)).toBe('RUNNING');
    await client.query('SELECT pg_advisory_unlock(1398034001, $1)', [number]);
    expect(await statusOf(id)).toBe('INTERRUPTED');
    const { id: fresh } = await add('1 second');
    expect(await statusOf(fresh)).toBe('RUNNING');
    const listed = await recording.list('/v1/imports?status=INTERRUPTED&count=exact');
    expect(listed).toMatchObject({ items: [{ id, finishedAt: null, problem: null }], count: 1 });
  });
});
