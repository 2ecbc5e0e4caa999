import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.actor('someone');
  await recording.issue('something');
  await recording.source('press');
});
afterAll(() => service.close());

type Use = readonly [what: string, path: string, use: () => Promise<string>];

/** What refers to what: the entry that is referred to, and how to make the entry that refers, whose path comes back. */
const USES: readonly Use[] = [
  [
    'an actor that is the subject of a relation',
    '/v1/actors/used-subject',
    async () => {
      await recording.actor('used-subject');
      return pathAfter(recording.relation('by-subject', { subject: 'used-subject', object: 'someone' }), 'relations');
    },
  ],
  [
    'an actor that is the object of a relation',
    '/v1/actors/used-object',
    async () => {
      await recording.actor('used-object');
      return pathAfter(recording.relation('by-object', { subject: 'someone', object: 'used-object' }), 'relations');
    },
  ],
  [
    'an actor that took part in an event',
    '/v1/actors/used-participant',
    async () => {
      await recording.actor('used-participant');
      const participants = [{ actor: 'used-participant', role: 'HOST' }];
      return pathAfter(recording.event('by-participant', { participants }), 'events');
    },
  ],
  [
    'an actor that holds a stance',
    '/v1/actors/used-actor',
    async () => {
      await recording.actor('used-actor');
      return pathAfter(recording.stance({ actor: 'used-actor', issue: 'something' }), 'stances');
    },
  ],
  [
    'an actor that a stance is held toward',
    '/v1/actors/used-target',
    async () => {
      await recording.actor('used-target');
      return pathAfter(recording.stance({ actor: 'someone', issue: 'something', target: 'used-target' }), 'stances');
    },
  ],
  [
    'an actor that spoke',
    '/v1/actors/used-speaker',
    async () => {
      await recording.actor('used-speaker');
      return pathAfter(recording.stance({ actor: 'someone', issue: 'something', speaker: 'used-speaker' }), 'stances');
    },
  ],
  [
    'an issue that a stance is on',
    '/v1/issues/used-issue',
    async () => {
      await recording.issue('used-issue');
      return pathAfter(recording.stance({ actor: 'someone', issue: 'used-issue' }), 'stances');
    },
  ],
  [
    'an issue that is broader than another',
    '/v1/issues/used-broader',
    async () => {
      await recording.issue('used-broader');
      const broader = [{ issue: 'used-broader', direction: 1, weight: 1 }];
      return pathAfter(recording.issue('by-broader', { broader }), 'issues');
    },
  ],
  [
    'a scale of an issue',
    '/v1/scales/used-scale',
    async () => {
      await recording.scale('used-scale', [0, 1]);
      return pathAfter(recording.issue('by-scale', { scale: 'used-scale' }), 'issues');
    },
  ],
  [
    'a source of a relation',
    '/v1/sources/used-source',
    async () => {
      await recording.source('used-source');
      const relation = { subject: 'someone', type: 'LEADS', object: 'used-by-source', source: 'used-source' };
      await recording.actor('used-by-source');
      return pathAfter(recording.relation('by-source', relation), 'relations');
    },
  ],
  [
    'a source that a stance cites',
    '/v1/sources/cited',
    async () => {
      await recording.source('cited');
      const citations = ['press', 'cited'].map((source) => ({ source, credibility: 1 }));
      return pathAfter(recording.stance({ actor: 'someone', issue: 'something', citations }), 'stances');
    },
  ],
  [
    'an event of a stance',
    '/v1/events/used-event',
    async () => {
      await recording.event('used-event');
      return pathAfter(recording.stance({ actor: 'someone', issue: 'something', event: 'used-event' }), 'stances');
    },
  ],
];

const pathAfter = async (recorded: Promise<{ id: string }>, plural: string) => `/v1/${plural}/${(await recorded).id}`;

it.each(USES)('keeps %s until that is retracted', async (_, path, use) => {
  const user = await use();
  const before = await recording.get(path);
  expect(await recording.refusedPost(409, `${path}/retract`, { reason: 'Not needed.' })).toMatchObject({
    code: 'catalog/in-use',
  });
  expect(await recording.get(path)).toEqual(before);
  await recording.retract(user);
  expect(await recording.retract(path)).toMatchObject({ status: 'RETRACTED', revision: 2 });
});

describe('what is used no more', () => {
  it('is an actor whose stance was revised to another', async () => {
    await recording.actor('mistaken');
    const { id } = await recording.stance({ actor: 'mistaken', issue: 'something' });
    await recording.patch(`/v1/stances/${id}`, 1, { actor: 'someone' });
    expect(await recording.retract('/v1/actors/mistaken')).toMatchObject({ status: 'RETRACTED' });
    expect(await recording.get(`/v1/stances/${id}/history`)).toMatchObject({
      items: [{ actor: 'mistaken' }, { actor: 'someone' }],
    });
  });

  it('is a participant that was taken off the event', async () => {
    await recording.actor('absent');
    await recording.event('party', { participants: [{ actor: 'absent', role: 'ATTENDED' }] });
    await recording.patch('/v1/events/party', 1, { participants: [] });
    expect(await recording.retract('/v1/actors/absent')).toMatchObject({ status: 'RETRACTED' });
  });
});

describe('what is retracted', () => {
  beforeAll(async () => {
    await recording.actor('other');
    await recording.actor('gone');
    await recording.issue('gone');
    await recording.scale('gone', [0, 1]);
    await recording.source('gone');
    for (const kind of ['actors', 'issues', 'scales', 'sources']) await recording.retract(`/v1/${kind}/gone`);
  });

  it.each([
    ['actor', 'relations', () => ({ type: 'LEADS', subject: 'gone', object: 'someone' })],
    ['actor', 'relations', () => ({ type: 'LEADS', subject: 'someone', object: 'gone' })],
    ['source', 'relations', () => ({ type: 'SUCCEEDS', subject: 'someone', object: 'other', source: 'gone' })],
    ['actor', 'events', () => ({ name: 'E', date: '2024', participants: [{ actor: 'gone', role: 'HOST' }] })],
    ['scale', 'issues', () => ({ name: 'I', proposition: 'P', scale: 'gone' })],
    [
      'issue',
      'issues',
      () => ({
        name: 'I',
        proposition: 'P',
        scale: 'vote-3',
        broader: [{ issue: 'gone', direction: 1, weight: 1 }],
      }),
    ],
  ])('is no %s for new %s', async (kind, plural, body) => {
    expect(await recording.refusedPost(409, `/v1/${plural}`, { slug: 'refers', ...body() })).toMatchObject({
      code: 'reference/retracted',
      detail: expect.stringContaining(`${kind} "gone"`),
    });
    await recording.refusedGet(404, `/v1/${plural}/refers`);
  });
});
