import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const ACTORS = Array.from({ length: 101 }, (_, index) => `actor-${index}`);

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.source('press');
  for (const actor of ACTORS) await recording.actor(actor);
  await recording.issue('envoy');
  await recording.stance({ actor: 'actor-0', issue: 'envoy', date: '0001/9998' });
}, 60_000);
afterAll(() => service.close());

it.each([
  ['interval=day', '?interval', 'request/invalid-value'],
  ['interval=change', '?interval', 'request/invalid-value'],
  ['penalty=0', '?penalty', 'request/invalid-value'],
  ['penalty=-1', '?penalty', 'request/invalid-value'],
  ['penalty=much', '?penalty', 'request/invalid-value'],
  ['minN=1', '?minN', 'request/invalid-value'],
  ['method=last', '?method', 'request/unknown-field'],
  ['', '?actor', 'timeline/actor-or-issue-required'],
  ['actor=actor-0&rollup=broader', '?issue', 'timeline/rollup-needs-issue'],
  ['actor=nobody', '?actor', 'actor/unknown'],
  ['issue=nothing', '?issue', 'issue/unknown'],
  ['actor=actor-0&from=soon', '?from', 'date/not-edtf'],
  ['actor=actor-0&from=2024&to=2023', '?to', 'date/window-reversed'],
  ['actor=actor-0&knownAt=2999-01-01', '?knownAt', 'known-at/in-future'],
  [`issue=envoy&actor=${ACTORS.join(',')}&from=2024&to=2024`, '?actor', 'change-points/too-many-series'],
  ['issue=envoy&from=0001&to=1000', '?interval', 'change-points/too-many-buckets'],
])('GET /v1/change-points?%s', async (query, pointer, code) => {
  const refused = await recording.refusedGet(400, `/v1/change-points?${query}`);
  expect(refused.errors).toContainEqual(expect.objectContaining({ pointer, code }));
});

it('a hundred series are allowed, and ten thousand buckets of one', async () => {
  const actors = ACTORS.slice(1).join(',');
  const many = await recording.get(`/v1/change-points?issue=envoy&actor=${actors}&from=2024&to=2024`);
  expect(many).toMatchObject({ counts: { series: 100, withReason: 100 } });
  const long = await recording.get('/v1/change-points?issue=envoy&from=0001&to=0833');
  expect(long).toMatchObject({ items: [{ n: 833 * 12, reason: 'no-variation' }] });
});
