import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { Recording } from '../support/recording.js';
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
const rowOf = (id: string, actor = 'austria', position = '1') =>
  `${id},${actor},nuclear-ban-treaty,VOTE,${position},2017-07-07,un-conference-2017-07-07,1`;

const BROKEN = csv(HEADER, rowOf('a'), rowOf('b', 'atlantis'), rowOf('c', 'austria', '9'), rowOf('d', '"=1+1, ""x"""'));

const OFF_SCALE = { line: 4, column: 5, name: 'position', value: '9', code: 'stance/off-scale' };

it('without keepGoing nothing is recorded where a row cannot be', async () => {
  const failed = await uploading.whole({ profile: 'stances', dataset: 'all', file: BROKEN });
  expect(failed).toMatchObject({
    status: 'FAILED',
    knownAt: null,
    rows: { read: 4, rejected: 3 },
    stances: { created: 0 },
    problem: { code: 'import/rejected', detail: expect.stringContaining('line 3') },
    faults: [{ line: 3, column: 2, name: 'actor', value: 'atlantis' }, OFF_SCALE, { line: 5 }],
  });
  expect((await recording.list('/v1/stances')).items).toEqual([]);
});

it('with keepGoing the other rows are, and the faults can be had as pages and as CSV', async () => {
  const done = await uploading.whole({ profile: 'stances', dataset: 'some', keepGoing: 'true', file: BROKEN });
  expect(done).toMatchObject({
    status: 'DONE',
    keepGoing: true,
    rows: { read: 4, skipped: 0, rejected: 3 },
    stances: { created: 1 },
  });
  expect((await recording.list('/v1/stances')).items).toMatchObject([{ externalId: 'a' }]);
  const faults = done['faults'] as readonly object[];
  expect(faults).toHaveLength(3);
  const first = await recording.list(`${done.faultsUrl}?limit=2`);
  const second = await recording.list(`${done.faultsUrl}?limit=2&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items]).toEqual(faults);
  expect(second.nextCursor).toBeNull();

  const { headers, text } = await service.http.get(`${done.faultsUrl}.csv`).expect(200);
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(headers['etag']).toMatch(/^"[^"]+"$/);
  const [head, ...rows] = parse(text, { record_delimiter: '\r\n' });
  expect(head).toEqual(['line', 'column', 'name', 'value', 'code', 'detail']);
  expect(rows.map((row) => row.slice(0, 4))).toEqual([
    ['3', '2', 'actor', 'atlantis'],
    ['4', '5', 'position', '9'],
    ['5', '2', 'actor', `'=1+1, "x"`],
  ]);
});

it('a document shows the first hundred faults, the list has all', async () => {
  const rows = Array.from({ length: 120 }, (_, index) => rowOf(`x${index}`, 'nobody'));
  const failed: AnsweredImport = await uploading.whole({
    profile: 'stances',
    dataset: 'many',
    file: csv(HEADER, ...rows),
  });
  expect(failed['faults']).toHaveLength(100);
  expect((await recording.list(`${failed.faultsUrl}?limit=1000`)).items).toHaveLength(120);
  const { text } = await service.http.get(`${failed.faultsUrl}.csv`).expect(200);
  expect(text.split('\r\n')).toHaveLength(122);
});

it('a file that cannot be read at all fails with the place', async () => {
  const { content } = BROKEN as { content: string };
  const file = { content: Buffer.from(content).subarray(0, 20), fileName: 'cut.csv.gz' };
  expect(await uploading.whole({ profile: 'stances', file })).toMatchObject({
    status: 'FAILED',
    problem: { code: expect.stringMatching(/^(file|import)\//) },
    stances: { created: 0 },
  });
});
