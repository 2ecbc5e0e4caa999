import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recording, stanceOf } from '../support/recording.js';
import { RememberedAnswers } from '../support/remembered-answers.js';
import { Seeded } from '../support/seeded.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.actor('iran');
  await recording.actor('taliban');
  await recording.issue('envoy');
  await recording.source('press');
  await recording.stance({ actor: 'taliban', issue: 'envoy', date: '2022-05' });
});
afterAll(() => service.close());

const seeded = new Seeded(200);

const twoDigits = (number: number) => String(number).padStart(2, '0');

/** Two and a half years, some months of them without any record. */
function someDate(): string {
  const month = `20${22 + seeded.below(3)}-${twoDigits(1 + seeded.below(4) * 2 + seeded.below(4))}`;
  const day = `${month}-${twoDigits(1 + seeded.below(28))}`;
  const severalMonths = [`[${month},20${22 + seeded.below(3)}-11-08]`, month.slice(0, 4)];
  const durations = [`${month}/${day}`, `../${day}`, `${month}/..`];
  return seeded.oneOf([day, day, day, day, day, month, `${month}-1X`, `${day}~`, ...severalMonths, ...durations]);
}

const someStance = () =>
  stanceOf({ actor: 'iran', issue: 'envoy', position: seeded.oneOf([-2, -1, 0, 1, 2, null]), date: someDate() });

/** Records `count` stances, some at a time; their ids. */
async function record(count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const some = Array.from({ length: Math.min(5, count - ids.length) }, async () => recording.stance(someStance()));
    for (const { id } of await Promise.all(some)) ids.push(id);
  }
  return ids;
}

const WINDOWS = ['', '&from=2022-06-15&to=2024-02-10', '&from=2023-02', '&to=2023-03-31', '&from=2021&to=2021'];
const QUESTIONS = [
  ...['month', 'quarter', 'year', 'week', 'change'].flatMap((interval) =>
    WINDOWS.flatMap((window) =>
      (interval === 'change' ? ['last'] : ['last', 'mean']).flatMap((method) =>
        ['none', 'previous'].map(
          (fill) => `/v1/timeline?issue=envoy&interval=${interval}${window}&method=${method}&fill=${fill}`,
        ),
      ),
    ),
  ),
  '/v1/timeline?actor=iran&issue=envoy&interval=day&from=2024-01&to=2024-02&fill=previous',
  '/v1/timeline?actor=iran&issue=envoy&interval=month&act=STATEMENT',
  '/v1/stances?actor=iran&issue=envoy&limit=90&count=exact',
  '/v1/positions?on=2023-06-30',
  '/v1/positions?on=2030-01-01',
  '/v1/shifts?limit=40',
];

// From 200 records on, a pair has a rollup by month that answers questions about now, and not those about the past.
it('answers as it did before and after the pair is rolled up by month', async () => {
  const answers = new RememberedAnswers(recording);
  const ids = await record(196);
  await answers.remember(QUESTIONS);
  ids.push(...(await record(8)));
  await answers.remember(QUESTIONS);
  for (const id of ids.slice(0, 12)) await recording.patch(`/v1/stances/${id}`, 1, { ...someStance() });
  for (const id of ids.slice(12, 20)) await recording.retract(`/v1/stances/${id}`);
  await answers.remember(QUESTIONS);
  expect(answers.urlsWithSeveralAnswers).toBeGreaterThan(60);
  expect((await answers.differences()).slice(0, 2)).toEqual([]);
}, 120_000);

it('empties a month of the rollup when its last record goes', async () => {
  const answers = new RememberedAnswers(recording);
  const lonely = { actor: 'taliban', issue: 'envoy' };
  for (let times = 0; times < 210; times += 15) {
    const some = Array.from({ length: 15 }, () => recording.stance({ ...lonely, date: '2020-01-15' }));
    await Promise.all(some);
  }
  const { id } = await recording.stance({ ...lonely, position: -2, date: '2020-03-10' });
  const questions = [
    '/v1/timeline?actor=taliban&issue=envoy&from=2020-01&to=2020-04&fill=previous',
    '/v1/timeline?actor=taliban&issue=envoy&from=2020-01&to=2020-04&method=mean',
  ];
  const months = async () => {
    const { series } = await recording.get<{ series: { points: { start: string; n: number }[] }[] }>(questions[1]!);
    return series[0]!.points.map(({ n, start }) => [start, n]);
  };
  await answers.remember(questions);
  expect(await months()).toEqual([
    ['2020-01-01', 210],
    ['2020-03-01', 1],
  ]);
  await recording.patch(`/v1/stances/${id}`, 1, { date: '2020-02-10' });
  await answers.remember(questions);
  expect(await months()).toEqual([
    ['2020-01-01', 210],
    ['2020-02-01', 1],
  ]);
  await recording.retract(`/v1/stances/${id}`);
  expect(await months()).toEqual([['2020-01-01', 210]]);
  expect(await answers.differences()).toEqual([]);
}, 60_000);
