import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { GeneratedHistory } from '../support/generated-history.js';
import { Recording } from '../support/recording.js';
import { RememberedAnswers } from '../support/remembered-answers.js';
import { Seeded } from '../support/seeded.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
});
afterAll(() => service.close());

const STANCE_LISTS = [
  'limit=4',
  'limit=5&sort=-date',
  'limit=1000&shape=array',
  'limit=3&count=exact&sort=-date&status=PUBLISHED,RETRACTED',
  'status=RETRACTED',
  'actor=iran,taliban&issue=envoy,boycott&limit=3',
  'actor=late',
  'issue=envoy,late',
  'target=iran,late',
  'speaker=iran',
  'event=doha&count=exact',
  'event=late',
  'source=irna',
  'source=press,late',
  'act=ABSENCE,REFUSAL',
  'channel=LEAK&confidence=LOW,HIGH',
  'q=envoy',
  'q=100%25',
  'externalId=row/3',
  'from=2024-02&to=2024-02&limit=3',
  'to=2023&sort=-date',
  'from=2024-02-16',
].map((query) => `/v1/stances?${query}`);

const SLUGS = ['iran', 'russia', 'late', 'unused', 'envoy', 'roll-call', 'broad', 'irna', 'doha', 'talks', 'support-5'];
const CATALOG = [
  ...['actors', 'issues', 'scales', 'sources', 'events', 'relations'].flatMap((kind) => [
    `/v1/${kind}?limit=2&count=exact`,
    `/v1/${kind}?sort=-slug&status=ACTIVE,RETRACTED&shape=array`,
    `/v1/${kind}?status=RETRACTED`,
    `/v1/${kind}?q=named`,
    `/v1/${kind}/late`,
    ...SLUGS.map((slug) => `/v1/${kind}/${slug}`),
  ]),
  '/v1/actors?kind=IGO',
  '/v1/actors?identifier=cow:7',
  '/v1/issues?broader=broad',
  '/v1/issues?broader=late',
  '/v1/issues?scale=late,support-5',
  '/v1/sources?reliability=A',
  '/v1/events?participant=russia',
  '/v1/events?participant=late',
  '/v1/events?from=2024-03',
  '/v1/relations?actor=late',
  '/v1/relations?subject=taliban&on=2024-01-01',
];

const INTERVALS = ['day', 'week', 'month', 'quarter', 'year'] as const;
const TIMELINES = [
  ...INTERVALS.flatMap((interval) =>
    ['last', 'mean'].flatMap((method) => [
      `actor=iran,taliban&issue=envoy,boycott&interval=${interval}&method=${method}&from=2023-10&to=2024-03`,
      `issue=roll-call&interval=${interval}&method=${method}&from=2024-02-10&to=2024-02-20&fill=previous`,
    ]),
  ),
  'actor=iran&interval=change',
  'actor=russia&interval=change&from=2024-01-10&fill=previous',
  'actor=iran&interval=month',
  'issue=envoy&interval=quarter&fill=previous&from=2024',
  'issue=envoy&interval=year&to=2023&shape=array',
  'issue=late&interval=month',
  'actor=late&interval=month&from=2023&to=2025',
  'issue=envoy&interval=month&act=STATEMENT,VOTE&channel=LEAK,ON_RECORD&from=2023-10&to=2024-04&fill=previous',
  'issue=envoy&interval=week&source=irna&confidence=LOW,HIGH&method=mean',
  'issue=envoy&interval=change&event=doha&target=iran',
].map((query) => `/v1/timeline?${query}`);

const POSITIONS = [
  'on=2024-12-31',
  'on=2024-02-15',
  'on=2023',
  'on=2024-02&actor=iran,taliban',
  'on=2024-02&issue=envoy&shape=array',
  'on=2024-12-31&actor=late',
  'on=2024-02-15&act=STATEMENT,ACTION,REFUSAL',
  'on=2024-12-31&channel=LEAK&source=press,irna',
  'on=2024-12-31&speaker=iran&actor=iran',
  'on=2024-02-15&maxAge=20',
  'on=2024-02-15&maxAge=20&act=STATEMENT,VOTE',
].map((query) => `/v1/positions?${query}`);

const SHIFTS = [
  'limit=2',
  'actor=iran&limit=1',
  'issue=envoy,boycott&since=2024-01&until=2024-02&shape=array',
  'since=2024-02-02',
  'until=2024-01&actor=taliban,russia&issue=roll-call,envoy',
  'act=STATEMENT,VOTE,ACTION&limit=3',
  'issue=late',
  'minSize=2&limit=2',
  'around=doha&limit=3',
  'around=doha&days=0&minSize=1.5&act=STATEMENT,VOTE,ACTION',
  'around=late&days=400',
].map((query) => `/v1/shifts?${query}`);

const COMPARISONS = [
  '?issue=envoy,roll-call&from=2023-12&to=2024-03',
  '?issue=boycott&from=2024-01&to=2024-02-15&maxAge=30&actor=iran,russia',
  '?issue=late,envoy&from=2024&to=2024-12-31&shape=array',
  '?issue=envoy&from=2024-01&to=2024-12&act=STATEMENT,VOTE&source=irna',
  '/actors?a=iran&b=taliban&on=2024-02',
  '/actors?a=russia&b=late&on=2024-12-31',
  '/actors?a=iran&b=russia&on=2024-02-10&maxAge=10&channel=LEAK,ON_RECORD',
].map((query) => `/v1/comparison${query}`);

const DISTRIBUTIONS = [
  'cohesion?on=2024-12-31&minN=1',
  'cohesion?on=2024-02-15&issue=envoy,roll-call&measure=rice,consensus,van-der-eijk&maxAge=40',
  'cohesion?from=2023-10&to=2024-03&interval=month&act=STATEMENT,VOTE',
  'cohesion?interval=event&minN=1&shape=array',
  'cohesion?issue=broad&rollup=broader&from=2023&to=2024',
  'polarization?on=2024-12-31&issue=late,envoy&alpha=0.5',
  'polarization?interval=event&actor=iran,taliban,russia&measure=reynal-querol',
  'divergence',
  'divergence?on=2024-02-20&maxAge=60&actor=iran,russia',
  'divergence?issue=envoy&minGap=0.5&channel=LEAK,ON_RECORD',
].map((query) => `/v1/${query}`);

const STEPS = 24;

it(`answers as it did, byte for byte, after ${STEPS} more changes`, async () => {
  const history = new GeneratedHistory(recording, new Seeded(20240219));
  const answers = new RememberedAnswers(recording);
  await history.begin();
  for (let times = 0; times < 40; times += 1) await history.record();
  const questions = [
    ...STANCE_LISTS,
    ...CATALOG,
    ...TIMELINES,
    ...POSITIONS,
    ...SHIFTS,
    ...COMPARISONS,
    ...DISTRIBUTIONS,
  ];
  for (let step = 0; step < STEPS; step += 1) {
    for (let times = 0; times < 3; times += 1) await history.step();
    if (step === 8) await history.addLate();
    if (step === 16) await history.retractUnused();
    const few = questions.filter((_, index) => index % 4 === step % 4);
    await answers.remember([...few, ...history.stances.slice(0, 6).map((id) => `/v1/stances/${id}`)]);
  }
  expect(answers.urlsWithSeveralAnswers).toBeGreaterThan(100);
  expect((await answers.differences()).slice(0, 3)).toEqual([]);
}, 120_000);
