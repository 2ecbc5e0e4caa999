import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { importExample, runCli } from '../support/cli.js';
import { oneValue } from '../support/one-value.js';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const HEADER = 'externalId,actor,issue,act,position,date,source,credibility';
const row = (at: number, actor: string): string =>
  `row/${at},"${actor}",nuclear-ban-treaty,VOTE,1,2017-07-07,un-conference-2017-07-07,1`;

describe('stanceline import, of a file with rows at fault', () => {
  let database: TestDatabase;
  let folder: TemporaryFolder;
  let file: string;

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    for (const name of ['sources', 'issues', 'actors']) await importExample(database, name);
    file = path.join(folder.path, 'rows.csv');
    const rows = Array.from({ length: 25 }, (_, at) => row(at, `Nobody, "${at}"`.replaceAll('"', '""')));
    await writeFile(file, `${[HEADER, row(99, 'austria'), ...rows].join('\n')}\n`);
  }, 60_000);

  afterAll(async () => {
    await database.drop();
    await folder.remove();
  });

  const countStances = (): Promise<unknown> => oneValue(database, 'SELECT count(*)::integer FROM stance');

  it('records nothing, lists twenty by their places and says how many more there are', async () => {
    const { code, stderr, stdout } = await runCli(database, ['import', file, '--profile', 'stances']);
    const lines = stderr.trimEnd().split('\n');
    expect({ code, stdout, stances: await countStances() }).toEqual({ code: 1, stdout: '', stances: 0 });
    expect(lines[0]).toMatch(
      /rows\.csv:3:2: "Nobody, \\"0\\"": There is no actor "Nobody, "0""\. .* \(actor\/unknown\)$/,
    );
    expect(lines.slice(20)).toEqual([
      '… and 5 more; --errors FILE.csv lists them all',
      '25 of 26 rows cannot be recorded. Correct them, or leave them out with --keep-going.',
      expect.stringMatching(/^Nothing was recorded\. The attempt is import \S{36}\.$/),
    ]);
  }, 30_000);

  it('writes all of them as CSV', async () => {
    const errors = path.join(folder.path, 'errors.csv');
    const { stderr } = await runCli(database, ['import', file, '--profile', 'stances', '--errors', errors]);
    expect(stderr).toContain(`… and 5 more; all are in ${errors}`);
    const listed: Record<string, string>[] = parse(await readFile(errors, 'utf8'), { columns: true });
    expect(listed).toHaveLength(25);
    expect(Object.keys(listed[0] ?? {}).join()).toBe('line,column,name,value,code,detail');
    expect(listed[24]).toMatchObject({ line: '27', column: '2', value: 'Nobody, "24"', code: 'actor/unknown' });
  }, 30_000);

  it('records the others with --keep-going, ends with 3, and the list stays with the import', async () => {
    const kept = await runCli(database, ['import', file, '--profile', 'stances', '--keep-going']);
    expect(kept.code).toBe(3);
    expect(kept.stdout).toContain('rows      26 read, 0 skipped, 25 rejected');
    expect(await countStances()).toBe(1);
    const [, id = ''] = /import {4}(\S+)/.exec(kept.stdout) ?? [];
    const shown = await runCli(database, ['imports', 'show', id]);
    expect(shown.stdout).toContain('… and 5 more; --errors FILE.csv lists them all');
  }, 30_000);

  it('says where the list is cut, and where reading stopped', async () => {
    const many = path.join(folder.path, 'many.csv');
    const errors = path.join(folder.path, 'first.csv');
    const rows = Array.from({ length: 30_000 }, (_, at) => row(at, '=nobody()'));
    await writeFile(many, `${[HEADER, ...rows].join('\n')}\n`);
    const refused = await runCli(database, ['import', many, '--profile', 'stances', '--errors', errors]);
    expect(refused.stderr).toContain(`; the first 10,000 are in ${errors}`);
    expect(refused.stderr).toMatch(
      /([\d,]+) of the first \1 rows cannot be recorded\. Reading stopped after line [\d,]+, for there were too many faults\./,
    );
    const kept = await runCli(database, ['import', many, '--profile', 'stances', '--errors', errors, '--keep-going']);
    expect(kept.stderr).toContain(`… and 29,980 more; the first 10,000 are in ${errors}`);
    const listed: Record<string, string>[] = parse(await readFile(errors, 'utf8'), { columns: true });
    expect(listed).toHaveLength(10_000);
    expect(listed[0]).toMatchObject({ value: "'=nobody()" });
  }, 60_000);

  it('leaves no older list where nothing is wrong', async () => {
    const errors = path.join(folder.path, 'older.csv');
    await writeFile(errors, 'an older list');
    const { code } = await importExample(database, 'stances', '--errors', errors);
    expect({ code, text: await readFile(errors, 'utf8') }).toEqual({
      code: 0,
      text: 'line,column,name,value,code,detail\r\n',
    });
    await rm(errors);
  }, 30_000);
});
