import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importExample, runCli } from '../support/cli.js';
import { oneValue } from '../support/one-value.js';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const BROKEN = `profile: mine
title: Mine
stances:
  - externalId: '{id}'
    actor: '{actor}'
    issue: '{issue}'
    act: VOTE
    dat: '{date}'
    citations:
      - source: '{source}'
        credibilty: 1
`;

const COW = ['profile', 'check', 'un-ga-votes-cow', '--on', 'examples/un-ga-cow/votes.csv', '--rows', '1'];

describe('stanceline profile', () => {
  let database: TestDatabase;
  let folder: TemporaryFolder;

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
  });

  afterAll(async () => {
    await database.drop();
    await folder.remove();
  });

  it('list has every profile that ships', async () => {
    const { code, stdout } = await runCli(database, ['profile', 'list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^un-ga-votes +Votes of the UN General Assembly/m);
  });

  it('show has parameters, tables and an example of its import', async () => {
    const { stdout } = await runCli(database, ['profile', 'show', 'un-ga-votes']);
    expect(stdout).toContain('prefix (default "un-ga")');
    expect(stdout).toContain('roll-calls (required)');
    expect(stdout).toContain('topics (optional)');
    expect(stdout).toContain('stanceline import FILE --profile un-ga-votes --with roll-calls=roll-calls.csv --dry-run');
  });

  it('check lists all faults of a profile, with their lines', async () => {
    const file = path.join(folder.path, 'mine.yaml');
    await writeFile(file, BROKEN);
    const { code, stderr } = await runCli(database, ['profile', 'check', file]);
    const lines = stderr.trimEnd().split('\n');
    expect(code).toBe(1);
    expect(lines.find((line) => line.includes('"dat"'))).toMatch(/[Ll]ine 8/);
    expect(lines.find((line) => line.includes('"credibilty"'))).toMatch(/[Ll]ine 11/);
  });

  it('check --on shows the first rows as they would be recorded, and records nothing', async () => {
    const { code, stdout } = await runCli(database, [...COW, '--with', 'roll-calls=examples/un-ga-cow/roll_calls.csv']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Line 2\n {2}makes the actor united-states\n/);
    expect(stdout).toMatch(/^ {2}stance un-ga-2016\/3\/2\n {4}actor +united-states\n/m);
    expect(stdout).not.toContain('Line 3');
    expect(await oneValue(database, 'SELECT (SELECT count(*) FROM actor) + (SELECT count(*) FROM import)')).toBe('0');
  });

  it('check --on tells what is there already from what is not', async () => {
    const check = ['profile', 'check', 'actors', '--on', 'examples/actors/actors.csv', '--rows', '1'];
    expect((await runCli(database, check)).stdout).toContain('makes the actor austria');
    await importExample(database, 'actors');
    expect((await runCli(database, check)).stdout).toBe('Line 2\n  as it stands already\n');
  });

  it('check --on lists the rows at fault', async () => {
    const check = ['profile', 'check', 'stances', '--on', 'examples/stances/stances.csv', '--rows', '2'];
    const { code, stderr, stdout } = await runCli(database, check);
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'Line 2: at fault\nLine 3: at fault\n' });
    expect(stderr).toMatch(/^examples\/stances\/stances.csv:2:3: "nuclear-ban-treaty": .* \(issue\/unknown\)$/m);
  });
});
