import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { csv, Uploading } from '../support/uploading.js';

let service: TestApp;
let recording: Recording;
const ids: string[] = [];
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  const uploading = new Uploading(service);
  for (let index = 0; index < 5; index += 1) {
    const row = index === 3 ? 'x,NOTHING,X' : `actor-${index},STATE,Actor ${index}`;
    const dataset = index % 2 === 0 ? 'even' : 'odd';
    const file = csv('slug,kind,name_en', row);
    ids.push((await uploading.whole({ profile: 'actors', dataset, file })).id);
  }
});
afterAll(() => service.close());

const idsOf = async (query: string): Promise<string[]> =>
  (await recording.list(`/v1/imports?${query}`)).items.map(({ id }) => id);

it('newest first, page by page', async () => {
  const newest = ids.toReversed();
  const walked: string[] = [];
  let next = '/v1/imports?limit=2';
  for (;;) {
    const { body, headers } = await service.http.get(next).expect(200);
    walked.push(...(body as { items: { id: string }[] }).items.map(({ id }) => id));
    const [, link] = /<([^>]*)>; rel="next"/.exec(String(headers['link'])) ?? [];
    if (link === undefined) break;
    next = link;
  }
  expect(walked).toEqual(newest);
  expect(await recording.get<{ id: string }[]>('/v1/imports?shape=array&limit=1')).toMatchObject([{ id: newest[0] }]);
  expect(await recording.list('/v1/imports?count=exact&limit=1')).toMatchObject({ count: 5 });
});

it('by dataset and by status', async () => {
  expect(await idsOf('dataset=odd')).toEqual([ids[3], ids[1]]);
  expect(await idsOf('dataset=odd,even')).toHaveLength(5);
  expect(await idsOf('status=FAILED')).toEqual([ids[3]]);
  expect(await idsOf('status=DONE&dataset=odd')).toEqual([ids[1]]);
  expect(await idsOf('status=RUNNING,INTERRUPTED')).toEqual([]);
});

it('not for what cannot be meant', async () => {
  expect(await recording.refusedGet(400, '/v1/imports?dataset=none')).toMatchObject({
    code: 'dataset/unknown',
    errors: [{ pointer: '?dataset' }],
  });
  expect(await recording.refusedGet(400, '/v1/imports?status=LATE')).toMatchObject({
    errors: [{ pointer: '?status' }],
  });
  expect(await recording.refusedGet(400, '/v1/imports?knownAt=2024')).toMatchObject({
    errors: [{ pointer: '?knownAt' }],
  });
  const { nextCursor } = await recording.list('/v1/imports?limit=1');
  expect(await recording.refusedGet(400, `/v1/imports?status=DONE&cursor=${nextCursor}`)).toMatchObject({
    code: 'cursor/other-query',
  });
  expect(await recording.refusedGet(400, '/v1/imports?cursor=x')).toMatchObject({ code: 'cursor/malformed' });
});
