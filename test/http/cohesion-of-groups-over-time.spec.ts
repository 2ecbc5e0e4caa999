import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Distribution, type DistributionItem } from '../support/distribution.js';
import { Recording, type Recorded } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
let before: string;
let late: Recorded;

const VOTES: readonly (readonly [
  issue: string,
  event: string,
  date: string,
  votes: Readonly<Record<string, number>>,
])[] = [
  ['rc-1', 'session-1', '2022-03-10', { founder: 1, leaver: 1, guest: -1 }],
  ['rc-2', 'session-1', '2022-09-20', { founder: 1, leaver: -1, guest: -1 }],
  ['rc-3', 'session-2', '2023-03-10', { founder: 1, joiner: 1, leaver: -1, guest: -1 }],
  ['rc-4', 'session-2', '2023-05-02', { founder: 1, joiner: 0 }],
];

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.source('press');
  for (const slug of ['union', 'empty', 'founder', 'leaver', 'joiner', 'guest', 'part-of-founder']) {
    await recording.actor(slug, slug === 'union' ? { kind: 'IGO' } : {});
  }
  await recording.event('session-1', { date: '2022-01/2022-12' });
  await recording.event('session-2', { date: '2023-01/2023-12' });
  await recording.issue('votes', { scale: 'vote-3' });
  for (const issue of ['rc-1', 'rc-2', 'rc-3', 'rc-4']) {
    await recording.issue(issue, { scale: 'vote-3', broader: [{ issue: 'votes', direction: 1, weight: 1 }] });
  }
  await recording.relation('founder-in', { subject: 'founder', type: 'MEMBER_OF', object: 'union' });
  await recording.relation('leaver-in', { subject: 'leaver', type: 'MEMBER_OF', object: 'union', valid: '2020/2022' });
  await recording.relation('joiner-in', { subject: 'joiner', type: 'PART_OF', object: 'union', valid: '2023/..' });
  await recording.relation('guest-leads', { subject: 'guest', type: 'LEADS', object: 'union' });
  await recording.relation('part-in', { subject: 'part-of-founder', type: 'PART_OF', object: 'founder' });
  const retracted = await recording.relation('guest-in', { subject: 'guest', type: 'MEMBER_OF', object: 'union' });
  await recording.retract(`/v1/relations/${retracted.slug}`);
  for (const [issue, event, date, votes] of VOTES) {
    for (const [actor, position] of Object.entries(votes)) {
      await recording.stance({ actor, issue, event, date, position, act: 'VOTE' });
    }
  }
  before = (await recording.get<Distribution>('/v1/cohesion?on=2024')).knownAt;
  late = await recording.stance({
    actor: 'guest',
    issue: 'rc-4',
    event: 'session-2',
    date: '2023-05-02',
    position: -1,
  });
  await recording.relation('guest-in-after-all', { subject: 'guest', type: 'MEMBER_OF', object: 'union' });
}, 60_000);
afterAll(() => service.close());

const cohesion = (query: string) => recording.get<Distribution>(`/v1/cohesion?${query}`);
const row = ({ counts, event, issue, on, reason, start, value }: DistributionItem) =>
  [issue, on ?? event ?? start, value ?? reason, JSON.stringify(counts)].join(' ');

describe('a group of actors', () => {
  it('has those for members that a relation makes members on that day', async () => {
    const { items, members } = await cohesion(`group=union&on=2022-12-31&issue=rc-1,rc-2&knownAt=${before}`);
    expect(members).toEqual(['founder', 'leaver']);
    expect(items.map(row)).toEqual(['rc-1 2022-12-31 1 {"1":2}', 'rc-2 2022-12-31 0.25 {"1":1,"-1":1}']);
    expect((await cohesion(`group=union&on=2023-01-01&issue=rc-1&knownAt=${before}`)).members).toEqual([
      'founder',
      'joiner',
    ]);
  });

  it('is not joined before it is recorded that somebody belongs to it, as known then', async () => {
    expect((await cohesion('group=union&on=2022-12-31&issue=rc-1')).members).toEqual(['founder', 'guest', 'leaver']);
    expect((await cohesion(`group=union&on=2022-12-31&issue=rc-1&knownAt=${before}`)).members).toHaveLength(2);
  });

  it('links to the records of its members', async () => {
    const { recordsUrl } = await cohesion(`group=union&on=2022-12-31&issue=rc-2&knownAt=${before}`);
    const { items } = await recording.list(recordsUrl);
    expect(items.map((stance) => stance['actor'])).toEqual(['founder', 'leaver']);
  });

  it('counts at each place who was a member then', async () => {
    const { items, members } = await cohesion(
      `group=union&issue=votes&rollup=broader&interval=event&knownAt=${before}`,
    );
    expect(members).toEqual(['founder', 'joiner', 'leaver']);
    expect(items.map(row)).toEqual([
      'rc-1 session-1 1 {"1":2}',
      'rc-2 session-1 0.25 {"1":1,"-1":1}',
      'rc-3 session-2 1 {"1":2}',
      'rc-4 session-2 0.25 {"0":1,"1":1}',
    ]);
  });
});

describe('over time', () => {
  it('has the positions of each interval, and the mean of its issues', async () => {
    const { counts, items, means, rollup } = await cohesion(
      `issue=votes&rollup=broader&from=2022&to=2023&interval=year&knownAt=${before}`,
    );
    expect(rollup).toEqual({ issues: 5, leftOut: [] });
    expect(items.map(row)).toEqual([
      `rc-1 2022-01-01 ${(2 - 0.5) / 3} {"1":2,"-1":1}`,
      `rc-2 2022-01-01 ${(2 - 0.5) / 3} {"1":1,"-1":2}`,
      'rc-3 2023-01-01 0.25 {"1":2,"-1":2}',
      'rc-4 2023-01-01 0.25 {"0":1,"1":1}',
    ]);
    expect(items[0]).toMatchObject({ start: '2022-01-01', end: '2023-01-01' });
    expect(means).toEqual([
      { start: '2022-01-01', end: '2023-01-01', measure: 'hix-noury-roland', value: 0.5, reason: null, issues: 2 },
      { start: '2023-01-01', end: '2024-01-01', measure: 'hix-noury-roland', value: 0.25, reason: null, issues: 2 },
    ]);
    expect(counts).toEqual({ actors: 4, issues: 4, places: 2, withoutValue: 0 });
  });

  it('has every interval of an issue that is named, also where nobody has a position', async () => {
    const { items } = await cohesion(`issue=rc-1&from=2022-01&to=2022-06&interval=month`);
    expect(items.map(({ n, reason, start }) => [start, n, reason])).toEqual([
      ['2022-01-01', 0, 'too-few'],
      ['2022-02-01', 0, 'too-few'],
      ['2022-03-01', 3, null],
      ['2022-04-01', 0, 'too-few'],
      ['2022-05-01', 0, 'too-few'],
      ['2022-06-01', 0, 'too-few'],
    ]);
  });

  it('carries positions of so many days, when asked', async () => {
    const { items } = await cohesion(`issue=rc-1&from=2022-01&to=2022-06&interval=month&maxAge=60`);
    expect(items.map(({ n }) => n)).toEqual([0, 0, 3, 3, 0, 0]);
  });

  it('has events in the order of time, with their days, and those of a window alone', async () => {
    const { items, means } = await cohesion(`issue=rc-1,rc-3&interval=event&knownAt=${before}`);
    expect(items.map(({ end, event, start }) => [event, start, end])).toEqual([
      ['session-1', '2022-01-01', '2023-01-01'],
      ['session-2', '2023-01-01', '2024-01-01'],
    ]);
    expect(means.map(({ event, issues, value }) => [event, issues, value])).toEqual([
      ['session-1', 1, 0.5],
      ['session-2', 1, 0.25],
    ]);
    expect((await cohesion('issue=rc-1,rc-3&interval=event&from=2023')).items.map(({ issue }) => issue)).toEqual([
      'rc-3',
    ]);
  });

  it('links to the records of each figure', async () => {
    const events = await cohesion(
      `issue=votes&rollup=broader&interval=event&event=session-1,session-2&knownAt=${before}`,
    );
    expect(events.recordsUrl).toMatch(/\{&issue,event\}$/);
    for (const { event, issue, n } of events.items) {
      const url = events.recordsUrl.replace('{&issue,event}', `&issue=${issue}&event=${event}`);
      expect((await recording.list(url)).items).toHaveLength(n);
    }
    const years = await cohesion(`issue=votes&rollup=broader&from=2022&to=2023&interval=year&knownAt=${before}`);
    for (const { issue, n, start } of years.items) {
      const year = start!.slice(0, 4);
      const url = years.recordsUrl.replace('{&issue,from,to}', `&issue=${issue}&from=${year}&to=${year}`);
      expect((await recording.list(url)).items).toHaveLength(n);
    }
  });
});

describe('on a day', () => {
  it('positions last known to hold longer ago are left out, when asked', async () => {
    const counts = async (maxAge: string) => (await cohesion(`issue=rc-1&on=2022-03-20${maxAge}`)).items[0]!.n;
    expect([await counts(''), await counts('&maxAge=10'), await counts('&maxAge=9')]).toEqual([3, 3, 0]);
  });

  it('the same is answered for a moment of the past, to the byte', async () => {
    const asked = [
      `/v1/cohesion?on=2024&knownAt=${before}`,
      `/v1/polarization?group=union&interval=event&knownAt=${before}`,
      `/v1/cohesion?issue=votes&rollup=broader&from=2022&to=2023&knownAt=${before}`,
    ];
    const answers = await Promise.all(asked.map((path) => recording.bytes(path)));
    await recording.retract(`/v1/stances/${late.id}`);
    await recording.retract('/v1/relations/leaver-in');
    expect(await Promise.all(asked.map((path) => recording.bytes(path)))).toEqual(answers);
    expect((await cohesion('group=union&on=2022-12-31&issue=rc-1')).members).toEqual(['founder', 'guest']);
  });
});
