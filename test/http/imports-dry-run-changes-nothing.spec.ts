import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { example, importExamples, Uploading } from '../support/uploading.js';

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

const STANCES = { profile: 'stances', file: example('stances', 'stances.csv') };
const READS = ['/v1/stances?count=exact', '/v1/actors', '/v1/positions?on=2017-07-07'];

it('a dry run says what would be done, and does not do it', async () => {
  const before = await Promise.all(READS.map((read) => recording.bytes(read)));
  const tried = await uploading.whole({ ...STANCES, dryRun: 'true' });
  expect(tried).toMatchObject({
    status: 'DONE',
    dryRun: true,
    knownAt: null,
    rows: { read: 8, rejected: 0 },
    stances: { created: 8 },
    problem: null,
  });
  expect(await Promise.all(READS.map((read) => recording.bytes(read)))).toEqual(before);
  expect(await recording.get(tried.changesUrl)).toEqual({ items: [], nextCursor: null });
});

it('the same without it does what the dry run said', async () => {
  const tried = await uploading.whole({ ...STANCES, dryRun: 'true' });
  const done = await uploading.whole({ ...STANCES, dryRun: 'false' });
  expect(done['stances']).toEqual(tried['stances']);
  expect(done.knownAt).not.toBeNull();
});

it('a dry run is listed though the data are as before', async () => {
  const list = () => recording.list('/v1/imports?count=exact');
  const { count = 0 } = await list();
  const { id } = await uploading.whole({ ...STANCES, dryRun: 'true' });
  const after = await list();
  expect(after.count).toBe(count + 1);
  expect(after.items[0]).toMatchObject({ id, dryRun: true, status: 'DONE' });
});
