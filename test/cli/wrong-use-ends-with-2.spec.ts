import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCli } from '../support/cli.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const ACTORS = 'examples/actors/actors.csv';
const VOTES = 'examples/un-ga-cow/votes.csv';

const MISTAKES: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['no file', ['import', '--profile', 'actors'], /missing required argument 'file'/],
  ['no profile', ['import', ACTORS], /required option '--profile <profile>' not specified/],
  ['a file that is not there', ['import', 'none.csv', '--profile', 'actors'], /^There is no file none\.csv\.$/m],
  ['a folder', ['import', 'examples', '--profile', 'actors'], /^examples is not a file\.$/m],
  ['a profile that is not there', ['import', ACTORS, '--profile', 'actor'], /^There is no profile "actor"/m],
  ['a table that is missing', ['import', VOTES, '--profile', 'un-ga-votes-cow'], /--with roll-calls=FILE/],
  ['a table without a file', ['import', VOTES, '--profile', 'x', '--with', 'roll-calls'], /Write it as NAME=VALUE/],
  ['a parameter that is not there', ['import', ACTORS, '--profile', 'actors', '--set', 'x=1'], /no parameter "x"/],
  ['a dataset by hand', ['import', ACTORS, '--profile', 'actors', '--dataset', 'by-hand'], /"by-hand" cannot name/],
  [
    'missing rows of a file with gaps',
    ['import', ACTORS, '--profile', 'actors', '--keep-going', '--retract-missing'],
    /leave out keep-going, or retract-missing/,
  ],
  ['a number of rows', ['profile', 'check', 'actors', '--rows', '0'], /a whole number from 1 to 1000/],
  ['an import that is not there', ['imports', 'show', 'none'], /There is no import "none"/],
];

describe('wrong use of the command line', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  it.each(MISTAKES)('%s', async (_, args, message) => {
    const { code, stderr, stdout } = await runCli(database, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
