import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['a', 'b']) await recording.actor(slug);
  await recording.issue('envoy');
  await recording.source('press');
});
afterAll(() => service.close());

let made = 0;

/** A fresh record of each kind; its path and a change that it takes. */
const KINDS: Readonly<Record<string, () => Promise<readonly [path: string, changes: Record<string, unknown>]>>> = {
  actors: async () => [`/v1/actors/${(await recording.actor(`n-${(made += 1)}`)).slug}`, { description: 'New.' }],
  issues: async () => [`/v1/issues/${(await recording.issue(`n-${(made += 1)}`)).slug}`, { name: 'New' }],
  scales: async () => [`/v1/scales/${(await recording.scale(`n-${(made += 1)}`, [0, 1])).slug}`, { name: 'New' }],
  sources: async () => [`/v1/sources/${(await recording.source(`n-${(made += 1)}`)).slug}`, { note: 'New.' }],
  events: async () => [`/v1/events/${(await recording.event(`n-${(made += 1)}`)).slug}`, { place: 'Doha' }],
  relations: async () => {
    const { id: subject } = await recording.actor(`n-${(made += 1)}`);
    return [
      `/v1/relations/${(await recording.relation(`n-${made}`, { subject, object: 'a' })).slug}`,
      { title: 'New' },
    ];
  },
  stances: async () => [`/v1/stances/${(await recording.stance({ actor: 'a', issue: 'envoy' })).id}`, { note: 'New.' }],
};

const send = (method: 'patch' | 'post', path: string, body: object, ifMatch?: string) => {
  const request = service.http[method](path).set('Authorization', `Bearer ${service.key}`);
  if (ifMatch !== undefined) void request.set('If-Match', ifMatch);
  return request.send(body);
};

describe.each(Object.entries(KINDS))('a change of one of the %s', (kind, make) => {
  const name = kind.slice(0, -1);

  it('must say which revision it means', async () => {
    const [path, changes] = await make();
    const { body } = await send('patch', path, changes).expect(428);
    expect(body).toMatchObject({ status: 428, code: 'request/if-match-required' });
    expect(await recording.get(path)).toMatchObject({ revision: 1 });
  });

  it('is refused where the revision is not the current one', async () => {
    const [path, changes] = await make();
    await send('patch', path, changes, '"1"').expect(200);
    for (const stale of ['"1"', '"3"', '"999999999"']) {
      const { body } = await send('patch', path, changes, stale).expect(412);
      expect(body).toMatchObject({ status: 412, code: `${name}/stale`, detail: expect.stringContaining('revision 2') });
    }
    expect(await recording.get(path)).toMatchObject({ revision: 2 });
  });

  it.each(['1', "'1'", '"one"', '"1', 'W/"1"', '"1", "2"', '"-1"', '"1.0"', '""', '**', '"9999999999"'])(
    'is refused where the revision is written %s',
    async (ifMatch) => {
      const [path, changes] = await make();
      const { body } = await send('patch', path, changes, ifMatch).expect(400);
      expect(body).toMatchObject({ code: 'request/if-match', errors: [{ pointer: '#If-Match' }] });
      expect(await recording.get(path)).toMatchObject({ revision: 1 });
    },
  );

  it('may mean whatever is current', async () => {
    const [path, changes] = await make();
    const { body } = await send('patch', path, changes, '*').expect(200);
    expect(body).toMatchObject({ revision: 2, ...changes });
  });

  it('gives the ETag that the next change needs', async () => {
    const [path, changes] = await make();
    const { headers: read } = await service.http.get(path).expect(200);
    expect(read['etag']).toBe('"1"');
    const { headers: changed } = await send('patch', path, changes, read['etag']).expect(200);
    expect(changed['etag']).toBe('"2"');
    const { headers: retracted } = await send('post', `${path}/retract`, { reason: 'Done.' }, changed['etag']).expect(
      200,
    );
    expect(retracted['etag']).toBe('"3"');
    expect((await service.http.get(path)).headers['etag']).toBe('"3"');
  });

  it('lets one of two through who mean the same revision, and loses no edit', async () => {
    const [path, changes] = await make();
    const notes = ['one', 'other'];
    const answers = await Promise.all(
      notes.map((changeNote) => send('patch', path, { ...changes, changeNote }, '"1"')),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    const winner = notes[answers.findIndex(({ status }) => status === 200)];
    expect(await recording.get(path)).toMatchObject({ revision: 2, changeNote: winner });
    expect(await recording.get(`${path}/history`)).toMatchObject({ items: [{ revision: 1 }, { revision: 2 }] });
  });

  it('lets one of a change and a retraction through who mean the same revision', async () => {
    const [path, changes] = await make();
    const answers = await Promise.all([
      send('patch', path, changes, '"1"'),
      send('post', `${path}/retract`, { reason: 'Wrong.' }, '"1"'),
    ]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect([409, 412]).toContain(statuses.find((status) => status !== 200));
    expect(await recording.get(path)).toMatchObject({ revision: 2 });
  });

  it('keeps all of many edits that each began with what was current', async () => {
    const [path] = await make();
    const edit = async (changeNote: string): Promise<void> => {
      for (;;) {
        const { headers } = await service.http.get(path);
        const { status } = await send('patch', path, { changeNote }, headers['etag']);
        if (status === 200) return;
        expect(status).toBe(412);
      }
    };
    const notes = ['e1', 'e2', 'e3', 'e4', 'e5'];
    await Promise.all(notes.map(edit));
    const { items } = await recording.list(`${path}/history`);
    expect(
      items
        .map(({ changeNote }) => String(changeNote))
        .slice(1)
        .toSorted(),
    ).toEqual(notes);
    expect(items.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe.each(Object.entries(KINDS))('a retraction of one of the %s', (kind, make) => {
  it('needs no revision, and keeps to one that it names', async () => {
    const [path] = await make();
    const stale = await send('post', `${path}/retract`, { reason: 'Wrong.' }, '"2"').expect(412);
    expect(stale.body).toMatchObject({ code: `${kind.slice(0, -1)}/stale` });
    const malformed = await send('post', `${path}/retract`, { reason: 'Wrong.' }, '1').expect(400);
    expect(malformed.body).toMatchObject({ code: 'request/if-match' });
    const retracted = await send('post', `${path}/retract`, { reason: 'Wrong.' }).expect(200);
    expect(retracted.body).toMatchObject({ status: 'RETRACTED', revision: 2 });
  });
});
