import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PositionsService, ShiftsService, TimelineService } from '@app/analysis';
import { POOL } from '@app/database';
import { StanceReader } from '@app/ledger';
import type pg from 'pg';
import { connect } from '../support/stances/connection.js';
import { statementsOf, type Ways, waysOf } from '../support/stances/plans.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** Thirty actors on thirty issues: 20,000 stances, a fifth of them of one pair, a twentieth superseded since. */
const FILLING = `
  INSERT INTO actor (slug, kind, recorded_by) SELECT 'actor-' || n, 'STATE', 'the tests' FROM generate_series(1, 30) n;
  INSERT INTO issue (slug, name, proposition, scale_id, recorded_by)
  SELECT 'issue-' || n, 'n', 'p', (SELECT id FROM scale WHERE slug = 'support-5'), 'the tests' FROM generate_series(1, 30) n;
  INSERT INTO source (slug, title, reliability, recorded_by) VALUES ('source', 't', 'A', 'the tests');
  INSERT INTO issue_broader (issue_id, broader_id, direction, weight)
  SELECT i.id, b.id, 1, 1 FROM issue i, issue b WHERE i.slug <> 'issue-30' AND b.slug = 'issue-30';
  CREATE TEMPORARY TABLE made AS
  SELECT uuidv7() AS id, 'actor-' || CASE WHEN n % 5 = 0 THEN 1 ELSE 1 + n * 7919 % 30 END AS actor,
         'issue-' || CASE WHEN n % 5 = 0 THEN 1 ELSE 1 + n * 104729 % 29 END AS issue,
         date '2000-01-01' + n * 31 % 9000 AS day, n % 5 - 2 AS position, n % 40 = 1 AS is_duration
    FROM generate_series(1, 20000) n;
  WITH added AS (
    INSERT INTO stance (id, actor_id, issue_id, earliest, latest, is_duration, position, act, date_edtf, recorded_by)
    SELECT m.id, a.id, i.id, m.day, m.day + CASE WHEN m.is_duration THEN 100 ELSE 0 END, m.is_duration, m.position, 'STATEMENT', 'any', 'the tests'
      FROM made m JOIN actor a ON a.slug = m.actor JOIN issue i ON i.slug = m.issue RETURNING id)
  INSERT INTO citation (stance_id, revision, ordinal, source_id, credibility) SELECT added.id, 1, 1, s.id, 1 FROM added, source s`;
const REVISING = `
  WITH added AS (
    INSERT INTO stance (id, revision, actor_id, issue_id, earliest, latest, is_duration, position, act, date_edtf, recorded_by)
    SELECT s.id, 2, s.actor_id, s.issue_id, s.earliest, s.latest, s.is_duration, -s.position, s.act, s.date_edtf, s.recorded_by
      FROM (SELECT * FROM stance ORDER BY id LIMIT 1000) s WHERE NOT s.is_duration RETURNING id)
  INSERT INTO citation (stance_id, revision, ordinal, source_id, credibility) SELECT added.id, 2, 1, s.id, 1 FROM added, source s`;

const STATES = `SELECT s.* FROM stance_current c CROSS JOIN LATERAL state_on(c.actor_id, c.issue_id, 'infinity') s`;

const DENSE = { actor: ['actor-1'], issue: ['issue-1'] };
const SPARSE = { actor: ['actor-7'], issue: ['issue-9'] };
const ROLLED = { actor: ['actor-7'], issue: ['issue-30'], rollup: 'broader' } as const;
const MONTHS = { interval: 'month', method: 'last', fill: 'previous' } as const;
const EVIDENCED = {
  minCredibility: 2,
  minReliability: 'B',
  without: ['anonymous', 'single-source', 'low-grade'],
} as const;
const YEARS = { from: '2010', to: '2014' };
const PAGE = { status: ['PUBLISHED'], descending: true, limit: 50, count: false } as const;

describe('the plan of', () => {
  let service: TestApp;
  let pool: pg.Pool;
  let before: string;
  let waysBeforeAnalyze: Ways;

  beforeAll(async () => {
    service = await startTestApp();
    pool = service.app.get<pg.Pool>(POOL);
    const client = await connect(service.database.url);
    await client.query(`BEGIN; ${FILLING}; COMMIT`);
    before = (await client.query<{ at: string }>('SELECT iso_moment(at) AS at FROM record_clock')).rows[0]!.at;
    await client.query(REVISING);
    waysBeforeAnalyze = (await waysOf(pool, { text: STATES, values: [] })).these;
    await client.query('VACUUM ANALYZE');
    await client.end();
  });

  afterAll(async () => {
    await service.close();
  });

  const timeline = (question: object) => () =>
    service.app.get(TimelineService).of({ ...MONTHS, ...YEARS, ...question });
  const positions = (question: Parameters<PositionsService['of']>[0]) => () =>
    service.app.get(PositionsService).of(question);
  const shifts = (question: object) => () => service.app.get(ShiftsService).of({ limit: 50, ...question });
  const stances = (question: object) => async () => {
    const reader = service.app.get(StanceReader);
    const { nextCursor } = await reader.list({ ...PAGE, ...question });
    await reader.list({ ...PAGE, ...question, cursor: nextCursor ?? undefined });
  };

  it.each([
    ['a timeline from the months of a pair', timeline(DENSE), ['stance_month_pkey', 'stance_loose', 'stance_absence']],
    ['a timeline of a pair with few records', timeline(SPARSE), ['stance_series']],
    ['a timeline of what is well evidenced', timeline({ ...DENSE, ...EVIDENCED }), ['stance_series', 'citation_pkey']],
    [
      'a timeline weighted by credibility',
      timeline({ ...SPARSE, method: 'weighted' }),
      ['stance_series', 'citation_pkey'],
    ],
    [
      'such a timeline of an actor on all issues',
      timeline({ actor: ['actor-7'], method: 'weighted' }),
      ['stance_series'],
    ],
    ['a decaying timeline', timeline({ ...DENSE, method: 'decay', halfLife: 90 }), ['stance_loose']],
    ['a timeline by week', timeline({ ...DENSE, interval: 'week' }), ['stance_series', 'stance_loose']],
    ['a timeline by change', timeline({ ...SPARSE, interval: 'change' }), ['stance_series']],
    ['a timeline of an actor on all issues', timeline({ actor: ['actor-7'] }), ['stance_series']],
    ['a timeline of an actor on an issue and those below it', timeline(ROLLED), []],
    ['such a timeline by week', timeline({ ...ROLLED, interval: 'week' }), []],
    ['the stances of an actor on an issue and those below it', stances(ROLLED), ['stance_series']],
    ['positions today', positions({ on: '2030-01-01' }), []],
    ['positions on a day of the past', positions({ on: '2012-06-30' }), ['stance_series']],
    ['the shifts of an actor', shifts({ actor: ['actor-7'], since: '2012' }), ['stance_series']],
    ['positions on what is well evidenced', positions({ on: '2012-06-30', ...EVIDENCED }), ['stance_series']],
    ['all stances that are well evidenced, page by page', stances(EVIDENCED), ['stance_list', 'citation_pkey']],
    ['all stances, page by page', stances({}), ['stance_list']],
    ['the stances of an actor, page by page', stances({ actor: ['actor-7'] }), ['stance_actor_list']],
    ['the stances on an issue, page by page', stances({ issue: ['issue-9'] }), ['stance_issue_list']],
    ['the stances of a pair, page by page', stances(DENSE), ['stance_series']],
    ['the stances of an actor in a window', stances({ ...YEARS, actor: ['actor-1'] }), ['stance_actor_list']],
  ])('%s is by index', async (_, work, indexes) => {
    await work();
    const statements = await statementsOf(pool, work);
    const plans = await Promise.all(statements.map((statement) => waysOf(pool, statement)));
    for (const ways of [plans.flatMap(({ these }) => these), plans.flatMap(({ any }) => any)]) {
      expect(ways).not.toContain('Seq Scan stance');
      expect(ways).not.toContain('Seq Scan citation');
      for (const index of indexes) expect(ways).toContainEqual(expect.stringMatching(new RegExp(` by ${index}$`)));
    }
  });

  it('the states that a first import computes looks through no others’ records, though nothing is analyzed yet', () => {
    expect(waysBeforeAnalyze).toContainEqual(expect.stringMatching(/ by stance_series$/));
    expect(waysBeforeAnalyze.filter((way) => /Seq Scan stance$| by stance_list$/.test(way))).toEqual([]);
  });

  it('a timeline as known before is by index, of what is in force and of what is superseded', async () => {
    const statements = await statementsOf(pool, timeline({ ...DENSE, knownAt: before }));
    const plans = await Promise.all(statements.map((statement) => waysOf(pool, statement)));
    const ways = plans.flatMap(({ any, these }) => [...any, ...these]);
    expect(ways).not.toContain('Seq Scan stance');
    expect(ways).toContainEqual(expect.stringMatching(/ by stance_superseded$/));
  });
});
