import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recording, type Refused } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { type AnsweredImport, csv, importExamples, Uploading } from '../support/uploading.js';

let service: TestApp;
let recording: Recording;
let uploading: Uploading;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  uploading = new Uploading(service);
  await importExamples(uploading);
});
afterAll(() => service.close());

const HEADER = 'externalId,actor,issue,act,position,date,source,credibility';
const rowOf = (id: string, position: number) =>
  `${id},austria,nuclear-ban-treaty,VOTE,${position},2017-07-07,un-conference-2017-07-07,1`;
const stances = (dataset: string, ...rows: string[]) => ({ profile: 'stances', dataset, file: csv(HEADER, ...rows) });

const undo = (id: string, key = service.key) =>
  service.http.post(`/v1/imports/${id}/undo`).set('Authorization', `Bearer ${key}`);

async function undone(id: string): Promise<AnsweredImport> {
  const { body, headers } = await undo(id).expect(202);
  const begun = body as AnsweredImport;
  expect(headers['location']).toBe(`/v1/imports/${begun.id}`);
  return uploading.ended(begun.id);
}

async function refused(status: number, id: string): Promise<Refused> {
  return (await undo(id).expect(status)).body as Refused;
}

it('by an import of its own, after which the stances are as before', async () => {
  const first = await uploading.whole(stances('own', rowOf('a', 1), rowOf('b', 1)));
  const second = await uploading.whole({
    ...stances('own', rowOf('a', 2), rowOf('c', 0)),
    retractMissing: 'true',
  });
  const taken = await undone(second.id);
  expect(taken).toMatchObject({
    status: 'DONE',
    undoes: second.id,
    undoneBy: null,
    dataset: 'own',
    recordedBy: 'key 1',
    problem: null,
  });
  expect(await recording.get(`/v1/imports/${second.id}`)).toMatchObject({ undoneBy: taken.id, status: 'DONE' });
  const positions = async (knownAt = '') =>
    (await recording.list(`/v1/stances?actor=austria${knownAt}`)).items
      .map(({ externalId, position }) => `${String(externalId)} ${String(position)}`)
      .toSorted();
  expect(await positions()).toEqual(await positions(`&knownAt=${first.knownAt}`));
  expect(await positions(`&knownAt=${second.knownAt}`)).toEqual(['a 2', 'c 0']);
  const { items } = await recording.list(taken.changesUrl);
  expect(new Set(items.map(({ change }) => change))).toEqual(new Set(['ADD', 'DEL', 'MOD']));
});

it('once, and only where there is something to undo', async () => {
  const done = await uploading.whole(stances('once', rowOf('x', 1)));
  const taken = await undone(done.id);
  expect(await refused(409, done.id)).toMatchObject({ code: 'import/not-undoable' });
  expect(await refused(409, taken.id)).toMatchObject({ code: 'import/not-undoable' });
  const failed = await uploading.whole(stances('once', rowOf('y', 9)));
  expect(await refused(409, failed.id)).toMatchObject({ code: 'import/not-undoable' });
  const tried = await uploading.whole({ ...stances('once', rowOf('y', 1)), dryRun: 'true' });
  expect(await refused(409, tried.id)).toMatchObject({ code: 'import/not-undoable' });
  expect(await refused(404, '019b0000-0000-7000-8000-000000000000')).toMatchObject({ code: 'import/not-found' });
});

it('with the scope write:stances and without a body', async () => {
  const { id } = await uploading.whole(stances('scoped', rowOf('s', 1)));
  const { body } = await undo(id, await service.keyFor('write:catalog')).expect(403);
  expect(body).toMatchObject({ code: 'access/scope-missing' });
  const { body: refusal } = await undo(id).send({ reason: 'x' }).expect(400);
  expect(refusal).toMatchObject({ code: 'request/no-body' });
  await undo(id, await service.keyFor('write:stances')).expect(202);
});
