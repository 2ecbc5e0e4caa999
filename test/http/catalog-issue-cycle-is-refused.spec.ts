import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
});
afterAll(() => service.close());

const under = (issue: string, direction = 1) => ({ broader: [{ issue, direction, weight: 1 }] });

it('refuses an issue that is broader than itself', async () => {
  const before = await recording.issue('itself');
  const refused = await recording.refusedPatch(409, '/v1/issues/itself', 1, { ...under('itself'), name: 'New' });
  expect(refused).toMatchObject({ code: 'issue/cycle' });
  expect(await recording.get('/v1/issues/itself')).toEqual(before);
  expect(await recording.get('/v1/issues/itself/history')).toEqual({ items: [before] });
});

it('refuses two issues that are each broader than the other', async () => {
  const upper = await recording.issue('upper');
  const lower = await recording.issue('lower', under('upper'));
  const refused = await recording.refusedPatch(409, '/v1/issues/upper', 1, under('lower', -1));
  expect(refused).toMatchObject({ code: 'issue/cycle' });
  expect(await recording.get('/v1/issues/upper')).toEqual(upper);
  expect(await recording.get('/v1/issues/lower')).toEqual(lower);
});

it('refuses a cycle through two others, whatever the directions of the links', async () => {
  const top = await recording.issue('top', { description: 'Top.' });
  await recording.issue('middle', under('top', -1));
  await recording.issue('bottom', under('middle'));
  const changes = { ...under('bottom'), description: null };
  expect(await recording.refusedPatch(409, '/v1/issues/top', 1, changes)).toMatchObject({ code: 'issue/cycle' });
  expect(await recording.get('/v1/issues/top')).toEqual(top);
  expect(await recording.slugs('/v1/issues?broader=bottom')).toEqual([]);
});

it('takes two ways up to one issue, which are no cycle', async () => {
  await recording.issue('roof');
  await recording.issue('left', under('roof'));
  await recording.issue('right', under('roof'));
  const broader = ['left', 'right', 'roof'].map((issue) => ({ issue, direction: 1, weight: 1 }));
  expect(await recording.issue('floor', { broader })).toMatchObject({ broader });
});

it('takes a link that was turned round in two steps', async () => {
  await recording.issue('first');
  await recording.issue('second', under('first'));
  await recording.patch('/v1/issues/second', 1, { broader: [] });
  expect(await recording.patch('/v1/issues/first', 1, under('second'))).toMatchObject(under('second'));
});

it('lets one of two editors through who would close a circle together', async () => {
  for (const name of ['north', 'south']) await recording.issue(name);
  const halves = [
    ['north', 'south'],
    ['south', 'north'],
  ] as const;
  const statuses = await Promise.all(
    halves.map(async ([issue, broader]) => {
      const request = service.http.patch(`/v1/issues/${issue}`).set('Authorization', `Bearer ${service.key}`);
      return (await request.set('If-Match', '"1"').send(under(broader))).status;
    }),
  );
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 409]);
});
