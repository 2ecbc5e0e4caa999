import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOMENT, Recording, UUID_V7 } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.actor('taliban');
  await recording.actor('iran');
  await recording.actor('qatar');
  await recording.event('in-november', { date: '2023-11', participants: [{ actor: 'iran', role: 'HOST' }] });
  await recording.event('in-february', { date: '2024-02-18/2024-02-19' });
  await recording.event('since-2021', { date: '2021/..' });
  await recording.event('until-2020', { date: '../2020', participants: [{ actor: 'taliban', role: 'INVITED' }] });
});
afterAll(() => service.close());

describe('recording an event', () => {
  it('answers every field back, with what the record says of itself', async () => {
    const event = {
      slug: 'doha-meeting-2024-02',
      name: 'نشست دوحه',
      date: '2024-02-18/2024-02-19',
      place: 'الدوحة',
      description: 'Two days.',
      participants: [
        { actor: 'iran', role: 'ATTENDED', note: 'Sent a representative.' },
        { actor: 'taliban', role: 'INVITED', note: null },
        { actor: 'taliban', role: 'DECLINED', note: null },
      ],
      changeNote: 'From the article.',
    };
    const answer = await recording.post('/v1/events', event);
    expect(answer).toEqual({
      ...event,
      earliest: '2024-02-18',
      latest: '2024-02-19',
      id: expect.stringMatching(UUID_V7),
      revision: 1,
      status: 'ACTIVE',
      createdAt: expect.stringMatching(MOMENT),
      recordedAt: answer.createdAt,
      recordedBy: 'key 1',
    });
    expect(await recording.get('/v1/events/doha-meeting-2024-02')).toEqual(answer);
    expect(await recording.get(`/v1/events/${answer.id}`)).toEqual(answer);
    await recording.retract('/v1/events/doha-meeting-2024-02');
  });

  it('says which days a date allows, and leaves what was not sent empty', async () => {
    expect(await recording.get('/v1/events/in-november')).toMatchObject({
      earliest: '2023-11-01',
      latest: '2023-11-30',
      place: null,
      description: null,
      changeNote: null,
    });
    expect(await recording.get('/v1/events/since-2021')).toMatchObject({
      date: '2021/..',
      earliest: '2021-01-01',
      latest: null,
      participants: [],
    });
  });

  it('points at a participant that there is not, and at one that is named twice in a role', async () => {
    const host = { actor: 'qatar', role: 'HOST' };
    const event = { slug: 'bad', name: 'Bad', date: '2024', participants: [host, { actor: 'kuwait', role: 'HOST' }] };
    expect(await recording.refusedPost(400, '/v1/events', event)).toMatchObject({
      code: 'actor/unknown',
      errors: [{ pointer: '/participants/1/actor' }],
    });
    expect(await recording.refusedPost(400, '/v1/events', { ...event, participants: [host, host] })).toMatchObject({
      code: 'event/participant-twice',
      errors: [{ pointer: '/participants' }],
    });
    await recording.refusedGet(404, '/v1/events/bad');
  });

  it('refuses a slug that is taken', async () => {
    const event = { slug: 'in-november', name: 'Again', date: '2023-11' };
    expect(await recording.refusedPost(409, '/v1/events', event)).toMatchObject({
      code: 'event/slug-taken',
      errors: [{ pointer: '/slug' }],
    });
  });
});

describe('listing events', () => {
  it('narrows by participant, in any role', async () => {
    expect(await recording.slugs('/v1/events?participant=iran&q=in-')).toEqual(['in-november']);
    expect(await recording.slugs('/v1/events?participant=taliban,iran&q=20')).toEqual(['until-2020']);
  });

  it.each([
    ['from=2024-02-19&to=2024-02-19', ['in-february', 'since-2021']],
    ['from=2024-02-20', ['since-2021']],
    ['to=2020-12-31', ['until-2020']],
    ['from=2023-11-30&to=2024-02-17', ['in-november', 'since-2021']],
    ['from=2023-12&to=2024-01', ['since-2021']],
    ['from=2020&to=2020', ['until-2020']],
    ['from=2023-11&to=2024-02', ['in-february', 'in-november', 'since-2021']],
  ])('takes in what may have been in the days of %s', async (window, slugs) => {
    const listed = (await recording.slugs(`/v1/events?${window}`)).filter((slug) => /^(in|since|until)-/.test(slug));
    expect(listed).toEqual(slugs);
  });

  it('searches slugs and names', async () => {
    expect(await recording.slugs('/v1/events?q=NAME OF SINCE')).toEqual(['since-2021']);
  });
});

describe('changing an event', () => {
  it('leaves what is absent, clears what is null, and replaces the participants', async () => {
    const { id, createdAt } = await recording.event('changing', {
      date: '1999',
      place: 'Doha',
      description: 'First.',
      participants: [{ actor: 'qatar', role: 'HOST' }],
    });
    const participants = [{ actor: 'qatar', role: 'ORGANIZER', note: 'With the UN.' }];
    expect(
      await recording.patch('/v1/events/changing', 1, { description: null, date: '1999-05-0X', participants }),
    ).toEqual({
      id,
      slug: 'changing',
      revision: 2,
      status: 'ACTIVE',
      name: 'Name of changing',
      date: '1999-05-0X',
      earliest: '1999-05-01',
      latest: '1999-05-09',
      place: 'Doha',
      description: null,
      participants,
      createdAt,
      recordedAt: expect.stringMatching(MOMENT),
      recordedBy: 'key 1',
      changeNote: null,
    });
    expect(await recording.patch('/v1/events/changing', 2, { place: null, participants: [] })).toMatchObject({
      place: null,
      participants: [],
      date: '1999-05-0X',
    });
  });

  it.each(['name', 'date'])('refuses null for the required %s', async (field) => {
    await recording.event(`required-${field}`, { date: '1950' });
    expect(await recording.refusedPatch(400, `/v1/events/required-${field}`, 1, { [field]: null })).toMatchObject({
      code: 'request/invalid',
      errors: [{ pointer: `/${field}` }],
    });
  });
});

it('keeps every revision of an event, oldest first', async () => {
  const first = await recording.event('historic', { date: '1979', participants: [{ actor: 'iran', role: 'HOST' }] });
  const second = await recording.patch('/v1/events/historic', 1, { participants: [] });
  const third = await recording.patch('/v1/events/historic', 2, { date: '1979-02-11' });
  const fourth = await recording.retract('/v1/events/historic', 'Not a meeting.');
  expect(fourth).toMatchObject({ status: 'RETRACTED', revision: 4, changeNote: 'Not a meeting.' });
  expect(await recording.get('/v1/events/historic/history')).toEqual({ items: [first, second, third, fourth] });
});
