import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byHand, ImportServices } from '../support/imports/import-services.js';
import { inForce } from '../support/imports/ledger-of.js';
import { ARTICLE, fileStance } from '../support/imports/stance-files.js';
import { valueOf, within } from '../support/stances/connection.js';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const ACTORS = ['iran', 'taliban'] as const;
const DATES = ['2024-02-18', '2024-02', '2023', '2024-02-18/..', '2023-11-05'] as const;

interface Row {
  readonly id: string;
  readonly actor: string;
  /** 9 is on no scale. */
  readonly position: number | null;
  readonly date: string;
  /** Credibility of each citation. */
  readonly cited: readonly number[];
}

type Step =
  | {
      readonly kind: 'import';
      readonly rows: readonly Row[];
      readonly keepGoing: boolean;
      readonly retractMissing: boolean;
      readonly dryRun: boolean;
    }
  | { readonly kind: 'again' }
  | { readonly kind: 'revise' | 'retract'; readonly id: string };

const row: fc.Arbitrary<Row> = fc.record({
  id: fc.constantFrom(...IDS),
  actor: fc.constantFrom(...ACTORS),
  position: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(-2, 0, 1, null) },
    { weight: 1, arbitrary: fc.constant(9) },
  ),
  date: fc.constantFrom(...DATES),
  cited: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('import' as const),
      rows: fc.oneof(
        { weight: 4, arbitrary: fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 6 }) },
        { weight: 1, arbitrary: fc.array(row, { maxLength: 5 }) },
      ),
      keepGoing: fc.boolean(),
      retractMissing: fc.boolean(),
      dryRun: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'again' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('revise' as const, 'retract' as const), id: fc.constantFrom(...IDS) }),
  },
);

type Import = Step & { readonly kind: 'import' };

/** What a dataset says, by external id: the content, and whether a hand was last on it. */
interface Said {
  readonly row: Row;
  readonly isByHand: boolean;
}

interface Outcome {
  readonly created: number;
  readonly revised: number;
  readonly unchanged: number;
  readonly retracted: number;
  readonly overridden: number;
}

const NONE: Outcome = { created: 0, revised: 0, unchanged: 0, retracted: 0, overridden: 0 };
const same = (one: Row, other: Row): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What an import does to what was said before: null where it is refused. */
function imported(before: ReadonlyMap<string, Said>, { keepGoing, retractMissing, rows }: Import) {
  const good: Row[] = [];
  for (const each of rows) {
    if (each.position !== 9 && !good.some(({ id }) => id === each.id)) good.push(each);
  }
  const isWhole = good.length === rows.length;
  // A file without rows is refused where what it lacks is retracted, and so is a file in which not every row is good.
  if (rows.length === 0 || (!isWhole && !keepGoing)) return null;
  const after = new Map(before);
  const counts = { ...NONE };
  for (const each of good) {
    const known = before.get(each.id);
    if (known !== undefined && same(known.row, each)) counts.unchanged += 1;
    else {
      after.set(each.id, { row: each, isByHand: false });
      if (known === undefined) counts.created += 1;
      else counts.revised += 1;
      if (known?.isByHand === true) counts.overridden += 1;
    }
  }
  for (const id of before.keys()) {
    if (!retractMissing || good.some((each) => each.id === id)) continue;
    after.delete(id);
    counts.retracted += 1;
  }
  return { after, counts };
}

const SERIES = `
  SELECT json_build_array(
    (SELECT coalesce(json_agg(to_json(c) ORDER BY c.actor_id, c.issue_id), '[]') FROM stance_current c),
    (SELECT coalesce(json_agg(to_json(g) ORDER BY g.actor_id, g.issue_id, g.month), '[]') FROM stance_month g))`;

describe('Imports of random files', () => {
  let services: ImportServices;
  let datasets = 0;

  beforeAll(async () => {
    services = await ImportServices.start();
  });

  afterAll(() => services.close());

  const said = async (dataset: string): Promise<Row[]> =>
    (await inForce(services.client, dataset)).map(({ actor, citations, date, externalId, position }) => ({
      id: externalId ?? '',
      actor: String(actor),
      position,
      date: String(date),
      cited: citations.map((citation) => (citation as [ordinal: number, source: string, credibility: number])[2]),
    }));

  const inFile = ({ actor, cited, date, id, position }: Row) =>
    fileStance(id, {
      actor,
      date,
      position,
      citations: cited.map((credibility) => ({ source: ARTICLE, credibility })),
    });

  const series = (): Promise<unknown> => valueOf(services.client, SERIES);

  it('say in the end what a naive model says, and count what they did', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const dataset = `random-${(datasets += 1)}`;
        let state: ReadonlyMap<string, Said> = new Map();
        let last: Import | null = null;
        for (const each of steps) {
          if (each.kind === 'revise' || each.kind === 'retract') state = await editedByHand(dataset, each, state);
          else {
            if (each.kind === 'import') last = { ...each, retractMissing: each.retractMissing && !each.keepGoing };
            if (last !== null) state = await afterImport(dataset, last, state);
          }
          const rows = [...state.values()].map((known) => known.row);
          expect(await said(dataset)).toEqual(rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
        }
        const maintained = await series();
        expect(await within(services.client, 'SELECT rebuild_series()', series)).toEqual(maintained);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  async function afterImport(
    dataset: string,
    asked: Import,
    state: ReadonlyMap<string, Said>,
  ): Promise<ReadonlyMap<string, Said>> {
    const expected = imported(state, asked);
    const { counts, failure } = await services.importRows(asked.rows.map(inFile), { ...asked, dataset });
    const outcome = { refused: failure !== null, counts: counts.stances };
    expect(outcome).toEqual({ refused: expected === null, counts: expected?.counts ?? NONE });
    return asked.dryRun || expected === null ? state : expected.after;
  }

  async function editedByHand(
    dataset: string,
    { id, kind }: Step & { kind: 'revise' | 'retract' },
    state: ReadonlyMap<string, Said>,
  ): Promise<ReadonlyMap<string, Said>> {
    const known = state.get(id);
    if (known === undefined) return state;
    const change = byHand(await services.idOf(dataset, id));
    const after = new Map(state);
    if (kind === 'retract') {
      await services.stances.retract('Not so.', change);
      after.delete(id);
    } else {
      await services.stances.revise({ position: -1 }, change);
      after.set(id, { row: { ...known.row, position: -1 }, isByHand: true });
    }
    return after;
  }
});
