import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { connect } from '../support/stances/connection.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { verified, verifyPath } from '../support/verifying.js';

const LIMIT = 50_000;

/** One more than half of what is computed from one by one, a few on each day from 2000 on; half of them votes. */
const RECORDS = LIMIT / 2 + 1;

const FILLING = `
  ALTER TABLE stance DISABLE TRIGGER ALL;
  ALTER TABLE citation DISABLE TRIGGER ALL;
  WITH added AS (
    INSERT INTO stance (actor_id, issue_id, earliest, latest, is_duration, position, act, date_edtf, recorded_by, created_at, recorded_at)
    SELECT a.id, i.id, d.day, d.day, false, n % 5 - 2, CASE WHEN n % 2 = 0 THEN 'VOTE' ELSE 'STATEMENT' END::stance_act, d.day::text, 'the tests', k.at, k.at
      FROM generate_series(1, ${RECORDS}) n CROSS JOIN LATERAL (SELECT date '2000-01-01' + n % 3000 AS day) d,
           actor a, issue i, record_clock k WHERE a.slug = 'iran' AND i.slug = 'talks'
    RETURNING id)
  INSERT INTO citation (stance_id, revision, ordinal, source_id, credibility)
  SELECT d.id, 1, 1, r.id, 2 FROM added d, source r WHERE r.slug = 'press';
  ALTER TABLE stance ENABLE TRIGGER ALL;
  ALTER TABLE citation ENABLE TRIGGER ALL;
  SELECT rebuild_series();
  ANALYZE stance`;

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.actor('iran');
  await recording.issue('talks');
  await recording.source('press');
  const client = await connect(service.database.url);
  await client.query(FILLING);
  await client.end();
}, 60_000);
afterAll(() => service.close());

const timeline = '/v1/timeline?actor=iran&issue=talks';

it('a figure of more records than are computed from one by one is not verified, each counted as often as it is taken in', async () => {
  const { code, errors } = await recording.refusedGet(400, verifyPath(`${timeline}&sensitivity=anonymous`));
  expect(code).toBe('verify/too-many-records');
  expect(errors).toMatchObject([{ pointer: '?figure', detail: expect.stringContaining(String(LIMIT)) }]);
}, 60_000);

it('and one that rests on fewer is', async () => {
  const { agrees, records } = await verified(service, `${timeline}&method=mean`);
  expect([agrees, records.listed]).toEqual([true, RECORDS]);
  const votes = await verified(service, '/v1/positions?on=2004-02&issue=talks&act=VOTE');
  expect([votes.agrees, votes.records.listed > 5000]).toEqual([true, true]);
}, 60_000);
