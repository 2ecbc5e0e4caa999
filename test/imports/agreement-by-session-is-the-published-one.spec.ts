import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { imported } from '../support/imports/importing.js';
import { example, hasSharedData, rowsOfCsv, sharedData } from '../support/shared-data.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const DYADS = 'dyad_session_agreement_30_countries_dev.csv.gz';

interface Item {
  readonly a: string;
  readonly b: string;
  readonly event: string;
  readonly measure: string;
  readonly value: number | null;
  readonly n: number;
}

/** By dyad and session, both ways round: the value of each measure, and n. */
type Figures = Map<string, Record<string, number | null>>;

const describeWithFigures = hasSharedData('agreement', DYADS) ? describe : describe.skip;

describeWithFigures('the agreement of thirty countries by session of the UN General Assembly, 1946 to 1989', () => {
  let service: TestApp;
  /** Slug of each country code. */
  let slugs: Map<string, string>;
  let rows: Record<string, string>[];

  beforeAll(async () => {
    service = await startTestApp();
    await imported(service.app, {
      file: example('un-ga', 'un_votes_1946_1989.csv.gz'),
      profile: 'un-ga-votes',
      tables: {
        'roll-calls': example('un-ga', 'un_roll_calls_1946_1989.csv.gz'),
        topics: example('un-ga', 'un_roll_call_issues_1946_1989.csv'),
      },
    });
    slugs = await slugsOfCodes(service);
    rows = [];
    for await (const row of rowsOfCsv(sharedData('agreement', DYADS))) rows.push(row);
  }, 180_000);

  afterAll(() => service.close());

  const figures = async (query: string): Promise<Figures> => {
    const actors = [...new Set(rows.flatMap(({ a, b }) => [slugs.get(a!)!, slugs.get(b!)!]))];
    const { body } = await service.http
      .get(
        `/v1/agreement/timeline?issue=un-ga-votes&rollup=broader&interval=event&minN=1&shape=array&actor=${actors.join(',')}&${query}`,
      )
      .expect(200);
    const found: Figures = new Map();
    for (const { a, b, event, measure, n, value } of body as Item[]) {
      for (const key of [`${event} ${a} ${b}`, `${event} ${b} ${a}`]) {
        found.set(key, { ...found.get(key), [measure]: value, n });
      }
    }
    return found;
  };

  /** Rows in which a printed figure is not ours, to the digits that are printed. */
  const differences = (found: Figures, columns: Readonly<Record<string, string>>): unknown[] =>
    rows.flatMap((row) => {
      const key = `un-ga-session-${row['session']} ${slugs.get(row['a']!)} ${slugs.get(row['b']!)}`;
      const ours = found.get(key) ?? {};
      return Object.entries(columns).flatMap(([column, figure]) =>
        isPrinted(ours[figure] ?? null, row[column]!) ? [] : [{ key, column, printed: row[column], ours }],
      );
    });

  it('has as many rows as were published', () => {
    expect(rows).toHaveLength(10_707);
  });

  it('is the published one: joint votes, identical share, graded, S', async () => {
    const found = await figures('measure=identical,graded,s');
    const columns = { joint: 'n', same_share: 'identical', graded_agreement: 'graded', S: 's' };
    expect(differences(found, columns)).toEqual([]);
  }, 60_000);

  it('is the published one where unanimous roll calls are dropped', async () => {
    const found = await figures('measure=identical,graded&unanimous=dropped');
    const columns = {
      joint_nonunanimous: 'n',
      same_share_nonunanimous: 'identical',
      graded_agreement_nonunanimous: 'graded',
    };
    expect(differences(found, columns)).toEqual([]);
  }, 60_000);

  it('is the published one corrected for chance: κ of squared distances', async () => {
    expect(differences(await figures('measure=kappa&distance=quadratic'), { kappa_sq: 'kappa' })).toEqual([]);
  }, 60_000);
});

/** Six decimals are printed; an empty cell is a figure that is not defined. */
const isPrinted = (ours: number | null, printed: string): boolean =>
  printed === '' ? ours === null : ours !== null && Math.abs(ours - Number(printed)) <= 5.000_001e-7;

/** Who has the code; those that had it before them are not among the thirty. */
async function slugsOfCodes(service: TestApp): Promise<Map<string, string>> {
  const { body } = await service.http.get('/v1/actors?limit=1000&shape=array').expect(200);
  const actors = body as { slug: string; identifiers: { scheme: string; value: string }[] }[];
  return new Map(
    actors.flatMap(({ identifiers, slug }) =>
      identifiers.filter(({ scheme }) => scheme === 'iso3166-1-alpha-2').map(({ value }) => [value, slug] as const),
    ),
  );
}
