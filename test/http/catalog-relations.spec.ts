import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOMENT, Recording, UUID_V7 } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['qomi', 'iran', 'taliban', 'afghanistan', 'omar', 'a', 'b']) await recording.actor(slug);
  await recording.source('press');
  await recording.relation('qomi-represents-iran', { subject: 'qomi', object: 'iran', valid: '2021/2023' });
  await recording.relation('taliban-leads', {
    subject: 'taliban',
    type: 'LEADS',
    object: 'afghanistan',
    valid: '2021/..',
  });
  await recording.relation('omar-member', {
    subject: 'omar',
    type: 'MEMBER_OF',
    object: 'taliban',
    title: 'Co-founder',
  });
});
afterAll(() => service.close());

describe('recording a relation', () => {
  it('answers every field back, with what the record says of itself', async () => {
    const relation = {
      slug: 'qomi-again',
      subject: 'qomi',
      type: 'REPRESENTS',
      object: 'iran',
      valid: '2024-02~',
      title: 'نمایندهٔ ویژه',
      source: 'press',
      changeNote: 'From the article.',
    };
    const answer = await recording.post('/v1/relations', relation);
    expect(answer).toEqual({
      ...relation,
      earliest: '2024-02-01',
      latest: '2024-02-29',
      id: expect.stringMatching(UUID_V7),
      revision: 1,
      status: 'ACTIVE',
      createdAt: expect.stringMatching(MOMENT),
      recordedAt: answer.createdAt,
      recordedBy: 'key 1',
    });
    expect(await recording.get('/v1/relations/qomi-again')).toEqual(answer);
    expect(await recording.get(`/v1/relations/${answer.id}`)).toEqual(answer);
    await recording.retract('/v1/relations/qomi-again');
  });

  it('leaves what was not sent empty', async () => {
    expect(await recording.get('/v1/relations/omar-member')).toMatchObject({
      valid: null,
      earliest: null,
      latest: null,
      source: null,
      changeNote: null,
    });
  });

  it.each([
    ['subject', 'nobody', 'actor/unknown'],
    ['object', 'nobody', 'actor/unknown'],
    ['source', 'nothing', 'source/unknown'],
    ['object', 'a', 'relation/to-itself'],
    ['valid', 'in May', 'date/not-edtf'],
  ])('points at the %s "%s"', async (field, value, code) => {
    const relation = { slug: 'bad', subject: 'a', type: 'LEADS', object: 'b', [field]: value };
    expect(await recording.refusedPost(400, '/v1/relations', relation)).toMatchObject({
      code,
      errors: [{ pointer: `/${field}`, code }],
    });
    await recording.refusedGet(404, '/v1/relations/bad');
  });
});

describe('the same relation twice', () => {
  it('may be recorded for periods apart from each other', async () => {
    await recording.relation('term-1', { subject: 'a', type: 'LEADS', object: 'b', valid: '1990/1994-05-09' });
    const second = { subject: 'a', type: 'LEADS', object: 'b', valid: '1994-05-10/1999' };
    expect(await recording.relation('term-2', second)).toMatchObject({ earliest: '1994-05-10' });
  });

  it.each([
    ['a day in common', '2001/2002-05-09', '2002-05-09/2003'],
    ['an open end', '2001/..', '2020'],
    ['an open beginning', '../2005', '2001-03'],
    ['an unknown period, which counts as always', '2001', null],
    ['one inside the other', '2001/2009', '2004/2005'],
  ])('is refused for periods that overlap: %s', async (name, one, other) => {
    const slug = name.replaceAll(/[^a-z]+/g, '-');
    const { id: subject } = await recording.actor(slug);
    await recording.relation(`${slug}-1`, { subject, type: 'PART_OF', object: 'b', valid: one });
    const again = { slug: `${slug}-2`, subject, type: 'PART_OF', object: 'b', valid: other };
    expect(await recording.refusedPost(409, '/v1/relations', again)).toMatchObject({
      code: 'relation/overlaps',
      errors: [{ pointer: '/valid' }],
    });
    expect(await recording.post('/v1/relations', { ...again, type: 'MEMBER_OF' })).toMatchObject({ status: 'ACTIVE' });
    await recording.retract(`/v1/relations/${slug}-1`);
    expect(await recording.post('/v1/relations', { ...again, slug: `${slug}-3` })).toMatchObject({ status: 'ACTIVE' });
  });

  it('is refused when a change makes periods overlap', async () => {
    const link = { subject: 'b', type: 'SUCCEEDS', object: 'a' };
    await recording.relation('then', { ...link, valid: '2010' });
    const before = await recording.relation('later', { ...link, valid: '2012' });
    expect(await recording.refusedPatch(409, '/v1/relations/later', 1, { valid: '2010/2012' })).toMatchObject({
      code: 'relation/overlaps',
    });
    expect(await recording.get('/v1/relations/later')).toEqual(before);
  });
});

describe('listing relations', () => {
  it('narrows by either side, by one side and by type', async () => {
    expect(await recording.slugs('/v1/relations?actor=taliban')).toEqual(['omar-member', 'taliban-leads']);
    expect(await recording.slugs('/v1/relations?subject=taliban')).toEqual(['taliban-leads']);
    expect(await recording.slugs('/v1/relations?object=taliban,iran')).toEqual(['omar-member', 'qomi-represents-iran']);
    expect(await recording.slugs('/v1/relations?actor=taliban,qomi&type=LEADS,REPRESENTS')).toEqual([
      'qomi-represents-iran',
      'taliban-leads',
    ]);
  });

  it('narrows to what may have held on a day', async () => {
    const on = (day: string) => recording.slugs(`/v1/relations?actor=taliban,qomi&on=${day}`);
    expect(await on('2020-12-31')).toEqual(['omar-member']);
    expect(await on('2021-01-01')).toEqual(['omar-member', 'qomi-represents-iran', 'taliban-leads']);
    expect(await on('2023-12-31')).toEqual(['omar-member', 'qomi-represents-iran', 'taliban-leads']);
    expect(await on('2024-01-01')).toEqual(['omar-member', 'taliban-leads']);
  });

  it('searches slugs and titles', async () => {
    expect(await recording.slugs('/v1/relations?q=CO-FOUND')).toEqual(['omar-member']);
    expect(await recording.slugs('/v1/relations?q=qomi-rep')).toEqual(['qomi-represents-iran']);
  });
});

describe('changing a relation', () => {
  it('leaves what is absent, and clears what is null', async () => {
    const link = { subject: 'iran', type: 'SUCCEEDS', object: 'a' };
    const { id, createdAt } = await recording.relation('changing', {
      ...link,
      valid: '2010',
      title: 'Title',
      source: 'press',
    });
    expect(
      await recording.patch('/v1/relations/changing', 1, { valid: null, title: 'Other', changeNote: 'So.' }),
    ).toEqual({
      ...link,
      id,
      slug: 'changing',
      revision: 2,
      status: 'ACTIVE',
      valid: null,
      earliest: null,
      latest: null,
      title: 'Other',
      source: 'press',
      createdAt,
      recordedAt: expect.stringMatching(MOMENT),
      recordedBy: 'key 1',
      changeNote: 'So.',
    });
    expect(await recording.patch('/v1/relations/changing', 2, { source: null, title: null })).toMatchObject({
      source: null,
      title: null,
      valid: null,
    });
  });

  it.each(['subject', 'type', 'object', 'slug'])('refuses to change the %s', async (field) => {
    const refused = await recording.refusedPatch(400, '/v1/relations/omar-member', 1, { [field]: null });
    expect(refused).toMatchObject({ errors: [{ pointer: `/${field}`, code: 'request/unknown-field' }] });
  });
});

it('keeps every revision of a relation, oldest first', async () => {
  const link = { subject: 'omar', type: 'PART_OF', object: 'a' };
  const first = await recording.relation('historic', { ...link, valid: '2010' });
  const second = await recording.patch('/v1/relations/historic', 1, { valid: '2011' });
  const third = await recording.retract('/v1/relations/historic', 'Never.');
  expect(third).toMatchObject({ status: 'RETRACTED', revision: 3, changeNote: 'Never.', valid: '2011' });
  expect(await recording.get('/v1/relations/historic/history')).toEqual({ items: [first, second, third] });
});
