import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOMENT, Recording, UUID_V7 } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.source('irna-1', { publisher: 'IRNA', reliability: 'D', title: 'A visit' });
  await recording.source('un-1', { publisher: 'United Nations', reliability: 'A', title: 'A record of the meeting' });
  await recording.source('unjudged', { reliability: 'F', title: 'Unknown' });
});
afterAll(() => service.close());

const SOURCE = {
  slug: 'iran-international-2024-02-19',
  title: 'Iran Trying To Derail UN Efforts',
  publisher: 'ایران اینترنشنال',
  url: 'https://example.org/a?b=c&d=%D8%A7#e',
  archiveUrl: 'http://archive.example.org/1',
  date: '2024-02-19~',
  language: 'fa-AF',
  reliability: 'C',
  note: 'Exile broadcaster.',
  changeNote: 'Read on paper.',
};

describe('recording a source', () => {
  it('answers every field back, with what the record says of itself', async () => {
    const answer = await recording.post('/v1/sources', SOURCE);
    expect(answer).toEqual({
      ...SOURCE,
      id: expect.stringMatching(UUID_V7),
      revision: 1,
      status: 'ACTIVE',
      createdAt: expect.stringMatching(MOMENT),
      recordedAt: answer.createdAt,
      recordedBy: 'key 1',
    });
    expect(await recording.get(`/v1/sources/${SOURCE.slug}`)).toEqual(answer);
    expect(await recording.get(`/v1/sources/${answer.id}`)).toEqual(answer);
  });

  it('leaves what was not sent empty', async () => {
    const answer = await recording.post('/v1/sources', { slug: 'bare', title: 'Bare', reliability: 'F' });
    expect(answer).toMatchObject({
      publisher: null,
      url: null,
      archiveUrl: null,
      date: null,
      language: null,
      note: null,
      changeNote: null,
    });
  });

  it.each([
    ['url', 'ftp://example.org/a'],
    ['url', 'javascript:alert(1)'],
    ['archiveUrl', 'example.org'],
    ['reliability', 'G'],
    ['language', 'farsi!'],
    ['title', ' '],
  ])('refuses the %s "%s"', async (field, value) => {
    expect(await recording.refusedPost(400, '/v1/sources', { ...SOURCE, slug: 'bad', [field]: value })).toMatchObject({
      code: 'request/invalid',
      errors: [{ pointer: `/${field}` }],
    });
  });

  it('refuses a date that is none, and a slug that is taken', async () => {
    expect(
      await recording.refusedPost(400, '/v1/sources', { ...SOURCE, slug: 'bad', date: '2024-02-30' }),
    ).toMatchObject({ code: 'date/impossible-day', errors: [{ pointer: '/date' }] });
    expect(await recording.refusedPost(409, '/v1/sources', { ...SOURCE, slug: 'un-1' })).toMatchObject({
      code: 'source/slug-taken',
      errors: [{ pointer: '/slug' }],
    });
  });
});

describe('listing sources', () => {
  it('narrows by reliability, one or several', async () => {
    expect(await recording.slugs('/v1/sources?reliability=A')).toEqual(['un-1']);
    expect(await recording.slugs('/v1/sources?reliability=A,D&q=a')).toEqual(['irna-1', 'un-1']);
  });

  it('searches slugs, titles and publishers', async () => {
    expect(await recording.slugs('/v1/sources?q=irna')).toEqual(['irna-1']);
    expect(await recording.slugs('/v1/sources?q=THE MEETING')).toEqual(['un-1']);
    expect(await recording.slugs('/v1/sources?q=united nat')).toEqual(['un-1']);
  });
});

describe('changing a source', () => {
  it('leaves what is absent, and clears what is null', async () => {
    const { id, createdAt } = await recording.source('changing', { ...SOURCE, slug: 'changing' });
    const changed = await recording.patch('/v1/sources/changing', 1, { url: null, date: null, reliability: 'E' });
    expect(changed).toEqual({
      ...SOURCE,
      id,
      slug: 'changing',
      revision: 2,
      status: 'ACTIVE',
      url: null,
      date: null,
      reliability: 'E',
      createdAt,
      recordedAt: expect.stringMatching(MOMENT),
      recordedBy: 'key 1',
      changeNote: null,
    });
    const cleared = { publisher: null, archiveUrl: null, language: null, note: null };
    expect(await recording.patch('/v1/sources/changing', 2, { ...cleared, date: '2024' })).toMatchObject({
      ...cleared,
      date: '2024',
      title: SOURCE.title,
    });
  });

  it.each(['title', 'reliability'])('refuses null for the required %s', async (field) => {
    await recording.source(`required-${field}`);
    expect(await recording.refusedPatch(400, `/v1/sources/required-${field}`, 1, { [field]: null })).toMatchObject({
      code: 'request/invalid',
      errors: [{ pointer: `/${field}` }],
    });
  });
});

it('keeps every revision of a source, oldest first', async () => {
  const first = await recording.source('historic', { date: '2024-02' });
  const second = await recording.patch('/v1/sources/historic', 1, { date: '2024-02-19' });
  const third = await recording.retract('/v1/sources/historic', 'A forgery.');
  expect(third).toMatchObject({ status: 'RETRACTED', revision: 3, changeNote: 'A forgery.', date: '2024-02-19' });
  expect(await recording.get('/v1/sources/historic/history')).toEqual({ items: [first, second, third] });
});
