import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportEnd } from '@app/exchange';
import pg from 'pg';
import { imported } from '../support/imports/importing.js';
import { hasSharedData, rowsOfCsv, sharedData } from '../support/shared-data.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const VOTES = sharedData('un_ga', 'un_votes_2016_snapshot_1946_1989.csv.gz');
const ROLL_CALLS = sharedData('un_ga', 'un_roll_calls_2016_snapshot_1946_1989.csv.gz');

/** What each code of the file becomes; 9 is recorded nowhere: who is no member takes no part. */
const SAID: Readonly<Record<string, string>> = { 1: '1 VOTE', 2: '0 VOTE', 3: '-1 VOTE', 8: 'null ABSENCE' };

const describeWithVotes = hasSharedData('un_ga', 'un_votes_2016_snapshot_1946_1989.csv.gz') ? describe : describe.skip;

describeWithVotes('the votes of the UN General Assembly as coded in 2016', () => {
  let service: TestApp;
  let client: pg.Client;
  let end: ImportEnd;

  beforeAll(async () => {
    service = await startTestApp();
    client = new pg.Client({ connectionString: service.database.url });
    await client.connect();
    end = await imported(service.app, {
      file: VOTES,
      profile: 'un-ga-votes-cow',
      tables: { 'roll-calls': ROLL_CALLS },
    });
  }, 180_000);

  afterAll(async () => {
    await client.end();
    await service.close();
  });

  it('are recorded but for those of non-members, and nothing else is', async () => {
    expect(end.failure).toBeNull();
    expect(end.rows).toEqual({ read: 699_744, skipped: 238_097, rejected: 0 });
    expect(end.counts.stances.created).toBe(461_647);
    const { rows } = await client.query<{ said: string[] }>(
      `SELECT array_agg(split_part(s.external_id, '/', 2) || ' ' || i.slug || ' ' || a.slug || ' ' || coalesce(s.position::text, 'null') || ' ' || s.act) AS said
         FROM stance s JOIN actor a ON a.id = s.actor_id JOIN issue i ON i.id = s.issue_id
        WHERE s.superseded_at IS NULL AND s.status = 'PUBLISHED'`,
    );
    const recorded = new Set(rows[0]?.said);
    expect(recorded.size).toBe(461_647);
    const slugs = await slugsOfCow();
    const lost: string[] = [];
    for await (const { ccode = '', rcid = '', vote = '' } of rowsOfCsv(VOTES)) {
      if (vote === '9') continue;
      const said = `${rcid} un-ga-2016-rc-${rcid} ${slugs.get(ccode)} ${SAID[vote]}`;
      if (!recorded.delete(said)) lost.push(said);
    }
    expect(lost).toEqual([]);
    expect([...recorded]).toEqual([]);
  }, 120_000);

  it('give every country and year the published counts, absences apart', async () => {
    const { body } = await service.http
      .get('/v1/timeline?issue=un-ga-2016-votes&rollup=broader&interval=year')
      .expect(200);
    const points = (
      body as { series: { points: { n: number; unpositioned: number; counts: Record<string, number> }[] }[] }
    ).series.flatMap((series) => series.points);
    const total = (position: string): number => points.reduce((sum, { counts }) => sum + (counts[position] ?? 0), 0);
    expect({ yes: total('1'), abstain: total('0'), no: total('-1') }).toEqual({
      yes: 332_186,
      abstain: 57_111,
      no: 36_277,
    });
    expect(points.reduce((sum, { unpositioned }) => sum + unpositioned, 0)).toBe(36_073);
    const published: string[] = [];
    for await (const { abstain, no, yes } of rowsOfCsv(sharedData('un_ga', 'expected_country_year_1946_1989.csv.gz'))) {
      published.push(`${yes} ${abstain} ${no}`);
    }
    const ours = points
      .filter(({ n }) => n > 0)
      .map(({ counts }) => `${counts['1'] ?? 0} ${counts['0'] ?? 0} ${counts['-1'] ?? 0}`);
    expect(ours.toSorted()).toEqual(published.toSorted());
  }, 120_000);

  /** The slugs of the actors that bore each code while the votes were cast; a code passes from one state to another. */
  async function slugsOfCow(): Promise<Map<string, string>> {
    const { rows } = await client.query<{ value: string; slug: string }>(
      `SELECT n.value, a.slug FROM actor_identifier n JOIN actor a ON a.id = n.actor_id
        WHERE n.scheme = 'cow' AND n.valid_during && daterange('1946-01-01', '1990-01-01')`,
    );
    expect(new Set(rows.map(({ value }) => value)).size).toBe(rows.length);
    return new Map(rows.map(({ slug, value }) => [value, slug]));
  }
});
