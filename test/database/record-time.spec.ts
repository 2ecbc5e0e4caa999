import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { connect, valueOf, within } from '../support/stances/connection.js';
import { APPLICATION } from '../support/stances/keeping.js';
import { entry, fillWorld, stance, WORLD } from '../support/stances/world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const RECORD_TIME = 'SELECT iso_moment(record_time())';
const ROWS_AT = `SELECT count(*)::integer FROM stance WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)`;

const soon = (): Promise<string> => new Promise((resolve) => setTimeout(resolve, 60, 'still waiting'));

describe('record time', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let another: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = await connect(database.url);
    another = await connect(database.url);
    await fillWorld(client);
  });

  afterAll(async () => {
    await client.end();
    await another.end();
    await database.drop();
  });

  const moments = (): Promise<number> => valueOf(client, 'SELECT count(*)::integer FROM record_moment');
  const clock = (): Promise<string> => valueOf(client, 'SELECT iso_moment(at) FROM record_clock');

  it('is one moment in a transaction, of whole milliseconds, after the time at which it was asked for', async () => {
    const before = await moments();
    await client.query('BEGIN');
    const asked = await valueOf<string>(client, 'SELECT iso_moment(clock_timestamp())');
    const first = await valueOf<string>(client, RECORD_TIME);
    await client.query(entry('actor', 'another-1'));
    await client.query('SELECT pg_sleep(0.01)');
    await client.query(entry('actor', 'another-2'));
    const last = await valueOf<string>(client, RECORD_TIME);
    await client.query('COMMIT');
    expect(last).toBe(first);
    expect(first > asked).toBe(true);
    expect(await clock()).toBe(first);
    expect(await moments()).toBe(before + 1);
    expect(await valueOf(client, `SELECT every(recorded_at = '${first}') FROM actor WHERE slug ~ '^another'`)).toBe(
      true,
    );
    expect(await valueOf(client, 'SELECT every(at = date_trunc($1, at)) FROM record_moment', ['milliseconds'])).toBe(
      true,
    );
  });

  it('is one moment across savepoints', async () => {
    await client.query('BEGIN');
    const first = await valueOf<string>(client, RECORD_TIME);
    await client.query(`SAVEPOINT one; ${entry('actor', 'saved-1')}; ROLLBACK TO one; ${entry('actor', 'saved-2')}`);
    await client.query('SAVEPOINT two');
    const last = await valueOf<string>(client, RECORD_TIME);
    await client.query('RELEASE two; COMMIT');
    expect(last).toBe(first);
    expect(await clock()).toBe(first);
  });

  it('is given anew after the savepoint in which it was given is rolled back, and leaves no other moment', async () => {
    const before = await moments();
    await client.query('BEGIN; SAVEPOINT one');
    const undone = await valueOf<string>(client, RECORD_TIME);
    await client.query('ROLLBACK TO one');
    // Another transaction may come in between.
    const between = await valueOf<string>(another, RECORD_TIME);
    const given = await valueOf<string>(client, RECORD_TIME);
    await client.query('COMMIT');
    expect(between >= undone).toBe(true);
    expect(given > between).toBe(true);
    expect(await moments()).toBe(before + 2);
  });

  it('is not given by what is rolled back', async () => {
    const [before, count] = [await clock(), await moments()];
    await within(client, entry('actor', 'rolled-back'), async () => {
      expect(await clock()).not.toBe(before);
    });
    expect(await clock()).toBe(before);
    expect(await moments()).toBe(count);
  });

  it('is not given by what changes nothing', async () => {
    const before = await clock();
    await client.query(`SELECT * FROM stance; SELECT known_at(now()); UPDATE actor SET kind = kind WHERE false`);
    expect(await clock()).toBe(before);
  });

  it('moves forward where the system’s clock stands still or goes back', async () => {
    const ahead = `
      ALTER TABLE record_clock DISABLE TRIGGER USER;
      UPDATE record_clock SET at = '2999-01-01T00:00:00Z';
      ALTER TABLE record_clock ENABLE TRIGGER USER`;
    await within(client, ahead, async () => {
      expect(await valueOf(client, RECORD_TIME)).toBe('2999-01-01T00:00:00.001Z');
    });
  });

  it('rises strictly over writers at once, in the order in which they commit', async () => {
    const before = await moments();
    const writers = await Promise.all(Array.from({ length: 6 }, () => connect(database.url)));
    const given = await Promise.all(
      writers.map(async (writer, w) => {
        const times: string[] = [];
        for (let i = 0; i < 25; i++) {
          await writer.query('BEGIN');
          await writer.query(entry('actor', `writer-${w}-${i}`));
          const time = await valueOf<string>(writer, RECORD_TIME);
          const undone = i % 5 === 4;
          await writer.query(undone ? 'ROLLBACK' : 'COMMIT');
          // What was rolled back was never a record time, and may be given again.
          if (!undone) times.push(time);
        }
        return times;
      }),
    );
    await Promise.all(writers.map((writer) => writer.end()));
    for (const times of given) expect(times).toEqual([...new Set(times)].toSorted());
    expect(await moments()).toBe(before + 6 * 20);
    const ordered = `SELECT every(at >= before) FROM (SELECT at, lag(at) OVER (ORDER BY seq) AS before FROM audit_entry)`;
    expect(await valueOf(client, ordered)).toBe(true);
  });

  describe('known at a moment', () => {
    it('waits for the writer that may still be given that moment, and never changes afterwards', async () => {
      const before = await valueOf<number>(client, ROWS_AT, [await clock()]);
      await another.query(`BEGIN; ${stance(WORLD.unused)}`);
      // The clock of the records may be a millisecond ahead of the system's: a moment after the last is asked for.
      const next = `SELECT iso_moment(known_at(at + interval '1 millisecond')) FROM record_clock`;
      const asking = valueOf<string>(client, next);
      expect(await Promise.race([asking, soon()])).toBe('still waiting');
      await another.query('COMMIT');
      const known = await asking;
      const then = await valueOf<number>(client, ROWS_AT, [known]);
      expect([before, before + 1]).toContain(then);
      await another.query(stance(WORLD.plain, { revision: 2 }));
      expect(await valueOf(client, ROWS_AT, [known])).toBe(then);
      expect(await valueOf(client, 'SELECT iso_moment(known_at($1))', [known])).toBe(known);
    });

    it('does not wait for a writer that can only come later', async () => {
      const past = await clock();
      await another.query('BEGIN; SELECT record_time()');
      expect(await valueOf(client, 'SELECT iso_moment(known_at($1))', [past])).toBe(past);
      await another.query('ROLLBACK');
    });

    it('is the last moment before, and nothing before the first', async () => {
      const all = await valueOf<string[]>(client, 'SELECT array_agg(iso_moment(at) ORDER BY at) FROM record_moment');
      const between = `SELECT iso_moment(known_at($1::timestamptz - interval '1 microsecond'))`;
      expect(await valueOf(client, between, [all[1]])).toBe(all[0]);
      expect(await valueOf(client, between, [all[0]])).toBeNull();
    });

    it('gives the same whenever it is read while others write', async () => {
      const writers = await Promise.all([connect(database.url), connect(database.url)]);
      let writing = writers.length;
      const written = writers.map(async (writer, w) => {
        for (let i = 0; i < 30; i++) {
          const id = `01900000-0000-7000-8000-0000000${w + 1}${String(i).padStart(4, '0')}`;
          await writer.query(`BEGIN; ${stance(id)}; COMMIT`);
          await writer.query(`BEGIN; ${stance(id, { revision: 2, position: 1 })}; COMMIT`);
        }
        await writer.end();
        writing -= 1;
      });
      const read: { readonly known: string; readonly rows: number }[] = [];
      while (writing > 0) {
        const known = await valueOf<string>(client, 'SELECT iso_moment(known_at(clock_timestamp()))');
        read.push({ known, rows: await valueOf(client, ROWS_AT, [known]) });
      }
      await Promise.all(written);
      expect(read.length).toBeGreaterThan(3);
      for (const { known, rows } of read) expect(await valueOf(client, ROWS_AT, [known])).toBe(rows);
    });
  });

  describe('is told to listeners', () => {
    const heard: string[] = [];

    beforeAll(async () => {
      another.on('notification', ({ payload }) => heard.push(payload ?? ''));
      await another.query('LISTEN stanceline_changes');
    });

    const tellingOf = async (sql: string): Promise<string[]> => {
      heard.length = 0;
      await client.query(sql);
      await another.query('SELECT 1');
      return [...heard];
    };

    it('once for a transaction, at its commit', async () => {
      const told = await tellingOf(`BEGIN; ${entry('actor', 'told-1')}; ${entry('actor', 'told-2')}; COMMIT`);
      expect(told).toEqual([await clock()]);
    });

    it('once where a savepoint was rolled back', async () => {
      const told = await tellingOf(
        `BEGIN; SAVEPOINT one; ${entry('actor', 'told-3')}; ROLLBACK TO one; ${entry('actor', 'told-4')}; COMMIT`,
      );
      expect(told).toEqual([await clock()]);
    });

    it('not where nothing was committed', async () => {
      expect(await tellingOf(`BEGIN; ${entry('actor', 'told-5')}; ROLLBACK`)).toEqual([]);
    });
  });

  describe('cannot be forged by the application', () => {
    it.each([
      ['a setting of its own', `SELECT set_config('stanceline.record_time', '2001-01-01', true)`],
      ['a time zone', `SET LOCAL timezone = 'Asia/Tehran'`],
      [
        'a clock of its own',
        `CREATE TEMPORARY TABLE record_clock AS SELECT true AS only_row, timestamptz '2001-01-01' AS at, pg_current_xact_id() AS transaction;
         SET LOCAL search_path = pg_temp, public`,
      ],
    ])('with %s', async (_, sql) => {
      await within(client, `${APPLICATION.becoming}; ${sql}`, async () => {
        expect(
          await valueOf(client, `SELECT record_time() >= now() AND record_time() < now() + interval '1 hour'`),
        ).toBe(true);
        await client.query(entry('actor', 'forged', { recorded_at: '2001-01-01', created_at: '2001-01-01' }));
        const honest = `SELECT recorded_at = record_time() AND created_at = record_time() FROM actor WHERE slug = 'forged'`;
        expect(await valueOf(client, honest)).toBe(true);
      });
    });

    it.each([
      `UPDATE record_clock SET transaction = pg_current_xact_id()`,
      `UPDATE record_clock SET at = '2001-01-01'`,
      `INSERT INTO record_moment VALUES ('2001-01-01')`,
      'SELECT FROM record_clock FOR UPDATE',
    ])('with %s', async (sql) => {
      await expect(within(client, `${APPLICATION.becoming}; ${sql}`, async () => undefined)).rejects.toThrow(
        /permission denied/,
      );
    });

    it('nor by a superuser who writes the clock: it shows the time all the same', async () => {
      await within(client, `UPDATE record_clock SET at = '2999-01-01', transaction = '1'`, async () => {
        expect(await valueOf(client, `SELECT at < now() + interval '1 hour' FROM record_clock`)).toBe(true);
        expect(await valueOf(client, 'SELECT record_time() = at FROM record_clock')).toBe(true);
        expect(await valueOf(client, 'SELECT count(*)::integer FROM record_moment WHERE at = record_time()')).toBe(1);
      });
    });
  });
});
