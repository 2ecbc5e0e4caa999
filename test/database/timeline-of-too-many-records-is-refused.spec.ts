import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { connect } from '../support/stances/connection.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const LIMIT = 200_000;

/** One more than may be read one by one, a few on each day from 2000 on; half of them votes. */
const FILLING = `
  ALTER TABLE stance DISABLE TRIGGER ALL;
  INSERT INTO stance (actor_id, issue_id, earliest, latest, is_duration, position, act, date_edtf, recorded_by, created_at, recorded_at)
  SELECT a.id, i.id, d.day, d.day, false, n % 5 - 2, CASE WHEN n % 2 = 0 THEN 'VOTE' ELSE 'STATEMENT' END::stance_act, 'any', 'the tests', k.at, k.at
    FROM generate_series(1, ${LIMIT + 1}) n CROSS JOIN LATERAL (SELECT date '2000-01-01' + n % 3000 AS day) d,
         actor a, issue i, record_clock k WHERE a.slug = 'iran' AND i.slug = 'talks';
  ALTER TABLE stance ENABLE TRIGGER ALL;
  ANALYZE stance`;

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.actor('iran');
  await recording.issue('peace');
  await recording.issue('talks', { broader: [{ issue: 'peace', direction: 1, weight: 1 }] });
  const client = await connect(service.database.url);
  await client.query(FILLING);
  await client.end();
}, 60_000);
afterAll(() => service.close());

interface Timeline {
  readonly series: readonly { readonly points: readonly { readonly n: number }[] }[];
}

const counted = async (path: string): Promise<number> =>
  (await recording.get<Timeline>(path)).series[0]!.points.reduce((sum, { n }) => sum + n, 0);

describe.each(['issue=talks', 'issue=peace&rollup=broader'])('a timeline of %s', (issue) => {
  const path = `/v1/timeline?actor=iran&${issue}`;

  it.each(['day', 'week', 'change'])('by %s is refused where it rests on too many records', async (interval) => {
    const refused = await recording.refusedGet(400, `${path}&interval=${interval}`);
    expect(refused).toMatchObject({ code: 'timeline/too-many-records', errors: [{ pointer: '?interval' }] });
  });

  it('is answered where a window or a filter leaves few enough', async () => {
    expect(await counted(`${path}&interval=week&act=VOTE`)).toBe(LIMIT / 2);
    expect(await counted(`${path}&interval=day&from=2004-01-01&to=2004-01-03`)).toBe(3 * 67);
  });
});

it('a rolled-up timeline by month is answered however many there are', async () => {
  expect(await counted('/v1/timeline?actor=iran&issue=peace&rollup=broader')).toBe(LIMIT + 1);
});
