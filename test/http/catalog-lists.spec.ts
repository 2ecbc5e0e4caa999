import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['list-b', 'list-c', 'list-a']) {
    await recording.actor(slug);
    await recording.scale(slug, [0, 1]);
    await recording.issue(slug);
    await recording.source(slug);
    await recording.event(slug);
  }
  await recording.relation('list-b', { subject: 'list-a', type: 'PART_OF', object: 'list-b' });
  await recording.relation('list-c', { subject: 'list-a', type: 'LEADS', object: 'list-c' });
  await recording.relation('list-a', { subject: 'list-a', type: 'PART_OF', object: 'list-c' });
  for (const kind of KINDS) await recording.retract(`/v1/${kind}/list-b`, 'Listed by mistake.');
});
afterAll(() => service.close());

// Relations come first, since they keep the actors in use.
const KINDS = ['relations', 'actors', 'events', 'sources', 'issues', 'scales'] as const;

describe.each([...KINDS])('the list of %s', (kind) => {
  it('is in the order of the slugs, or in the reverse', async () => {
    expect(await recording.slugs(`/v1/${kind}?q=list-`)).toEqual(['list-a', 'list-c']);
    expect(await recording.slugs(`/v1/${kind}?q=list-&sort=slug`)).toEqual(['list-a', 'list-c']);
    expect(await recording.slugs(`/v1/${kind}?q=list-&sort=-slug`)).toEqual(['list-c', 'list-a']);
  });

  it('shows what is retracted when asked', async () => {
    expect(await recording.slugs(`/v1/${kind}?status=RETRACTED`)).toEqual(['list-b']);
    expect(await recording.slugs(`/v1/${kind}?q=list-&status=ACTIVE,RETRACTED`)).toEqual([
      'list-a',
      'list-b',
      'list-c',
    ]);
  });

  it('keeps what is retracted readable, with the reason', async () => {
    expect(await recording.get(`/v1/${kind}/list-b`)).toMatchObject({
      status: 'RETRACTED',
      revision: 2,
      changeNote: 'Listed by mistake.',
    });
  });

  it('changes nothing that is retracted', async () => {
    const before = await recording.get(`/v1/${kind}/list-b`);
    expect(await recording.refusedPatch(409, `/v1/${kind}/list-b`, 2, { changeNote: 'Back.' })).toMatchObject({
      code: 'catalog/retracted',
    });
    expect(await recording.refusedPost(409, `/v1/${kind}/list-b/retract`, { reason: 'Again.' })).toMatchObject({
      code: 'catalog/retracted',
    });
    expect(await recording.get(`/v1/${kind}/list-b`)).toEqual(before);
  });

  it('counts all rows when asked, and only then', async () => {
    const counted = await recording.list(`/v1/${kind}?q=list-&limit=1&count=exact`);
    expect([counted.count, counted.items.length]).toEqual([2, 1]);
    expect(await recording.list(`/v1/${kind}?q=list-`)).not.toHaveProperty('count');
  });

  it('is a bare array when asked', async () => {
    const { items } = await recording.list(`/v1/${kind}?q=list-`);
    expect(await recording.get(`/v1/${kind}?q=list-&shape=array`)).toEqual(items);
  });

  it('is empty, not an error, where nothing matches', async () => {
    expect(await recording.list(`/v1/${kind}?q=nothing-of-the-kind&count=exact`)).toMatchObject({
      items: [],
      nextCursor: null,
      knownAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
      count: 0,
    });
  });

  it('refuses a retraction without a reason', async () => {
    for (const body of [{}, { reason: '  ' }, { reason: null }]) {
      expect(await recording.refusedPost(400, `/v1/${kind}/list-a/retract`, body)).toMatchObject({
        errors: [{ pointer: '/reason' }],
      });
    }
  });

  it('says what it does not know', async () => {
    const name = kind.slice(0, -1);
    expect(await recording.refusedGet(404, `/v1/${kind}/list-z`)).toMatchObject({ code: `${name}/not-found` });
    expect(await recording.refusedGet(404, `/v1/${kind}/List-A`)).toMatchObject({ code: `${name}/not-found` });
    const someId = '019b0000-0000-7000-8000-000000000000';
    expect(await recording.refusedGet(404, `/v1/${kind}/${someId}`)).toMatchObject({ code: `${name}/not-found` });
    expect(await recording.refusedPatch(404, `/v1/${kind}/list-z`, 1, {})).toMatchObject({ code: `${name}/not-found` });
  });
});

describe('a search', () => {
  beforeAll(async () => {
    const named = (text: string) => ({ names: [{ text, language: 'en', kind: 'PREFERRED' }] });
    await recording.actor('percent', named('100% certain'));
    await recording.actor('under', named('snake_case'));
    await recording.actor('back', named('back\\slash'));
  });

  it.each([
    ['100%', ['percent']],
    ['%', ['percent']],
    ['1%c', []],
    ['snake_', ['under']],
    ['_', ['under']],
    ['s_ake', []],
    ['\\', ['back']],
    ['back\\s', ['back']],
    ['\\%', []],
  ])('takes %s to the letter', async (q, slugs) => {
    expect(await recording.slugs(`/v1/actors?q=${encodeURIComponent(q)}`)).toEqual(slugs);
  });
});
