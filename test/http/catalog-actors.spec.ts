import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOMENT, Recording, UUID_V7 } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.actor('namibia', {
    names: [{ text: 'Namibia', language: 'en', kind: 'PREFERRED' }],
    identifiers: [
      { scheme: 'iso3166-1-alpha-2', value: 'NA' },
      { scheme: 'iso3166-1-alpha-3', value: 'NAM' },
    ],
  });
  await recording.actor('iran', { identifiers: [{ scheme: 'iso3166-1-alpha-2', value: 'IR' }] });
  await recording.actor('taliban', { kind: 'DE_FACTO_AUTHORITY' });
  await recording.actor('united-nations', { kind: 'IGO' });
});
afterAll(() => service.close());

const SOVIET_UNION = {
  slug: 'soviet-union',
  kind: 'STATE',
  names: [
    {
      text: 'Союз Советских Социалистических Республик',
      language: 'ru',
      script: 'Cyrl',
      kind: 'OFFICIAL',
      valid: null,
    },
    { text: 'СССР', language: 'ru', script: 'Cyrl', kind: 'SHORT', valid: '1922-12-30/1991-12-26' },
    { text: 'Soviet Union', language: 'en', script: 'Latn', kind: 'PREFERRED', valid: null },
    { text: 'Советский Союз', language: 'ru', script: null, kind: 'PREFERRED', valid: null },
  ],
  identifiers: [
    { scheme: 'iso3166-1-alpha-2', value: 'SU', valid: '1974/1992-08' },
    { scheme: 'cow', value: '365', valid: null },
  ],
  validity: '1922-12-30/1991-12-26',
  description: 'The union.',
  changeNote: 'From the gazetteer.',
};

describe('recording an actor', () => {
  it('answers every field back, with what the record says of itself', async () => {
    const answer = await recording.post('/v1/actors', SOVIET_UNION);
    expect(answer).toEqual({
      ...SOVIET_UNION,
      id: expect.stringMatching(UUID_V7),
      revision: 1,
      status: 'ACTIVE',
      name: 'Soviet Union',
      createdAt: expect.stringMatching(MOMENT),
      recordedAt: answer.createdAt,
      recordedBy: 'key 1',
    });
    expect(await recording.get('/v1/actors/soviet-union')).toEqual(answer);
    expect(await recording.get(`/v1/actors/${answer.id}`)).toEqual(answer);
  });

  it('leaves what was not sent empty', async () => {
    const names = [{ text: 'Qatar', language: 'en', kind: 'PREFERRED' }];
    const answer = await recording.post('/v1/actors', { slug: 'qatar', kind: 'STATE', names });
    expect(answer).toMatchObject({
      names: [{ text: 'Qatar', language: 'en', script: null, kind: 'PREFERRED', valid: null }],
      identifiers: [],
      validity: null,
      description: null,
      changeNote: null,
    });
  });

  it('shows the preferred name, in English where there is one', async () => {
    const names = [
      { text: 'Old name', language: 'en', kind: 'ALIAS' },
      { text: 'الأمم', language: 'ar', kind: 'PREFERRED' },
    ];
    expect(await recording.actor('nations', { names })).toMatchObject({ name: 'الأمم' });
  });

  it('refuses a slug that is taken', async () => {
    const refused = await recording.refusedPost(409, '/v1/actors', { ...SOVIET_UNION, slug: 'iran', identifiers: [] });
    expect(refused).toMatchObject({ code: 'actor/slug-taken', errors: [{ pointer: '/slug' }] });
  });

  it('refuses an actor without a preferred name', async () => {
    const names = [{ text: 'Nobody', language: 'en', kind: 'ALIAS' }];
    const refused = await recording.refusedPost(400, '/v1/actors', { slug: 'nobody', kind: 'STATE', names });
    expect(refused).toMatchObject({ code: 'actor/preferred-name-required', errors: [{ pointer: '/names' }] });
  });

  it('points at the date that is none', async () => {
    const refused = await recording.refusedPost(400, '/v1/actors', {
      slug: 'nowhere',
      kind: 'STATE',
      names: [{ text: 'Nowhere', language: 'en', kind: 'PREFERRED' }],
      identifiers: [
        { scheme: 'cow', value: '1' },
        { scheme: 'cow', value: '2', valid: '30/12/1922' },
      ],
    });
    expect(refused).toMatchObject({ code: 'date/not-edtf', errors: [{ pointer: '/identifiers/1/valid' }] });
    await recording.refusedGet(404, '/v1/actors/nowhere');
  });
});

describe('listing actors', () => {
  it('narrows by kind, one or several', async () => {
    expect(await recording.slugs('/v1/actors?kind=IGO')).toEqual(['united-nations']);
    expect(await recording.slugs('/v1/actors?kind=IGO,DE_FACTO_AUTHORITY')).toEqual(['taliban', 'united-nations']);
  });

  it('finds Namibia by its code NA', async () => {
    expect(await recording.slugs('/v1/actors?identifier=iso3166-1-alpha-2:NA')).toEqual(['namibia']);
  });

  it('tells the schemes of identifiers apart', async () => {
    expect(await recording.slugs('/v1/actors?identifier=iso3166-1-alpha-3:NA')).toEqual([]);
    expect(await recording.slugs('/v1/actors?identifier=iso3166-1-alpha-3:NAM')).toEqual(['namibia']);
  });

  it('keeps the rest of an identifier that has a colon itself', async () => {
    await recording.actor('with-colon', { identifiers: [{ scheme: 'urn', value: 'a:b:c' }] });
    expect(await recording.slugs('/v1/actors?identifier=urn:a:b:c')).toEqual(['with-colon']);
    expect(await recording.slugs('/v1/actors?identifier=urn:a')).toEqual([]);
  });

  it('searches slugs and names in upper and lower case', async () => {
    expect(await recording.slugs('/v1/actors?q=NAMIB')).toEqual(['namibia']);
    expect(await recording.slugs('/v1/actors?q=nations&kind=IGO')).toEqual(['united-nations']);
  });
});

describe('changing an actor', () => {
  it('leaves what is absent, clears what is null, and replaces lists', async () => {
    const { id, createdAt, recordedAt } = await recording.actor('changing', {
      description: 'First.',
      validity: '1990/..',
      identifiers: [{ scheme: 'cow', value: '900' }],
      names: [
        { text: 'Changing', language: 'en', kind: 'PREFERRED' },
        { text: 'Changed', language: 'en', kind: 'ALIAS' },
      ],
      changeNote: 'New.',
    });
    const names = [{ text: 'Transformed', language: 'en', script: null, kind: 'PREFERRED', valid: null }];
    const changed = await recording.patch('/v1/actors/changing', 1, { description: null, names });
    expect(changed).toEqual({
      id,
      slug: 'changing',
      revision: 2,
      status: 'ACTIVE',
      kind: 'STATE',
      name: 'Transformed',
      names,
      identifiers: [{ scheme: 'cow', value: '900', valid: null }],
      validity: '1990/..',
      description: null,
      createdAt,
      recordedAt: expect.stringMatching(MOMENT),
      recordedBy: 'key 1',
      changeNote: null,
    });
    expect(changed.recordedAt > recordedAt).toBe(true);
    const again = await recording.patch(`/v1/actors/${id}`, 2, { validity: null, kind: 'NGO', identifiers: [] });
    expect(again).toMatchObject({ revision: 3, validity: null, kind: 'NGO', identifiers: [], names });
  });

  it.each(['kind', 'names'])('refuses null for the required %s', async (field) => {
    await recording.actor(`required-${field}`);
    const refused = await recording.refusedPatch(400, `/v1/actors/required-${field}`, 1, { [field]: null });
    expect(refused).toMatchObject({ code: 'request/invalid', errors: [{ pointer: `/${field}` }] });
    expect(await recording.get(`/v1/actors/required-${field}`)).toMatchObject({ revision: 1 });
  });

  it('refuses to change the slug', async () => {
    const refused = await recording.refusedPatch(400, '/v1/actors/iran', 1, { slug: 'persia' });
    expect(refused).toMatchObject({ errors: [{ pointer: '/slug', code: 'request/unknown-field' }] });
  });

  it('writes nothing of a change that is refused', async () => {
    await recording.actor('half', { identifiers: [{ scheme: 'iso3166-1-alpha-2', value: 'HF' }] });
    const refused = await recording.refusedPatch(409, '/v1/actors/half', 1, {
      description: 'Written before the identifiers.',
      identifiers: [{ scheme: 'iso3166-1-alpha-2', value: 'IR' }],
    });
    expect(refused).toMatchObject({ code: 'actor/identifier-taken', errors: [{ pointer: '/identifiers' }] });
    expect(await recording.get('/v1/actors/half')).toMatchObject({
      revision: 1,
      description: null,
      identifiers: [{ value: 'HF' }],
    });
  });
});

describe('the history of an actor', () => {
  it('has every revision as it was answered, oldest first', async () => {
    const first = await recording.actor('historic', { identifiers: [{ scheme: 'wikidata', value: 'Q1' }] });
    const second = await recording.patch('/v1/actors/historic', 1, { identifiers: [], changeNote: 'Not that one.' });
    const third = await recording.patch('/v1/actors/historic', 2, {
      names: [{ text: 'تاریخی', language: 'fa', script: 'Arab', kind: 'PREFERRED' }],
    });
    const fourth = await recording.retract('/v1/actors/historic', 'There is no such actor.');
    expect([first, second, third, fourth].map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
    const expected = { items: [first, second, third, fourth] };
    expect(await recording.get('/v1/actors/historic/history')).toEqual(expected);
    expect(await recording.get(`/v1/actors/${first.id}/history`)).toEqual(expected);
  });

  it('does not exist for an actor that does not', async () => {
    expect(await recording.refusedGet(404, '/v1/actors/nobody-at-all/history')).toMatchObject({
      code: 'actor/not-found',
    });
  });
});
