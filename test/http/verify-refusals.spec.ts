import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { recordAssembly } from '../support/assembly.js';
import { type Refused, Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { verifyPath } from '../support/verifying.js';

let service: TestApp;
let recording: Recording;

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recordAssembly(recording);
}, 60_000);
afterAll(() => service.close());

const refused = (figure: string): Promise<Refused> => recording.refusedGet(400, verifyPath(figure));

it.each([
  '/v1/shifts?actor=alfa',
  '/v1/agreement/timeline?actor=alfa',
  '/v1/verify?figure=%2Fv1%2Fpositions%3Fon%3D2024',
  '/v1/positions/?on=2024',
  '/v1/positions.xml?on=2024',
  'v1/positions?on=2024',
  'https://example.org/v1/positions?on=2024',
  '//example.org/v1/positions?on=2024',
  '/v1/../v1/positions?on=2024',
  'constructor',
  '?on=2024',
])('%s is no figure that can be verified', async (figure) => {
  const { code, errors } = await refused(figure);
  expect(code).toBe('verify/unknown-figure');
  expect(errors).toMatchObject([{ pointer: '?figure', code }]);
  for (const path of ['timeline', 'positions', 'agreement', 'cohesion', 'polarization']) {
    expect(errors[0]?.detail).toContain(`/v1/${path}`);
  }
});

it.each([
  ['/v1/positions', 'request/invalid', 'on: on is required.'],
  ['/v1/positions?on=2024&colour=red', 'request/invalid', 'colour: There is no "colour" here.'],
  ['/v1/positions?on=2024&format=xml', 'request/invalid', 'format: There is no "format" here.'],
  ['/v1/positions?on=2024&on=2023', 'request/parameter-repeated', 'on: Send on once'],
  ['/v1/positions?on=2024&__proto__=1', 'request/invalid', '__proto__: There is no "__proto__" here.'],
  ['/v1/positions?on=2024&actor=a%00', 'request/unstorable-text', 'actor: Text has a NUL'],
  ['/v1/positions?on=November', 'date/not-edtf', 'on: '],
  ['/v1/positions?on=2024&actor=nobody', 'actor/unknown', 'actor: There is no actor "nobody"'],
  ['/v1/timeline?interval=fortnight', 'request/invalid', 'interval: interval must be one of'],
  ['/v1/timeline', 'timeline/actor-or-issue-required', 'actor: Name at least one'],
  ['/v1/agreement?with=alfa', 'agreement/with-needs-actor', 'with: Name in actor'],
  ['/v1/cohesion', 'analysis/on-or-window', 'on: Name a day'],
  ['/v1/polarization?on=2024&measure=van-der-eijk&alpha=1', 'polarization/alpha-is-of-esteban-ray', 'alpha: '],
  ['/v1/positions?on=2024&knownAt=9999-12-31', 'known-at/in-future', 'knownAt: '],
])('%s is refused as it would be itself: %s', async (figure, code, detail) => {
  const { code: told, errors } = await refused(figure);
  expect(told).toBe(code);
  expect(errors[0]).toMatchObject({ pointer: '?figure', detail: expect.stringContaining(detail) });
});

it('no figure, or two, are refused', async () => {
  expect((await recording.refusedGet(400, '/v1/verify')).errors).toMatchObject([
    { pointer: '?figure', code: 'request/required' },
  ]);
  const twice = `${verifyPath('/v1/positions?on=2024')}&figure=x`;
  expect((await recording.refusedGet(400, twice)).code).toBe('request/parameter-repeated');
});
