import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
});
afterAll(() => service.close());

const SCHEME = 'iso3166-1-alpha-2';
const called = (value: string, valid?: string) => ({ identifiers: [{ scheme: SCHEME, value, valid }] });

/** What POST says to a second actor with the identifier. */
const refusedSecond = (slug: string, value: string, valid?: string) =>
  recording.refusedPost(409, '/v1/actors', {
    slug,
    kind: 'STATE',
    names: [{ text: slug, language: 'en', kind: 'PREFERRED' }],
    ...called(value, valid),
  });

it('gives a code to a successor, each with its period', async () => {
  await recording.actor('czechoslovakia', called('CS', '1974/1993-06-14'));
  await recording.actor('serbia-and-montenegro', called('CS', '2003-07-23/2006-09-26'));
  expect(await recording.slugs(`/v1/actors?identifier=${SCHEME}:CS`)).toEqual([
    'czechoslovakia',
    'serbia-and-montenegro',
  ]);
});

it('takes the day after as the first of a successor', async () => {
  await recording.actor('before', called('DA', '1990/1999-12-31'));
  expect(await recording.actor('after', called('DA', '2000-01-01/..'))).toMatchObject({ revision: 1 });
});

it.each([
  ['AA', undefined, undefined],
  ['BB', '2000/2010', '2010-12-31/2015'],
  ['CC', '2000/..', '2050'],
  ['DD', '../2000', '1950/1951'],
  ['EE', '2001', undefined],
])('refuses code %s for two actors, valid %s and %s', async (value, one, other) => {
  await recording.actor(`one-${value.toLowerCase()}`, called(value, one));
  expect(await refusedSecond(`other-${value.toLowerCase()}`, value, other)).toMatchObject({
    code: 'actor/identifier-taken',
    errors: [{ pointer: '/identifiers' }],
  });
  await recording.refusedGet(404, `/v1/actors/other-${value.toLowerCase()}`);
});

it('refuses one actor that has a code twice in one period', async () => {
  const identifiers = [1, 2].map(() => ({ scheme: 'cow', value: '100' }));
  const names = [{ text: 'Twice', language: 'en', kind: 'PREFERRED' }];
  const refused = await recording.refusedPost(409, '/v1/actors', { slug: 'twice', kind: 'STATE', names, identifiers });
  expect(refused).toMatchObject({ code: 'actor/identifier-taken' });
});

it('lets a code go when the actor gives it up', async () => {
  await recording.actor('giving', called('GV'));
  await refusedSecond('taking-early', 'GV');
  await recording.patch('/v1/actors/giving', 1, { identifiers: [] });
  expect(await recording.actor('taking', called('GV'))).toMatchObject({ identifiers: [{ value: 'GV' }] });
});

it('lets one value stand in two schemes, and the same code in upper and lower case', async () => {
  const identifiers = [
    { scheme: 'scheme-a', value: 'X1' },
    { scheme: 'scheme-b', value: 'X1' },
    { scheme: 'scheme-a', value: 'x1' },
  ];
  expect(await recording.actor('schemes', { identifiers })).toMatchObject({ identifiers });
  expect(await recording.slugs('/v1/actors?identifier=scheme-a:x1')).toEqual(['schemes']);
});
