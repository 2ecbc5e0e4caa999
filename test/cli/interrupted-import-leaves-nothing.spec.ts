import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCli } from '../support/cli.js';
import { oneValue } from '../support/one-value.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const VOTES = [
  'import',
  'examples/un-ga/un_votes_1946_1989.csv.gz',
  '--profile',
  'un-ga-votes',
  '--with',
  'roll-calls=examples/un-ga/un_roll_calls_1946_1989.csv.gz',
];

describe('Ctrl-C in the middle of an import', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  it('ends with 130 and one sentence, and leaves nothing behind', async () => {
    const outcome = await runCli(database, VOTES, async (child) => {
      while (!(await isReading())) await setTimeout(20);
      // A terminal and npm both pass it on.
      child.kill('SIGINT');
      child.kill('SIGINT');
    });
    expect(outcome).toEqual({ code: 130, stdout: '', stderr: 'Interrupted; nothing was recorded.\n' });
    expect(await oneValue(database, 'SELECT count(*)::integer FROM stance')).toBe(0);
    expect(await oneValue(database, 'SELECT count(*)::integer FROM issue')).toBe(0);
    expect(await oneValue(database, `SELECT status || ' ' || (problem ->> 'code') FROM import`)).toBe(
      'FAILED import/cut-off',
    );
  }, 60_000);

  const isReading = async (): Promise<boolean> =>
    (await oneValue(database, `SELECT EXISTS (SELECT FROM import WHERE rows_read > 0)`)) === true;
});
