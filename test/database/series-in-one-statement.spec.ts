import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type pg from 'pg';
import { anySteps, type RandomRecord, runs, type Step } from '../support/stances/arbitraries.js';
import { connect, valueOf, within } from '../support/stances/connection.js';
import { denseFrom, RandomLedger } from '../support/stances/random-ledger.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const DAY = 19_000;
const record = (more: Partial<RandomRecord>): RandomRecord => ({
  pair: 0,
  position: 1,
  act: 'STATEMENT',
  credibility: 1,
  isDuration: false,
  earliest: DAY,
  latest: DAY,
  ...more,
});
const all = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

interface PairState {
  readonly pair: number;
  readonly total: number;
}

/** What is said of each pair of a ledger, told by places instead of ids: the n-th pair, the n-th stance. */
const SERIES = `
  WITH stances AS (SELECT s.id, row_number() OVER (ORDER BY s.id) AS place FROM stance s WHERE s.revision = 1 AND s.actor_id = ANY($1)),
  pairs AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY p (actor_id, issue_id, place))
  SELECT coalesce(jsonb_agg(to_jsonb(c) - '{actor_id,issue_id,dense}'::text[] || jsonb_build_object(
           'pair', p.place - 1,
           'records', (SELECT jsonb_agg(s.place ORDER BY r.place)
                         FROM unnest(c.records) WITH ORDINALITY r (id, place) JOIN stances s ON s.id = r.id)) ORDER BY p.place), '[]')
    FROM stance_current c JOIN pairs p ON p.actor_id = c.actor_id AND p.issue_id = c.issue_id`;

/** Both derived tables, byte for byte, but for which pairs have once been dense. */
const TABLES = `
  SELECT json_build_object(
    'current', (SELECT json_agg(c ORDER BY c.actor_id, c.issue_id) FROM stance_current c),
    'months', (SELECT json_agg(g ORDER BY g.actor_id, g.issue_id, g.month) FROM stance_month g))`;
const REBUILT = `
  CREATE TEMPORARY TABLE was_dense ON COMMIT DROP AS SELECT c.actor_id, c.issue_id FROM stance_current c WHERE c.dense;
  SELECT rebuild_series();
  SELECT refresh_dense_pairs(array_agg(w.actor_id), array_agg(w.issue_id)) FROM was_dense w`;

describe('the series after one statement equal those after many', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = await connect(database.url);
    await denseFrom(client, 5);
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const seriesOf = ({ pairs }: RandomLedger): Promise<PairState[]> =>
    valueOf(client, SERIES, [pairs.map(({ actorId }) => actorId), pairs.map(({ issueId }) => issueId)]);

  /** The same steps on two ledgers of the same pairs: each step in one statement, and record by record. */
  async function bothWays(steps: readonly Step[]): Promise<{ one: PairState[]; many: PairState[] }> {
    const [one, many] = [
      await RandomLedger.make(client, { actors: 1, issues: 3 }),
      await RandomLedger.make(client, { actors: 1, issues: 3 }),
    ];
    await one.take(steps.map((step) => ({ ...step, together: true })));
    await many.take(steps.map((step) => ({ ...step, together: false })));
    return { one: await seriesOf(one), many: await seriesOf(many) };
  }

  const expectNothingToRebuild = async (): Promise<void> => {
    const before = await valueOf(client, TABLES);
    expect(await within(client, REBUILT, () => valueOf(client, TABLES))).toEqual(before);
  };

  it('whatever is recorded, revised and retracted', async () => {
    await fc.assert(
      fc.asyncProperty(anySteps({ pairs: 3, steps: 8 }), async (steps) => {
        const { many, one } = await bothWays(steps);
        expect(one).toEqual(many);
      }),
      runs(40),
    );
    await expectNothingToRebuild();
  });

  it.each<[string, Readonly<Record<number, number>>, readonly Step[]]>([
    [
      'many stances, then a revision of each',
      { 0: 30, 1: 30 },
      [
        {
          do: 'add',
          together: true,
          records: all(60).map((n) => record({ pair: n % 3, earliest: DAY + n, latest: DAY + n })),
        },
        {
          do: 'revise',
          together: true,
          which: all(60),
          records: all(60).map((n) => record({ pair: n % 2, position: -1 })),
        },
      ],
    ],
    [
      'many stances, then a retraction of each',
      {},
      [
        { do: 'add', together: true, records: all(60).map((n) => record({ pair: n % 3 })) },
        { do: 'retract', together: true, which: all(60) },
      ],
    ],
    [
      'many stances, then a retraction of some and new ones of the same pairs',
      { 0: 2, 1: 4, 2: 4 },
      [
        {
          do: 'add',
          together: true,
          records: all(12).map((n) => record({ pair: n % 3, latest: DAY + n, earliest: DAY + n })),
        },
        { do: 'retract', together: true, which: [0, 3, 6, 9] },
        {
          do: 'add',
          together: true,
          records: [record({ pair: 0, position: null }), record({ pair: 0, position: -2 })],
        },
      ],
    ],
    [
      'several revisions of one stance, which end on another pair',
      { 2: 1 },
      [
        {
          do: 'import',
          together: true,
          retracted: false,
          records: [record({}), record({ pair: 1 }), record({ pair: 2 })],
        },
      ],
    ],
    [
      'several revisions of one stance, which come back to their pair',
      { 0: 1 },
      [
        {
          do: 'import',
          together: true,
          retracted: false,
          records: [record({}), record({ pair: 1 }), record({ position: -1 })],
        },
      ],
    ],
    [
      'several revisions of one stance, the last of which retracts it',
      {},
      [
        {
          do: 'import',
          together: true,
          retracted: true,
          records: [record({}), record({ pair: 1 }), record({ pair: 1 })],
        },
      ],
    ],
    [
      'the only record of a pair, revised onto another',
      { 1: 1 },
      [
        { do: 'add', together: true, records: [record({})] },
        { do: 'revise', together: true, which: [0], records: [record({ pair: 1 })] },
      ],
    ],
    [
      'the only records of two pairs, each revised onto the pair of the other',
      { 0: 1, 1: 1 },
      [
        { do: 'add', together: true, records: [record({ position: 2 }), record({ pair: 1, position: -2 })] },
        {
          do: 'revise',
          together: true,
          which: [0, 1],
          records: [record({ pair: 1, position: 2 }), record({ position: -2 })],
        },
      ],
    ],
    [
      'records without a position, alone and before one with',
      { 0: 1, 1: 2, 2: 1 },
      [
        {
          do: 'add',
          together: true,
          records: [record({ position: null }), record({ pair: 1, position: null }), record({ pair: 1 })],
        },
        { do: 'add', together: true, records: [record({ pair: 2, position: null })] },
      ],
    ],
    [
      'durations, open at either end',
      { 0: 1, 1: 1, 2: 2 },
      [
        {
          do: 'add',
          together: true,
          records: [
            record({ isDuration: true, latest: null }),
            record({ isDuration: true, earliest: null, pair: 1 }),
            record({ isDuration: true, latest: DAY + 90, pair: 2, position: null }),
            record({ isDuration: true, latest: DAY + 90, pair: 2 }),
          ],
        },
      ],
    ],
  ])('%s', async (_, totals, steps) => {
    const { many, one } = await bothWays(steps);
    expect(one).toEqual(many);
    expect(Object.fromEntries(one.map(({ pair, total }) => [pair, total]))).toEqual(totals);
    await expectNothingToRebuild();
  });

  it('twenty thousand revisions in one statement take no longer than their number', async () => {
    const many = all(20_000);
    const ledger = await RandomLedger.make(client, { actors: 10, issues: 50 });
    const records = many.map((n) => record({ pair: n % 500, earliest: DAY + (n % 900), latest: DAY + (n % 900) }));
    await ledger.take([{ do: 'add', together: true, records }]);
    // A loop in a loop over them would compare 400 million pairs of rows.
    await client.query(`SET statement_timeout = '20s'`);
    await ledger.take([{ do: 'revise', together: true, which: many, records }]);
    await client.query('RESET statement_timeout');
    expect(await valueOf(client, 'SELECT count(*)::integer FROM stance WHERE revision = 2')).toBeGreaterThanOrEqual(
      20_000,
    );
    await expectNothingToRebuild();
  }, 120_000);
});
