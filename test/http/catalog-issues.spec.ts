import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOMENT, Recording, UUID_V7 } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.issue('reintegration');
  await recording.issue('stability', { name: 'Stability', proposition: 'There should be calm.' });
  await recording.issue('un-envoy', { broader: [{ issue: 'reintegration', direction: 1, weight: 1 }] });
  await recording.issue('roll-call-1', {
    scale: 'vote-3',
    broader: [{ issue: 'stability', direction: -1, weight: 1 }],
  });
});
afterAll(() => service.close());

describe('recording an issue', () => {
  it('answers every field back, with what the record says of itself', async () => {
    const issue = {
      slug: 'sanctions',
      name: 'تحریم‌ها',
      proposition: 'Sanctions on Afghanistan should be lifted.',
      scale: 'support-5',
      description: 'All of them.',
      codingRule: '+2 lifts them.',
      absenceCarriesPosition: true,
      broader: [
        { issue: 'reintegration', direction: 1, weight: 0.25 },
        { issue: 'stability', direction: -1, weight: 3 },
      ],
      changeNote: 'Asked for by the desk.',
    };
    const answer = await recording.post('/v1/issues', issue);
    expect(answer).toEqual({
      ...issue,
      id: expect.stringMatching(UUID_V7),
      revision: 1,
      status: 'ACTIVE',
      createdAt: expect.stringMatching(MOMENT),
      recordedAt: answer.createdAt,
      recordedBy: 'key 1',
    });
    expect(await recording.get('/v1/issues/sanctions')).toEqual(answer);
    expect(await recording.get(`/v1/issues/${answer.id}`)).toEqual(answer);
  });

  it('leaves what was not sent empty, and takes ids for slugs', async () => {
    const scale = await recording.get('/v1/scales/vote-3');
    const broader = await recording.get('/v1/issues/reintegration');
    const answer = await recording.post('/v1/issues', {
      slug: 'by-ids',
      name: 'By ids',
      proposition: 'Ids should do.',
      scale: scale.id,
      broader: [{ issue: broader.id, direction: 1, weight: 1 }],
    });
    expect(answer).toMatchObject({
      scale: 'vote-3',
      broader: [{ issue: 'reintegration', direction: 1, weight: 1 }],
      description: null,
      codingRule: null,
      absenceCarriesPosition: false,
      changeNote: null,
    });
  });

  it('points at a scale or a broader issue that there is not', async () => {
    const issue = { slug: 'dangling', name: 'Dangling', proposition: 'It should hang.', scale: 'support-5' };
    expect(await recording.refusedPost(400, '/v1/issues', { ...issue, scale: 'support-6' })).toMatchObject({
      code: 'scale/unknown',
      errors: [{ pointer: '/scale' }],
    });
    const broader = [
      { issue: 'stability', direction: 1, weight: 1 },
      { issue: 'dangling', direction: 1, weight: 1 },
    ];
    expect(await recording.refusedPost(400, '/v1/issues', { ...issue, broader })).toMatchObject({
      code: 'issue/unknown',
      errors: [{ pointer: '/broader/1/issue' }],
    });
    await recording.refusedGet(404, '/v1/issues/dangling');
  });

  it('refuses the same broader issue twice, and a slug that is taken', async () => {
    const link = { issue: 'stability', direction: 1, weight: 1 };
    const twice = { slug: 'twice', name: 'Twice', proposition: 'Twice.', scale: 'support-5', broader: [link, link] };
    expect(await recording.refusedPost(400, '/v1/issues', twice)).toMatchObject({
      code: 'issue/broader-twice',
      errors: [{ pointer: '/broader' }],
    });
    expect(await recording.refusedPost(409, '/v1/issues', { ...twice, slug: 'stability', broader: [] })).toMatchObject({
      code: 'issue/slug-taken',
      errors: [{ pointer: '/slug' }],
    });
  });
});

describe('listing issues', () => {
  it('narrows by broader issue and by scale, by slug or id', async () => {
    const { id } = await recording.get('/v1/issues/stability');
    expect(await recording.slugs(`/v1/issues?broader=${id}&scale=vote-3`)).toEqual(['roll-call-1']);
    expect(await recording.slugs('/v1/issues?broader=reintegration&q=envoy')).toEqual(['un-envoy']);
    expect(await recording.slugs('/v1/issues?broader=un-envoy')).toEqual([]);
  });

  it('searches slugs, names and propositions', async () => {
    expect(await recording.slugs('/v1/issues?q=BE CALM')).toEqual(['stability']);
    expect(await recording.slugs('/v1/issues?q=stabil')).toEqual(['stability']);
  });

  it('points at a filter that names no issue', async () => {
    expect(await recording.refusedGet(400, '/v1/issues?broader=stability,nothing')).toMatchObject({
      code: 'issue/unknown',
      errors: [{ pointer: '?broader' }],
    });
  });
});

describe('changing an issue', () => {
  it('leaves what is absent, clears what is null, and replaces the links', async () => {
    const { id, createdAt } = await recording.issue('moving', {
      description: 'First.',
      codingRule: 'A rule.',
      broader: [{ issue: 'reintegration', direction: 1, weight: 1 }],
    });
    const broader = [{ issue: 'stability', direction: -1, weight: 2 }];
    const changed = await recording.patch('/v1/issues/moving', 1, {
      codingRule: null,
      broader,
      absenceCarriesPosition: true,
      changeNote: 'Moved.',
    });
    expect(changed).toEqual({
      id,
      slug: 'moving',
      revision: 2,
      status: 'ACTIVE',
      name: 'Name of moving',
      proposition: 'Proposition of moving.',
      scale: 'support-5',
      description: 'First.',
      codingRule: null,
      absenceCarriesPosition: true,
      broader,
      createdAt,
      recordedAt: expect.stringMatching(MOMENT),
      recordedBy: 'key 1',
      changeNote: 'Moved.',
    });
    expect(await recording.patch('/v1/issues/moving', 2, { broader: [], name: 'Moved' })).toMatchObject({
      revision: 3,
      name: 'Moved',
      broader: [],
      codingRule: null,
      absenceCarriesPosition: true,
    });
  });

  it.each(['name', 'proposition'])('refuses null for the required %s', async (field) => {
    await recording.issue(`required-${field}`);
    expect(await recording.refusedPatch(400, `/v1/issues/required-${field}`, 1, { [field]: null })).toMatchObject({
      code: 'request/invalid',
      errors: [{ pointer: `/${field}` }],
    });
    expect(await recording.get(`/v1/issues/required-${field}`)).toMatchObject({ revision: 1 });
  });

  it('refuses to change the scale', async () => {
    expect(await recording.refusedPatch(400, '/v1/issues/un-envoy', 1, { scale: 'vote-3' })).toMatchObject({
      errors: [{ pointer: '/scale', code: 'request/unknown-field' }],
    });
  });
});

it('keeps every revision of an issue, oldest first', async () => {
  const first = await recording.issue('historic', { broader: [{ issue: 'stability', direction: 1, weight: 1 }] });
  const second = await recording.patch('/v1/issues/historic', 1, { broader: [] });
  const third = await recording.patch('/v1/issues/historic', 2, {
    broader: [{ issue: 'reintegration', direction: -1, weight: 7 }],
  });
  const fourth = await recording.retract('/v1/issues/historic', 'Asked badly.');
  expect(fourth).toMatchObject({
    revision: 4,
    status: 'RETRACTED',
    changeNote: 'Asked badly.',
    broader: third['broader'],
  });
  expect(await recording.get('/v1/issues/historic/history')).toEqual({ items: [first, second, third, fourth] });
});
