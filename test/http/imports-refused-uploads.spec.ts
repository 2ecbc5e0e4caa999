import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { csv, example, type Form, importExamples, type Part, Uploading } from '../support/uploading.js';

let service: TestApp;
let uploading: Uploading;
beforeAll(async () => {
  service = await startTestApp();
  uploading = new Uploading(service);
  await importExamples(uploading);
});
afterAll(() => service.close());

const FILE = example('stances', 'stances.csv');
const NOBODY = '019b0000-0000-7000-8000-000000000000';

describe('the scope', () => {
  it('is write:stances, and write:catalog too where the profile makes entries', async () => {
    const stances = new Uploading(service, await service.keyFor('write:stances'));
    expect(await stances.whole({ profile: 'stances', file: FILE })).toMatchObject({ status: 'DONE' });
    const actors: Form = { profile: 'actors', file: csv('slug,kind,name_en', 'utopia,STATE,Utopia') };
    expect(await stances.refused(403, actors)).toMatchObject({
      code: 'access/scope-missing',
      detail: expect.stringContaining('write:catalog'),
    });
    const recording = new Recording(service);
    expect(await recording.refusedGet(404, '/v1/actors/utopia')).toMatchObject({ code: 'actor/not-found' });
    const both = new Uploading(service, await service.keyFor('write:stances', 'write:catalog'));
    expect(await both.whole(actors)).toMatchObject({ status: 'DONE', entries: { created: 1 } });
  });

  it.each(['read', 'write:catalog'] as const)('is not %s alone', async (scope) => {
    const other = new Uploading(service, await service.keyFor(scope));
    expect(await other.refused(403, { profile: 'stances', file: FILE })).toMatchObject({
      code: 'access/scope-missing',
    });
  });
});

describe('a form that is refused', () => {
  const good: Form = { profile: 'stances', file: FILE };

  it.each<[string, Form, string, string]>([
    ['has no file', { profile: 'stances' }, 'import/part-required', '/file'],
    ['has no profile', { file: FILE }, 'import/part-required', '/profile'],
    ['has a part that is none', { ...good, colour: 'red' }, 'import/part-unknown', '/colour'],
    ['has a file that is none', { ...good, picture: FILE }, 'import/part-unknown', '/picture'],
    ['has a table that the profile has not', { ...good, 'table.x': FILE }, 'import/part-unknown', '/table.x'],
    ['sets what the profile has not', { ...good, 'set.a~b/c': '1' }, 'import/part-unknown', '/set.a~0b~1c'],
    ['sends the file as a text', { profile: 'stances', file: 'externalId,actor' }, 'import/part-kind', '/file'],
    ['sends a text as a file', { ...good, dataset: FILE }, 'import/part-kind', '/dataset'],
    ['has a switch that is neither on nor off', { ...good, dryRun: 'yes' }, 'import/part-invalid', '/dryRun'],
    ['names a dataset as none is named', { ...good, dataset: 'By Hand' }, 'import/dataset', '/dataset'],
    ['names what people enter', { ...good, dataset: 'by-hand' }, 'import/dataset', '/dataset'],
    ['names no profile', { ...good, profile: 'nothing' }, 'profile/unknown', '/profile'],
    ['names a profile by a path', { ...good, profile: '../stances.yaml' }, 'profile/unknown', '/profile'],
    ['has a text that is too long', { ...good, dataset: 'x'.repeat(20_000) }, 'import/part-too-long', '/dataset'],
    ['has a text with a NUL', { ...good, dataset: 'a\0b' }, 'request/unstorable-text', '/dataset'],
    [
      'keeps going and retracts',
      { ...good, keepGoing: 'true', retractMissing: 'true' },
      'import/retract-needs-all',
      '/retractMissing',
    ],
    ['lacks a table', { profile: 'un-ga-votes', file: FILE }, 'import/part-required', '/table.roll-calls'],
  ])('%s', async (_, form, code, pointer) => {
    expect(await uploading.refused(400, form)).toMatchObject({ code, errors: [{ pointer, code }] });
  });

  it('has faults in its profile, each with its place', async () => {
    const profile: Part = { content: 'profile: own\ntitle: x\nstances: [{ actor: 1 }]\n', fileName: 'own.yaml' };
    const { code, errors } = await uploading.refused(400, { file: FILE, profile });
    expect(code).toBe('profile/invalid');
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.filter(({ pointer }) => !pointer.startsWith('/profile'))).toEqual([]);
  });

  it('has a table that cannot be read', async () => {
    const form = { profile: 'un-ga-votes', file: FILE, 'table.roll-calls': { content: '', fileName: 'empty.csv' } };
    expect(await uploading.refused(400, form)).toMatchObject({ errors: [{ pointer: '/table.roll-calls' }] });
  });

  it('has two files', async () => {
    const { body } = await post()
      .field('profile', 'stances')
      .attach('file', Buffer.from('a'), 'a.csv')
      .attach('file', Buffer.from('b'), 'b.csv');
    expect(body).toMatchObject({ status: 400, code: 'import/part-twice', errors: [{ pointer: '/file' }] });
  });

  it('has more parts than anybody means', async () => {
    const request = post();
    for (let index = 0; index < 90; index += 1) void request.field(`set.p${index}`, '1');
    expect((await request).body).toMatchObject({ status: 400, code: 'import/too-many-parts' });
  });

  it.each([
    ['ends in the middle', '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nabc'],
    ['has no part', 'nothing'],
  ])('%s', async (_, body) => {
    const { body: problem } = await post().set('content-type', 'multipart/form-data; boundary=x').send(body);
    expect(problem).toMatchObject({ status: 400, code: 'request/malformed-multipart' });
  });

  it('has no boundary', async () => {
    const { body } = await post().set('content-type', 'multipart/form-data').send('x');
    expect(body).toMatchObject({ status: 400, code: 'request/malformed-multipart' });
  });

  it.each([
    ['application/json', '{"profile":"stances"}'],
    ['text/csv', 'a,b'],
    ['application/x-www-form-urlencoded', 'profile=stances'],
  ])('is no form but %s', async (type, body) => {
    const { body: problem, headers } = await post().set('content-type', type).send(body);
    expect(problem).toMatchObject({ status: 415, code: 'request/not-multipart' });
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it('leaves no import behind', async () => {
    const count = async () => (await new Recording(service).list('/v1/imports?count=exact')).count;
    const before = await count();
    await uploading.refused(400, { ...good, profile: 'nothing' });
    await uploading.refused(400, { ...good, dataset: 'By Hand' });
    expect(await count()).toBe(before);
  });

  const post = () => service.http.post('/v1/imports').set('Authorization', `Bearer ${service.key}`);
});

describe('a form', () => {
  it('is taken nowhere else', async () => {
    for (const path of ['/v1/stances', '/v1/actors', `/v1/imports/${NOBODY}/undo`]) {
      const { body } = await service.http
        .post(path)
        .set('Authorization', `Bearer ${service.key}`)
        .attach('file', Buffer.from('a'), 'a.csv');
      expect(body).toMatchObject({ status: 415, code: 'request/not-json' });
    }
  });
});
