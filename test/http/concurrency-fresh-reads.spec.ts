import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
let other: Client;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  other = new Client({ connectionString: service.database.url });
  await other.connect();
  await recording.issue('envoy');
  await recording.source('press');
});
afterAll(async () => {
  await other.end();
  await service.close();
});

/** What a client without a key sees, who gets answers that were kept. */
const seen = async (path: string): Promise<string> => (await service.http.get(path).expect(200)).text;

describe('a read right after a write', () => {
  it('never shows the state before it, while others read all the time', async () => {
    await recording.actor('busy');
    let reading = true;
    const readers = ['/v1/actors/busy', '/v1/actors?q=busy', '/v1/actors/busy'].map(async (path) => {
      while (reading) await seen(path);
    });
    for (let revision = 1; revision <= 25; revision += 1) {
      const description = `Revision ${revision + 1}.`;
      await recording.patch('/v1/actors/busy', revision, { description });
      expect(await seen('/v1/actors/busy')).toContain(description);
      expect(await seen('/v1/actors?q=busy')).toContain(description);
    }
    reading = false;
    await Promise.all(readers);
  });

  it('never goes back to an earlier state', async () => {
    await recording.actor('forward');
    let writing = true;
    const revisions: number[] = [];
    const reader = (async () => {
      while (writing) revisions.push((JSON.parse(await seen('/v1/actors/forward')) as { revision: number }).revision);
    })();
    for (let revision = 1; revision <= 25; revision += 1) await recording.patch('/v1/actors/forward', revision, {});
    writing = false;
    await reader;
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
  });

  it('shows it in lists, timelines, positions and shifts', async () => {
    await recording.actor('shown');
    const paths = [
      '/v1/stances?actor=shown',
      '/v1/timeline?actor=shown&issue=envoy',
      '/v1/timeline?actor=shown',
      '/v1/positions?on=2024-12-31&actor=shown',
      '/v1/positions?on=2024-01-31&actor=shown',
    ];
    for (const path of paths) await seen(path);
    const first = await recording.stance({ actor: 'shown', issue: 'envoy', position: 1, date: '2024-01-05' });
    for (const path of paths) expect(await seen(path)).toContain(first.id);
    await seen('/v1/shifts?actor=shown');
    const second = await recording.stance({ actor: 'shown', issue: 'envoy', position: -1, date: '2024-01-20' });
    for (const path of [...paths, '/v1/shifts?actor=shown']) expect(await seen(path)).toContain(second.id);
    await recording.retract(`/v1/stances/${second.id}`);
    for (const path of [...paths, '/v1/shifts?actor=shown']) expect(await seen(path)).not.toContain(second.id);
  });
});

/** Waits until the answer says `words`; the milliseconds that took. */
async function millisecondsUntil(path: string, words: string): Promise<number> {
  const begun = performance.now();
  while (!(await seen(path)).includes(words)) {
    if (performance.now() - begun > 10_000) throw new Error(`${path} never said "${words}".`);
    await setTimeout(5);
  }
  return performance.now() - begun;
}

const describeInSql = (slug: string, description: string) =>
  other.query("UPDATE actor SET revision = revision + 1, description = $2, recorded_by = 'sql' WHERE slug = $1", [
    slug,
    description,
  ]);

describe('a write by somebody else in the database', () => {
  it('is shown within a second', async () => {
    await recording.actor('elsewhere');
    for (let time = 1; time <= 5; time += 1) {
      await seen('/v1/actors/elsewhere');
      await describeInSql('elsewhere', `Written ${time}.`);
      expect(await millisecondsUntil('/v1/actors/elsewhere', `Written ${time}.`)).toBeLessThan(1000);
    }
  });

  it('is not shown before it is committed, and is once it is', async () => {
    await recording.actor('pending');
    await other.query('BEGIN');
    await describeInSql('pending', 'Not yet.');
    await setTimeout(100);
    expect(await seen('/v1/actors/pending')).not.toContain('Not yet.');
    await other.query('COMMIT');
    expect(await millisecondsUntil('/v1/actors/pending', 'Not yet.')).toBeLessThan(1000);
  });

  it('is shown at once while the service cannot hear of changes, and after it hears again', async () => {
    await recording.actor('unheard');
    await seen('/v1/actors/unheard');
    await other.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'stanceline changes' AND datname = current_database()",
    );
    await describeInSql('unheard', 'Cut off.');
    expect(await millisecondsUntil('/v1/actors/unheard', 'Cut off.')).toBeLessThan(1000);
    const listening =
      "SELECT FROM pg_stat_activity WHERE application_name = 'stanceline changes' AND datname = current_database()";
    while ((await other.query(listening)).rowCount === 0) await setTimeout(50);
    await seen('/v1/actors/unheard');
    await describeInSql('unheard', 'Back again.');
    expect(await millisecondsUntil('/v1/actors/unheard', 'Back again.')).toBeLessThan(1000);
  });
});
