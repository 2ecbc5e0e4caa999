import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['iran', 'china', 'russia']) await recording.actor(slug);
  for (const slug of ['envoy', 'water', 'trade', 'unasked']) await recording.issue(slug);
  await recording.source('press');
  await recording.stance({ actor: 'iran', issue: 'water', date: '2024-01-05' });
  await recording.stance({ actor: 'iran', issue: 'envoy', date: '2024-01-05', position: null });
  await recording.stance({ actor: 'china', issue: 'envoy', date: '2024-02-05' });
});
afterAll(() => service.close());

interface Timeline {
  readonly series: readonly { actor: string; issue: string; points: readonly { start: string; n: number }[] }[];
  readonly knownAt: string;
}

const pairs = async (query: string) =>
  (await recording.get<Timeline>(`/v1/timeline?${query}`)).series.map(({ actor, issue }) => `${actor} ${issue}`);

describe('a timeline', () => {
  it('of one actor has a series for each issue with records, in the order of the issues', async () => {
    expect(await pairs('actor=iran')).toEqual(['iran envoy', 'iran water']);
  });

  it('of one issue has a series for each actor with records', async () => {
    expect(await pairs('issue=envoy')).toEqual(['china envoy', 'iran envoy']);
    expect(await pairs('issue=unasked')).toEqual([]);
  });

  it('of actors and issues has a series for each of both, as they were asked for, also without records', async () => {
    expect(await pairs('actor=iran,china&issue=water,envoy')).toEqual([
      'iran water',
      'iran envoy',
      'china water',
      'china envoy',
    ]);
  });

  it('has no series of a pair whose records were all retracted, and has it before', async () => {
    await recording.issue('gas');
    const { id } = await recording.stance({ actor: 'russia', issue: 'gas', date: '2024-01-05' });
    const { knownAt } = await recording.get<Timeline>('/v1/timeline?actor=russia');
    await recording.retract(`/v1/stances/${id}`);
    expect(await pairs('actor=russia')).toEqual([]);
    expect(await pairs(`actor=russia&knownAt=${knownAt}`)).toEqual(['russia gas']);
    expect(await pairs('issue=gas')).toEqual([]);
    expect(await pairs(`issue=gas&knownAt=${knownAt}`)).toEqual(['russia gas']);
  });

  it('has no series of a pair that was recorded later', async () => {
    await recording.actor('late');
    await recording.stance({ actor: 'late', issue: 'trade', date: '2024-01-05' });
    const { knownAt } = await recording.get<Timeline>('/v1/timeline?actor=late');
    await recording.stance({ actor: 'late', issue: 'water', date: '2024-01-05' });
    expect(await pairs('actor=late')).toEqual(['late trade', 'late water']);
    expect(await pairs(`actor=late&knownAt=${knownAt}`)).toEqual(['late trade']);
  });

  it('follows a stance that was revised to another pair', async () => {
    await recording.actor('moved');
    const { id } = await recording.stance({ actor: 'moved', issue: 'trade', date: '2024-01-05' });
    const { knownAt } = await recording.get<Timeline>('/v1/timeline?actor=moved');
    await recording.patch(`/v1/stances/${id}`, 1, { issue: 'water' });
    expect(await pairs('actor=moved')).toEqual(['moved water']);
    expect(await pairs(`actor=moved&knownAt=${knownAt}`)).toEqual(['moved trade']);
  });

  it.each([
    ['', '?actor', 'timeline/actor-or-issue-required'],
    ['from=2024', '?actor', 'timeline/actor-or-issue-required'],
    ['actor=nobody', '?actor', 'actor/unknown'],
    ['issue=nothing', '?issue', 'issue/unknown'],
    ['actor=iran&interval=decade', '?interval', 'request/invalid'],
    ['actor=iran&interval=change&method=mean', '?method', 'timeline/change-is-last'],
    ['actor=iran&method=median', '?method', 'request/invalid'],
    ['actor=iran&fill=zero', '?fill', 'request/invalid'],
    ['actor=iran&from=2024&to=2023', '?to', 'date/window-reversed'],
    ['actor=iran&from=May', '?from', 'date/not-edtf'],
    ['actor=iran&limit=5', '?limit', 'request/invalid'],
  ])('is refused for "%s"', async (query, pointer, code) => {
    expect(await recording.refusedGet(400, `/v1/timeline?${query}`)).toMatchObject({ code, errors: [{ pointer }] });
  });
});
