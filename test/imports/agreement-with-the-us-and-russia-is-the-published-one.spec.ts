import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { imported } from '../support/imports/importing.js';
import { hasSharedData, rowsOfCsv, sharedData } from '../support/shared-data.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const PUBLISHED = 'published_agreement_with_us_and_russia_dev.csv.gz';
const TOLERANCE = 1e-6;
/** The session of 1946 was the first. */
const YEAR_BEFORE = 1945;

interface Item {
  readonly b: string;
  readonly event: string;
  readonly value: number | null;
}

const describeWithFigures = hasSharedData('agreement', PUBLISHED) ? describe : describe.skip;

describeWithFigures('the agreement of all countries with the US and with Russia by session, as coded in 2016', () => {
  let service: TestApp;
  let rows: Record<string, string>[];
  /** By code of the Correlates of War. */
  const slugs = new Map<string, string>();

  beforeAll(async () => {
    service = await startTestApp();
    await imported(service.app, {
      file: sharedData('un_ga', 'un_votes_2016_snapshot_1946_1989.csv.gz'),
      profile: 'un-ga-votes-cow',
      tables: { 'roll-calls': sharedData('un_ga', 'un_roll_calls_2016_snapshot_1946_1989.csv.gz') },
    });
    rows = [];
    for await (const row of rowsOfCsv(sharedData('agreement', PUBLISHED))) rows.push(row);
    const { body } = await service.http.get('/v1/actors?limit=1000&shape=array').expect(200);
    for (const { identifiers, slug } of body as { slug: string; identifiers: { scheme: string; value: string }[] }[]) {
      for (const { scheme, value } of identifiers) if (scheme === 'cow') slugs.set(value, slug);
    }
  }, 180_000);

  afterAll(() => service.close());

  const items = async (query: string): Promise<Item[]> => {
    const { body } = await service.http
      .get(
        `/v1/agreement/timeline?issue=un-ga-2016-votes&rollup=broader&interval=event&measure=identical&unanimous=dropped&minN=1&shape=array&${query}`,
      )
      .expect(200);
    return body as Item[];
  };

  it('is published in 4,921 rows', () => {
    expect(rows).toHaveLength(4921);
  });

  it.each([
    ['united-states', 'PctAgreeUS'],
    ['russia', 'PctAgreeRUSSIA'],
  ])(
    'with %s is the published one, row by row',
    async (with_, column) => {
      const others = await items(`actor=${with_}`);
      const itself = await items(`actor=${with_}&with=${with_}`);
      const found = new Map([...others, ...itself].map(({ b, event, value }) => [`${event} ${b}`, value]));
      const differences = rows.flatMap((row) => {
        const key = `un-ga-2016-session-${Number(row['Year']) - YEAR_BEFORE} ${slugs.get(String(Number(row['ccode'])))}`;
        const [ours, printed] = [found.get(key) ?? null, row[column]!];
        const equal = printed === '' ? ours === null : ours !== null && Math.abs(ours - Number(printed)) <= TOLERANCE;
        return equal ? [] : [{ key, printed, ours }];
      });
      expect(differences).toEqual([]);
    },
    120_000,
  );
});
