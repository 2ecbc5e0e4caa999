import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.issue('envoy');
  await recording.source('press');
});
afterAll(() => service.close());

const day = (number: number) => `2024-01-${String(number).padStart(2, '0')}`;

async function recordDays(actor: string, days: readonly number[]): Promise<string[]> {
  await recording.actor(actor);
  const ids: string[] = [];
  for (const number of days) {
    ids.push((await recording.stance({ actor, issue: 'envoy', date: day(number) })).id);
  }
  return ids;
}

it('skips and repeats nothing that stays, when rows before and after the cursor come and go', async () => {
  const ids = await recordDays('changing', [2, 4, 6, 8, 10, 12]);
  const first = await recording.list('/v1/stances?actor=changing&limit=3');
  expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 3));
  await recording.retract(`/v1/stances/${ids[0]}`);
  await recording.retract(`/v1/stances/${ids[2]}`);
  await recording.retract(`/v1/stances/${ids[4]}`);
  await recording.stance({ actor: 'changing', issue: 'envoy', date: day(1) });
  const { id: late } = await recording.stance({ actor: 'changing', issue: 'envoy', date: day(11) });
  const second = await recording.list(`/v1/stances?actor=changing&limit=3&cursor=${first.nextCursor}`);
  expect(second.items.map(({ id }) => id)).toEqual([ids[3], late, ids[5]]);
  expect(second.nextCursor).toBeNull();
});

it('goes on as it began when asked for the moment of the first page', async () => {
  const ids = await recordDays('steady', [1, 2, 3, 4]);
  const { recordedAt: knownAt } = await recording.get(`/v1/stances/${ids[3]}`);
  const first = await recording.list('/v1/stances?actor=steady&limit=2');
  for (const id of ids) await recording.retract(`/v1/stances/${id}`);
  await recording.stance({ actor: 'steady', issue: 'envoy', date: day(3) });
  const url = `/v1/stances?actor=steady&limit=2&cursor=${first.nextCursor}&knownAt=${knownAt}`;
  const second = await recording.list(url);
  expect(second.items.map(({ id }) => id)).toEqual(ids.slice(2));
  expect(second.nextCursor).toBeNull();
});

it('ends when nothing is left behind the cursor', async () => {
  const ids = await recordDays('vanishing', [1, 2, 3]);
  const first = await recording.list('/v1/stances?actor=vanishing&limit=2');
  await recording.retract(`/v1/stances/${ids[2]}`);
  expect(await recording.list(`/v1/stances?actor=vanishing&limit=2&cursor=${first.nextCursor}`)).toMatchObject({
    items: [],
    nextCursor: null,
    knownAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
  });
});
