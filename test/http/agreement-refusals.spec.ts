import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { recordAssembly } from '../support/assembly.js';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recordAssembly(recording);
}, 60_000);
afterAll(() => service.close());

const all = 'issue=assembly&rollup=broader';
const tenThousand = Array.from({ length: 10_000 }, (_, index) => `a${index}`).join(',');

it.each([
  ['agreement', 'measure=similarity', '?measure', 'request/invalid-value'],
  ['agreement', 'distance=cubic', '?distance', 'request/invalid-value'],
  ['agreement', 'minN=0', '?minN', 'request/invalid-value'],
  ['agreement', 'bootstrap=10001', '?bootstrap', 'request/invalid-value'],
  ['agreement', 'seed=-1', '?seed', 'request/invalid-value'],
  ['agreement', 'with=alfa', '?with', 'agreement/with-needs-actor'],
  ['agreement', 'actor=alfa,bravo,alfa', '?actor', 'analysis/actor-twice'],
  ['agreement', 'actor=alfa&with=bravo,bravo', '?with', 'analysis/actor-twice'],
  ['agreement', 'actor=nobody', '?actor', 'actor/unknown'],
  ['agreement', `actor=${tenThousand}`, '?actor', 'request/invalid-value'],
  ['agreement', 'issue=nothing', '?issue', 'issue/unknown'],
  ['agreement', 'rollup=broader', '?issue', 'timeline/rollup-needs-issue'],
  ['agreement', 'from=2021&to=2020', '?to', 'date/window-reversed'],
  ['agreement', 'from=soon', '?from', 'date/not-edtf'],
  ['agreement', 'measure=graded&distance=linear', '?distance', 'agreement/distance-has-no-effect'],
  ['agreement', 'measure=kappa&abstention=half', '?abstention', 'agreement/halves-have-no-category'],
  ['agreement', 'measure=s,pi&absence=half', '?absence', 'agreement/halves-have-no-category'],
  ['agreement', 'weights=link', '?weights', 'agreement/weights-need-rollup'],
  ['agreement', 'weights=link&rollup=broader&issue=assembly,roll-1', '?weights', 'agreement/weights-need-rollup'],
  ['agreement', 'knownAt=2999-01-01', '?knownAt', 'known-at/in-future'],
  ['agreement/timeline', `${all}&from=2020`, '?to', 'agreement/window-required'],
  ['agreement/timeline', `${all}&to=2020`, '?from', 'agreement/window-required'],
  ['agreement/timeline', `${all}&interval=month&from=0001&to=9998`, '?interval', 'timeline/too-many-buckets'],
  ['agreement/timeline', `${all}&interval=week&from=2020&to=2021`, '?interval', 'request/invalid-value'],
  ['agreement/units', all, '?actor', 'agreement/one-pair'],
  ['agreement/units', 'actor=alfa,bravo,charlie', '?actor', 'agreement/one-pair'],
  ['agreement/units', 'actor=alfa,bravo&measure=s', '?measure', 'request/unknown-field'],
  ['blocs', `${all}&actor=alfa`, '?actor', 'blocs/too-few-actors'],
  ['blocs', `${all}&minN=100`, '?actor', 'blocs/too-few-actors'],
  ['blocs', `${all}&groups=2&height=0.3`, '?height', 'blocs/one-cut'],
  ['blocs', `${all}&groups=4`, '?groups', 'blocs/too-many-groups'],
  ['blocs', `${all}&height=0`, '?height', 'request/invalid-value'],
  ['blocs', 'with=alfa', '?with', 'request/unknown-field'],
])('GET /v1/%s?%s', async (path, query, pointer, code) => {
  const refused = await recording.refusedGet(400, `/v1/${path}?${query}`);
  expect(refused.errors).toContainEqual(expect.objectContaining({ pointer, code }));
});
