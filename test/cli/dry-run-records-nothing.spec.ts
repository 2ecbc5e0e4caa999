import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importExample } from '../support/cli.js';
import { oneValue } from '../support/one-value.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** The scales that come with the database are audited, too. */
const AUDITED = 'SELECT count(*)::integer FROM audit_entry';

describe('stanceline import --dry-run', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  it('counts what would be recorded, and records nothing', async () => {
    const before = await oneValue(database, AUDITED);
    const { code, stdout } = await importExample(database, 'actors', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Dry run of examples\/actors\/actors.csv .* Nothing was recorded; otherwise it would be:\n/,
    );
    expect(stdout).toContain('entries   8 created, 0 revised, 0 unchanged\n');
    expect(await oneValue(database, 'SELECT count(*)::integer FROM actor')).toBe(0);
    expect(await oneValue(database, AUDITED)).toBe(before);
  }, 30_000);
});
