import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.actor('iran');
  await recording.issue('envoy');
  await recording.source('press');
  for (const date of Object.keys(DAYS)) await recording.stance({ actor: 'iran', issue: 'envoy', date });
});
afterAll(() => service.close());

/** Dates, and the first and the last day that each allows. */
const DAYS: Readonly<Record<string, readonly [string, string]>> = {
  '2023-11-18': ['2023-11-18', '2023-11-18'],
  '2023-11': ['2023-11-01', '2023-11-30'],
  '2023': ['2023-01-01', '2023-12-31'],
  '202X': ['2020-01-01', '2029-12-31'],
  '2024-02-1X': ['2024-02-10', '2024-02-19'],
  '[2023-12-30,2024-01-02]': ['2023-12-30', '2024-01-02'],
  '2021/..': ['2021-01-01', '9999-12-31'],
  '../2022': ['0000-01-01', '2022-12-31'],
  '2024-02-18/2024-02-19': ['2024-02-18', '2024-02-19'],
  '2024-02-20~': ['2024-02-20', '2024-02-20'],
  '0950': ['0950-01-01', '0950-12-31'],
  '9998': ['9998-01-01', '9998-12-31'],
};

/** Windows, and the first and the last day of each. */
const WINDOWS: Readonly<Record<string, readonly [string, string]>> = {
  'from=2023-11-18&to=2023-11-18': ['2023-11-18', '2023-11-18'],
  'from=2023-11-30&to=2023-11-30': ['2023-11-30', '2023-11-30'],
  'from=2023-12-01&to=2023-12-29': ['2023-12-01', '2023-12-29'],
  'from=2023-12&to=2023-12': ['2023-12-01', '2023-12-31'],
  'from=2024&to=2024': ['2024-01-01', '2024-12-31'],
  'from=2024-01-03&to=2024-02-09': ['2024-01-03', '2024-02-09'],
  'from=2024-02-19&to=2024-02-19': ['2024-02-19', '2024-02-19'],
  'from=2024-02-20': ['2024-02-20', '9999-12-31'],
  'from=2030': ['2030-01-01', '9999-12-31'],
  'to=2020': ['0000-01-01', '2020-12-31'],
  'to=2019': ['0000-01-01', '2019-12-31'],
  'from=2022&to=2022': ['2022-01-01', '2022-12-31'],
  'from=1000&to=2019-12-31': ['1000-01-01', '2019-12-31'],
  'from=0951&to=0999': ['0951-01-01', '0999-12-31'],
  'from=202X&to=202X': ['2020-01-01', '2029-12-31'],
  'from=9999': ['9999-01-01', '9999-12-31'],
};

it.each(Object.entries(WINDOWS))('%s takes in every record that may be of its days', async (query, [first, last]) => {
  const expected = Object.entries(DAYS)
    .filter(([, [earliest, latest]]) => latest >= first && earliest <= last)
    .map(([date]) => date);
  const { items } = await recording.list(`/v1/stances?${query}`);
  expect(items.map(({ date }) => String(date)).toSorted()).toEqual(expected.toSorted());
  const ofPair = await recording.list(`/v1/stances?actor=iran&issue=envoy&${query}&sort=-date`);
  expect(ofPair.items.map(({ id }) => id)).toEqual(items.map(({ id }) => id).toReversed());
});

it('orders points by their last day and durations by their first', async () => {
  const { items } = await recording.list('/v1/stances');
  expect(items.map(({ date }) => date)).toEqual([
    '../2022',
    '0950',
    '2021/..',
    '2023-11-18',
    '2023-11',
    '2023',
    '[2023-12-30,2024-01-02]',
    '2024-02-18/2024-02-19',
    '2024-02-1X',
    '2024-02-20~',
    '202X',
    '9998',
  ]);
});

it.each([
  ['from=2024-02-19&to=2024-02-18', '?to', 'date/window-reversed'],
  ['from=2025&to=2024', '?to', 'date/window-reversed'],
  ['from=yesterday', '?from', 'date/not-edtf'],
  ['to=2024-02-30', '?to', 'date/impossible-day'],
])('refuses %s', async (query, pointer, code) => {
  expect(await recording.refusedGet(400, `/v1/stances?${query}`)).toMatchObject({ code, errors: [{ pointer, code }] });
});
