import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { codersOf } from '../support/codings.js';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.source('press');
  await recording.actor('iran');
  await recording.scale('one-to-three', [1, 2, 3]);
  await recording.issue('envoy');
  await recording.issue('rated', { scale: 'one-to-three' });
  for (const coder of await codersOf(service, 2)) {
    for (const issue of ['envoy', 'rated']) await coder.recording.stance({ actor: 'iran', issue });
  }
}, 60_000);
afterAll(() => service.close());

const manyIssues = Array.from({ length: 501 }, (_, index) => `i${index}`).join(',');

it.each([
  ['', 'metric=kappa', '?metric', 'request/invalid-value'],
  ['', 'bootstrap=10001', '?bootstrap', 'request/invalid-value'],
  ['', 'seed=-1', '?seed', 'request/invalid-value'],
  ['', 'by=actor', '?by', 'request/invalid-value'],
  ['', 'coder=Anna,,Boris', '?coder', 'request/invalid-value'],
  ['', `coder=${'x'.repeat(201)}`, '?coder', 'request/invalid-value'],
  ['', 'issue=nothing', '?issue', 'issue/unknown'],
  ['', `issue=${manyIssues}`, '?issue', 'request/invalid-value'],
  ['', 'actor=nobody', '?actor', 'actor/unknown'],
  ['', 'source=nothing', '?source', 'source/unknown'],
  ['', 'from=soon', '?from', 'date/not-edtf'],
  ['', 'from=2024&to=2023', '?to', 'date/window-reversed'],
  ['', 'knownAt=2999-01-01', '?knownAt', 'known-at/in-future'],
  ['', 'metric=nominal,ratio', '?metric', 'reliability/ratio-needs-positive-positions'],
  ['', 'metric=ratio&issue=envoy&from=2030', '?metric', 'reliability/ratio-needs-positive-positions'],
  ['', 'by=all', '?by', 'reliability/scales-differ'],
  ['/units', 'metric=nominal', '?metric', 'request/unknown-field'],
  ['/units', 'issue=nothing', '?issue', 'issue/unknown'],
])('GET /v1/reliability%s?%s', async (path, query, pointer, code) => {
  const refused = await recording.refusedGet(400, `/v1/reliability${path}?${query}`);
  expect(refused.errors).toContainEqual(expect.objectContaining({ pointer, code }));
});

it.each(['metric=ratio&issue=rated', 'by=all&issue=rated', 'by=all&issue=envoy&metric=interval'])(
  'GET /v1/reliability?%s is answered',
  async (query) => {
    expect(await recording.get(`/v1/reliability?${query}`)).toMatchObject({ counts: { units: 1 } });
  },
);
