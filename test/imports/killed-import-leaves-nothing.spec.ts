import { createHash } from 'node:crypto';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportReader } from '@app/exchange';
import { runCli } from '../support/cli.js';
import { ImportServices } from '../support/imports/import-services.js';
import { fileStance, ndjsonOf } from '../support/imports/stance-files.js';

const PROFILE = path.resolve(import.meta.dirname, '../support/imports/at-once.yaml');
const ROWS = 20_000;
const ACTORS = 200;

const row = (n: number) => ({
  ...fileStance(`${n}`, {
    actor: `state-${n % ACTORS}`,
    date: `20${10 + (n % 14)}-0${1 + (n % 9)}`,
    citations: [1, 2].map((credibility) => ({ source: `report-${n % 7}`, credibility })),
  }),
  name: `State ${n % ACTORS}`,
});

/** What the connection that imports is at: reading the file onto its stage, or taking it into the ledger. */
const WORKING = {
  reading: `a.query LIKE 'COPY staged%'`,
  recording: `a.query LIKE '%WITH recorded AS MATERIALIZED%' AND a.state = 'active'`,
} as const;
type Phase = keyof typeof WORKING;

describe('An import that is cut off', () => {
  let services: ImportServices;
  let file: string;
  let before: string;
  const killed: string[] = [];

  beforeAll(async () => {
    services = await ImportServices.start();
    file = await services.file('large.ndjson', ndjsonOf(Array.from({ length: ROWS }, (_, n) => row(n))));
    before = await recorded();
  });

  afterAll(() => services.close());

  /** Where it has grown by a large file, the difference is not worth reading. */
  const recorded = async (): Promise<string> => {
    const rows = await services.recorded();
    return `${rows.length} rows, ${createHash('sha256').update(rows.join('\n')).digest('hex')}`;
  };

  const importing = async (phase: Phase): Promise<number> => {
    for (;;) {
      const pid = await services.value<number | undefined>(
        `SELECT a.pid FROM pg_stat_activity a WHERE a.datname = current_database() AND a.application_name = 'stanceline bulk write' AND ${WORKING[phase]}`,
      );
      if (pid !== undefined) return pid;
      await setTimeout(2);
    }
  };

  /** The database ends a statement whose client is gone at the latest when it has come to its end. */
  const quiet = async (): Promise<void> => {
    const working = `SELECT count(*)::integer FROM pg_stat_activity a WHERE a.datname = current_database() AND a.application_name IN ('stanceline bulk write', 'stanceline lock')`;
    while ((await services.value<number>(working)) > 0) await setTimeout(20);
  };

  const lastImport = (): Promise<string> => services.value('SELECT i.id FROM import i ORDER BY i.number DESC LIMIT 1');
  const statusOf = async (id: string): Promise<string> =>
    (JSON.parse(await services.app.get(ImportReader).get(id)) as { status: string }).status;
  const options = { profile: PROFILE, dataset: 'large' };

  it.each<Phase>(['reading', 'recording'])('with its process, while it is %s, leaves nothing', async (phase) => {
    const args = ['import', file, '--profile', PROFILE, '--dataset', 'large'];
    const { code } = await runCli(services.database, args, async (child) => {
      await importing(phase);
      child.kill('SIGKILL');
    });
    expect(code).toBeNull();
    await quiet();
    expect(await recorded()).toBe(before);
    killed.push(await lastImport());
  });

  it.each<Phase>(['reading', 'recording'])('with its connection, while it is %s, leaves nothing', async (phase) => {
    const ending = services.import(file, options);
    await services.value('SELECT pg_terminate_backend($1)', [await importing(phase)]);
    const { failure, id } = await ending;
    expect(failure).toEqual({ code: 'database/unavailable', detail: 'The database does not answer at the moment.' });
    expect(await statusOf(id)).toBe('FAILED');
    expect(await recorded()).toBe(before);
  });

  it('by a full disk, leaves nothing', async () => {
    await services.client.query(
      `CREATE FUNCTION run_out() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
       CREATE TRIGGER zz_run_out AFTER INSERT ON stance FOR EACH STATEMENT EXECUTE FUNCTION run_out()`,
    );
    const { failure, id } = await services.import(file, options);
    await services.client.query('DROP TRIGGER zz_run_out ON stance');
    expect(failure).toEqual({ code: 'database/unavailable', detail: 'The database does not answer at the moment.' });
    expect(await statusOf(id)).toBe('FAILED');
    expect(await recorded()).toBe(before);
  });

  it('can be done again', async () => {
    const end = await services.import(file, options);
    expect(end).toMatchObject({
      failure: null,
      rows: { read: ROWS, skipped: 0, rejected: 0 },
      counts: {
        stances: { created: ROWS, revised: 0, unchanged: 0, retracted: 0, overridden: 0 },
        entries: { created: ACTORS + 7, revised: 0, unchanged: 0 },
      },
    });
    expect(await statusOf(end.id)).toBe('DONE');
  });

  it('with its process is shown as interrupted, since nobody was left to note its end', async () => {
    expect(killed).toHaveLength(2);
    for (const id of killed) {
      // In its first seconds an import may be about to take its lock.
      while ((await statusOf(id)) === 'RUNNING') await setTimeout(100);
      expect(await statusOf(id)).toBe('INTERRUPTED');
    }
  });
});
