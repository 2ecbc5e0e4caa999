import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CliOutcome, importExample, runCli } from '../support/cli.js';
import { oneValue } from '../support/one-value.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('stanceline import', () => {
  let database: TestDatabase;
  let first: CliOutcome;

  beforeAll(async () => {
    database = await createTestDatabase();
    for (const name of ['sources', 'issues', 'actors']) await importExample(database, name);
    first = await importExample(database, 'stances', '--by', 'Treaty desk');
  }, 60_000);

  afterAll(() => database.drop());

  it('says what it recorded, on standard output alone', () => {
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^Imported examples\/stances\/stances.csv into the dataset stances, [\d.]+ s:\n/);
    expect(first.stdout).toContain('stances   8 created, 0 revised, 0 unchanged, 0 retracted, 0 overridden\n');
    expect(first.stdout).toContain('rows      8 read, 0 skipped, 0 rejected\n');
  });

  it('names its import, and an address to ask next', async () => {
    const id = await oneValue(database, 'SELECT id FROM import ORDER BY number DESC LIMIT 1');
    expect(first.stdout).toContain(`import    ${String(id)}\n`);
    expect(first.stdout).toContain(`curl 'http://localhost:3000/v1/imports/${String(id)}/changes?limit=10'`);
  });

  it('records under the name given', async () => {
    expect(await oneValue(database, `SELECT string_agg(DISTINCT recorded_by, ', ') FROM stance`)).toBe('Treaty desk');
  });

  it('changes nothing with the same file again, and takes back an import that is undone', async () => {
    const second = await importExample(database, 'stances');
    expect(second.code).toBe(0);
    expect(second.stdout).toContain('stances   0 created, 0 revised, 8 unchanged');

    const [, id = ''] = /import {4}(\S+)/.exec(first.stdout) ?? [];
    const listed = await runCli(database, ['imports', 'list']);
    expect(listed.stdout.split('\n')[1]).toMatch(new RegExp(`^${id} .* done .* stances {2}stances.csv {2}8 created`));

    const undone = await runCli(database, ['imports', 'undo', id]);
    expect(undone.code).toBe(0);
    expect(undone.stdout).toContain('stances   8 retracted');
    expect((await runCli(database, ['imports', 'show', id])).stdout).toMatch(/^state +undone$/m);
    expect(await runCli(database, ['imports', 'undo', id])).toMatchObject({
      code: 1,
      stderr: 'This import is undone already.\n',
    });
  }, 60_000);
});
