import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { clusterOfPoint, type Cluster, combineClusters, type DatedStance, fromDayNumber } from '@app/domain';
import fc from 'fast-check';
import type pg from 'pg';
import { type ClusterRow, toCluster } from '../../libs/analysis/src/timeline/series-rows.js';
import { naiveState } from '../../libs/domain/src/timeline/support/naive-timeline.js';
import { anySteps, manyRecords, runs, type Step } from '../support/stances/arbitraries.js';
import { connect, valueOf, within } from '../support/stances/connection.js';
import { denseFrom, type LedgerPair, RandomLedger } from '../support/stances/random-ledger.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const SHOWN = 5;

interface CurrentRow {
  readonly actor_id: string;
  readonly issue_id: string;
  readonly total: number;
  readonly dense: boolean;
}

/** Of one pair: its row of stance_current, and its clusters in stance_month by their months. */
interface PairSeries {
  readonly row: (Partial<CurrentRow> & { readonly dense: boolean }) | undefined;
  readonly clusters: Readonly<Record<string, object>>;
}

interface MonthRow {
  readonly actor_id: string;
  readonly issue_id: string;
  readonly month: string;
  readonly cluster: ClusterRow;
}

const CURRENT = `SELECT coalesce(json_agg(to_json(c) ORDER BY c.actor_id, c.issue_id), '[]') FROM stance_current c`;
const MONTHS = `SELECT coalesce(json_agg(to_json(g) ORDER BY g.actor_id, g.issue_id, g.month), '[]') FROM stance_month g`;

describe('the series', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeEach(async () => {
    database = await createTestDatabase();
    client = await connect(database.url);
  });

  afterEach(async () => {
    await client.end();
    await database.drop();
  });

  const all = async (): Promise<{ current: CurrentRow[]; months: MonthRow[] }> => ({
    current: await valueOf(client, CURRENT),
    months: await valueOf(client, MONTHS),
  });

  /** A pair that has once become dense stays so while it has records; made anew, it is dense only with many. */
  const rebuilt = (): Promise<{ current: CurrentRow[]; months: MonthRow[] }> =>
    within(
      client,
      `CREATE TEMPORARY TABLE was_dense ON COMMIT DROP AS SELECT c.actor_id, c.issue_id FROM stance_current c WHERE c.dense;
       SELECT rebuild_series();
       SELECT refresh_dense_pairs(array_agg(w.actor_id), array_agg(w.issue_id)) FROM was_dense w`,
      all,
    );

  /** Pairs that should be dense and are not, or have months and should not. */
  const wronglyDense = (): Promise<string[]> =>
    valueOf(
      client,
      `SELECT coalesce(json_agg(c), '[]') FROM stance_current c
        WHERE c.total < 1 OR (NOT c.dense AND (c.total >= dense_from() OR EXISTS (
          SELECT FROM stance_month g WHERE g.actor_id = c.actor_id AND g.issue_id = c.issue_id)))`,
    );

  /** What the tables say of each pair of the ledger. */
  async function shown(ledger: RandomLedger): Promise<PairSeries[]> {
    const said: PairSeries[] = [];
    for (const { actorId, issueId } of ledger.pairs) {
      const pair = `actor_id = '${actorId}' AND issue_id = '${issueId}'`;
      const [row] = await valueOf<CurrentRow[]>(client, `${CURRENT} WHERE ${pair}`);
      const months = await valueOf<MonthRow[]>(client, `${MONTHS} WHERE ${pair}`);
      const clusters = months.map(({ cluster, month }) => [month, plain(toCluster(cluster))] as const);
      said.push({ row, clusters: Object.fromEntries(clusters) });
    }
    return said;
  }

  /** What they should say, but for which pairs are dense. */
  async function defined(ledger: RandomLedger, said: readonly PairSeries[]): Promise<PairSeries[]> {
    const records = await ledger.records();
    return ledger.pairs.map((pair, index) => {
      const own = records.filter(({ actor, issue }) => actor === pair.actor && issue === pair.issue);
      if (own.length === 0) return { row: undefined, clusters: {} };
      const dense = said[index]?.row?.dense ?? false;
      return { row: { ...currentOf(pair, own), dense }, clusters: dense ? monthsOf(own) : {} };
    });
  }

  const afterSteps = async (pairs: { actors: number; issues: number }, steps: readonly Step[]) => {
    const ledger = await RandomLedger.make(client, pairs);
    await ledger.take(steps);
    return ledger;
  };

  it('of few and many records equal their definition and what a rebuild makes', async () => {
    await denseFrom(client, 6);
    await fc.assert(
      fc.asyncProperty(anySteps({ pairs: 4, steps: 10 }), async (steps) => {
        const ledger = await afterSteps({ actors: 2, issues: 2 }, steps);
        const said = await shown(ledger);
        expect(said).toEqual(await defined(ledger, said));
        expect(await wronglyDense()).toEqual([]);
      }),
      runs(60),
    );
    expect(await all()).toEqual(await rebuilt());
  });

  it('stay true after each step', async () => {
    await denseFrom(client, 4);
    await fc.assert(
      fc.asyncProperty(anySteps({ pairs: 1, steps: 12 }), async (steps) => {
        const ledger = await afterSteps({ actors: 1, issues: 1 }, []);
        for (const step of steps) {
          await ledger.take([step]);
          const said = await shown(ledger);
          expect(said).toEqual(await defined(ledger, said));
        }
      }),
      runs(20),
    );
    expect(await all()).toEqual(await rebuilt());
  });

  it('of a pair that passes the limit of the service are true on both sides of it', async () => {
    const limit = await valueOf<number>(client, 'SELECT dense_from()');
    const about = fc.integer({ min: limit - 4, max: limit + 2 }).chain((count) => manyRecords(1, count));
    await fc.assert(
      fc.asyncProperty(about, anySteps({ pairs: 2, steps: 8 }), async (many, steps) => {
        const ledger = await afterSteps({ actors: 1, issues: 2 }, [many, ...steps]);
        const said = await shown(ledger);
        expect(said).toEqual(await defined(ledger, said));
        expect(await wronglyDense()).toEqual([]);
      }),
      runs(8),
    );
    expect(await all()).toEqual(await rebuilt());
  });

  it('of a pair whose records are all retracted are gone, and come back with new ones', async () => {
    await denseFrom(client, 3);
    const [add] = fc.sample(manyRecords(0, 8), runs(1));
    const everything = Array.from({ length: 8 }, (_, index) => index);
    const ledger = await afterSteps({ actors: 1, issues: 1 }, [
      add!,
      { do: 'retract', together: true, which: everything },
    ]);
    expect(await all()).toEqual({ current: [], months: [] });
    await ledger.take([add!]);
    const said = await shown(ledger);
    expect(said).toEqual(await defined(ledger, said));
    expect(await all()).toEqual(await rebuilt());
  });
});

type Positioned = DatedStance & { readonly position: number };

const beginOf = ({ earliest, kind, latest }: DatedStance): number =>
  kind === 'DURATION' ? (earliest ?? -Infinity) : (latest ?? Infinity);

const dayText = (day: number): string => {
  if (Number.isFinite(day)) return fromDayNumber(day);
  return day < 0 ? '-infinity' : 'infinity';
};

const NOTHING_SAID = {
  begins: null,
  position: null,
  lowest: null,
  highest: null,
  held_until: null,
  since: null,
  n: null,
  records: null,
};

/** The row of stance_current, by definition. */
function currentOf({ actorId, issueId }: LedgerPair, records: readonly DatedStance[]): object {
  const row = { actor_id: actorId, issue_id: issueId, total: records.length };
  const inOrder = records
    .filter((each): each is Positioned => each.position !== null)
    .toSorted((a, b) => (beginOf(a) === beginOf(b) ? (a.id < b.id ? -1 : 1) : beginOf(a) < beginOf(b) ? -1 : 1));
  const last = inOrder.at(-1);
  const state = naiveState(records, Infinity, 'latest');
  if (last === undefined || state === null) return { ...row, ...NOTHING_SAID };
  const runStart = inOrder.findLastIndex(({ position }) => position !== last.position) + 1;
  return {
    ...row,
    begins: dayText(beginOf(last)),
    position: state.position,
    lowest: state.lowest,
    highest: state.highest,
    held_until: dayText(state.heldUntil),
    since: dayText(beginOf(inOrder[runStart]!)),
    n: state.records.length,
    records: state.records.slice(0, SHOWN),
  };
}

/** The clusters of stance_month, record by record. */
function monthsOf(records: readonly DatedStance[]): Record<string, object> {
  const months: Record<string, Cluster> = {};
  for (const record of records) {
    const { earliest, kind, latest } = record;
    if (kind === 'DURATION' || earliest === null || latest === null) continue;
    const month = `${fromDayNumber(latest).slice(0, 7)}-01`;
    if (month !== `${fromDayNumber(earliest).slice(0, 7)}-01`) continue;
    // Months do not know of absences.
    const cluster = clusterOfPoint({ ...record, absent: false });
    months[month] = months[month] === undefined ? cluster : combineClusters(months[month], cluster);
  }
  return Object.fromEntries(Object.entries(months).map(([month, cluster]) => [month, plain(cluster)]));
}

/** Without what rows do not hold: the days of ids, the last day of a point, and more ids than are shown. */
function plain({ byEarliest, byLatest, ids, ...cluster }: Cluster): object {
  const front = (each: Cluster['byLatest']): object | null =>
    each === null ? null : { ...each, heldUntil: each.day, records: (each.records ?? [each.id]).slice(0, SHOWN) };
  return {
    ...cluster,
    idDays: undefined,
    isLoose: undefined,
    ids: ids.slice(0, SHOWN),
    byEarliest: front(byEarliest),
    byLatest: front(byLatest),
  };
}
