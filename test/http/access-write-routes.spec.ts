import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording, stanceOf } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let stance: string;
beforeAll(async () => {
  service = await startTestApp();
  const recording = new Recording(service);
  await recording.actor('iran');
  await recording.actor('qomi');
  await recording.issue('envoy');
  await recording.source('press');
  await recording.event('doha');
  await recording.relation('qomi-iran', { subject: 'qomi', object: 'iran' });
  ({ id: stance } = await recording.stance({ actor: 'iran', issue: 'envoy' }));
});
afterAll(() => service.close());

type Route = readonly [method: 'post' | 'patch', path: string, scope: 'write:catalog' | 'write:stances'];

const ROUTES: readonly Route[] = [
  ...(
    [
      ['actors', 'iran'],
      ['issues', 'envoy'],
      ['scales', 'vote-3'],
      ['sources', 'press'],
      ['events', 'doha'],
      ['relations', 'qomi-iran'],
    ] as const
  ).flatMap(([kind, slug]): Route[] => [
    ['post', `/v1/${kind}`, 'write:catalog'],
    ['patch', `/v1/${kind}/${slug}`, 'write:catalog'],
    ['post', `/v1/${kind}/${slug}/retract`, 'write:catalog'],
  ]),
  ['post', '/v1/stances', 'write:stances'],
  ['patch', '/v1/stances/:stance', 'write:stances'],
  ['post', '/v1/stances/:stance/retract', 'write:stances'],
  ['post', '/v1/imports', 'write:stances'],
  ['post', '/v1/imports/:import/undo', 'write:stances'],
];

const REFUSALS: Readonly<Record<string, string>> = {
  '/v1/imports': 'import/part-unknown',
  '/v1/imports/:import/undo': 'request/no-body',
};

const other = { 'write:catalog': 'write:stances', 'write:stances': 'write:catalog' } as const;

describe.each(ROUTES)('%s %s', (method, template, scope) => {
  const send = (authorization?: string) => {
    const request = service.http[method](template.replace(':stance', stance).replace(':import', stance)).set(
      'If-Match',
      '"1"',
    );
    if (authorization !== undefined) void request.set('Authorization', authorization);
    // A body that each of the routes refuses, so that a right key changes nothing.
    return template === '/v1/imports' ? request.field('nonsense', 'true') : request.send({ nonsense: true });
  };

  it('needs a key', async () => {
    const { body, headers } = await send().expect(401);
    expect(body).toMatchObject({ status: 401, code: 'access/key-required' });
    expect(headers['www-authenticate']).toMatch(/^Bearer /);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it.each([[['read']], [[other[scope]]], [['read', other[scope]]]] as const)(
    'is not for a key of %j',
    async (scopes) => {
      const key = await service.keyFor(...scopes);
      const { body } = await send(`Bearer ${key}`).expect(403);
      expect(body).toMatchObject({ status: 403, code: 'access/scope-missing', detail: expect.stringContaining(scope) });
    },
  );

  it.each([[[scope]], [['admin']], [['read', scope]]] as const)('is for a key of %j', async (scopes) => {
    const key = await service.keyFor(...scopes);
    const { body } = await send(`Bearer ${key}`).expect(400);
    expect(body).toMatchObject({ status: 400, code: REFUSALS[template] ?? 'request/invalid' });
  });
});

describe('a key', () => {
  it('is asked for before anything is said of the record', async () => {
    const { body } = await service.http.patch('/v1/actors/nobody').send({}).expect(401);
    expect(body).toMatchObject({ code: 'access/key-required' });
  });

  it('signs what it records with its name', async () => {
    const recording = new Recording(service, await service.keyFor('write:stances'));
    const { recordedBy } = await recording.stance(stanceOf({ actor: 'iran', issue: 'envoy' }));
    expect(recordedBy).toMatch(/^key \d+$/);
    expect(recordedBy).not.toBe('key 1');
  });

  it('is not needed to read', async () => {
    const reads = [
      'actors',
      'issues',
      'scales',
      'sources',
      'events',
      'relations',
      'stances',
      'shifts',
      'imports',
      'profiles',
    ];
    const statuses = await Promise.all(reads.map(async (read) => (await service.http.get(`/v1/${read}`)).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
