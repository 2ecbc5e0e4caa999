import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['turning', 'contested', 'standing', 'vague', 'silent', 'gone', 'crowd', 'voter']) {
    await recording.actor(slug);
  }
  await recording.issue('envoy');
  await recording.issue('roll-call', { scale: 'vote-3' });
  await recording.source('press');
  await recording.source('leaks');
  for (const [date, position] of Object.entries({ '2023-01-10': 2, '2023-03-01': -1, '2023-05-01': -1 })) {
    await recording.stance({ actor: 'turning', issue: 'envoy', date, position });
  }
  await recording.stance({ actor: 'turning', issue: 'envoy', date: '2023-06-01', position: null });
  for (const position of [2, -2, 1]) {
    await recording.stance({ actor: 'contested', issue: 'envoy', date: '2023-04-01', position });
  }
  await recording.stance({ actor: 'standing', issue: 'envoy', date: '2021/2023-04-15', position: 2 });
  await recording.stance({ actor: 'standing', issue: 'roll-call', date: '../2022', position: 1 });
  await recording.stance({ actor: 'vague', issue: 'envoy', date: '2023-02', position: 1 });
  await recording.stance({ actor: 'silent', issue: 'envoy', date: '2023-01-01', position: null });
  const { id } = await recording.stance({ actor: 'gone', issue: 'envoy', date: '2023-01-01', position: 2 });
  await recording.retract(`/v1/stances/${id}`);
  for (let time = 0; time < 7; time += 1) {
    await recording.stance({ actor: 'crowd', issue: 'envoy', date: '2023-01-01', position: 0 });
  }
  await recording.stance({
    actor: 'voter',
    issue: 'roll-call',
    date: '2023-01-01',
    position: -1,
    act: 'VOTE',
    channel: 'OFFICIAL_DOCUMENT',
    confidence: 'HIGH',
    target: 'turning',
    speaker: 'silent',
  });
  const citations = [{ source: 'leaks', credibility: 5 }];
  await recording.stance({ actor: 'voter', issue: 'roll-call', date: '2023-02-01', position: 1, citations });
});
afterAll(() => service.close());

interface Cell {
  readonly [field: string]: unknown;
  readonly records: readonly string[];
}

const cells = async (query: string) => (await recording.get<{ cells: Cell[] }>(`/v1/positions?${query}`)).cells;

/** Position, since, age and number of records of one cell, or undefined. */
const cellOf = async (actor: string, on: string, issue = 'envoy', more = '') => {
  const [cell] = await cells(`actor=${actor}&issue=${issue}&on=${on}${more}`);
  return cell && [cell['position'], cell['since'], cell['ageDays'], cell['n']];
};

describe('a position', () => {
  it.each([
    ['2023-01-09', undefined],
    ['2023-01-10', [2, '2023-01-10', 0, 1]],
    ['2023-02-28', [2, '2023-01-10', 49, 1]],
    ['2023-03-01', [-1, '2023-03-01', 0, 1]],
    ['2023-04-30', [-1, '2023-03-01', 60, 1]],
    ['2023-05-02', [-1, '2023-03-01', 1, 1]],
    ['2023-06-02', [-1, '2023-03-01', 32, 1]],
    ['2024', [-1, '2023-03-01', 610, 1]],
  ])('is the last one taken by %s', async (on, expected) => {
    expect(await cellOf('turning', on)).toEqual(expected);
  });

  it.each([
    ['2020-12-31', undefined],
    ['2021-01-01', [2, '2021-01-01', 0, 1]],
    ['2023-04-15', [2, '2021-01-01', 0, 1]],
    ['2023-04-20', [2, '2021-01-01', 5, 1]],
  ])('is held throughout a duration, and ages after it (%s)', async (on, expected) => {
    expect(await cellOf('standing', on)).toEqual(expected);
  });

  it('of a duration with an open beginning has no first day', async () => {
    expect(await cellOf('standing', '1900', 'roll-call')).toEqual([1, null, 0, 1]);
    expect(await cellOf('standing', '2023-01-31', 'roll-call')).toEqual([1, null, 31, 1]);
  });

  it('of an imprecise date is certain from its last day on', async () => {
    expect(await cellOf('vague', '2023-02-27')).toBeUndefined();
    expect(await cellOf('vague', '2023-02-28')).toEqual([1, '2023-02-28', 0, 1]);
  });

  it('that records of one day dispute is the one recorded last, and contested', async () => {
    const [cell] = await cells('actor=contested&on=2023-05-01');
    expect(cell).toMatchObject({ position: 1, score: 0.5, contested: true, n: 3, ageDays: 30 });
    expect(cell!.records).toHaveLength(3);
    expect(cell!.records).toEqual([...cell!.records].toSorted().toReversed());
  });

  it('is missing, not zero, where none is known', async () => {
    expect(await cells('actor=silent&on=2024')).toEqual([]);
    expect(await cells('actor=gone&on=2024')).toEqual([]);
  });

  it('lists five records at most, and counts all', async () => {
    const [cell] = await cells('actor=crowd&on=2024');
    expect([cell!['n'], cell!.records.length]).toEqual([7, 5]);
  });
});

describe('the matrix', () => {
  const pairs = async (query: string) =>
    (await cells(query)).map(({ actor, issue, position }) => `${String(actor)} ${String(issue)} ${String(position)}`);

  it('has every pair that has a position, in the order of actors and issues', async () => {
    expect(await pairs('on=2024')).toEqual([
      'contested envoy 1',
      'crowd envoy 0',
      'standing envoy 2',
      'standing roll-call 1',
      'turning envoy -1',
      'vague envoy 1',
      'voter roll-call 1',
    ]);
  });

  it.each([
    ['actor=voter,standing', ['standing envoy 2', 'standing roll-call 1', 'voter roll-call 1']],
    ['issue=roll-call', ['standing roll-call 1', 'voter roll-call 1']],
    ['actor=voter&issue=envoy', []],
    ['act=VOTE', ['voter roll-call -1']],
    ['channel=OFFICIAL_DOCUMENT', ['voter roll-call -1']],
    ['confidence=HIGH,MODERATE', ['voter roll-call -1']],
    ['target=turning', ['voter roll-call -1']],
    ['speaker=silent', ['voter roll-call -1']],
    ['source=leaks', ['voter roll-call 1']],
    ['source=leaks&act=VOTE', []],
  ])('is narrowed by %s', async (query, expected) => {
    expect(await pairs(`on=2024&${query}`)).toEqual(expected);
  });

  it.each([
    ['maxAge=0', []],
    ['maxAge=243', []],
    ['maxAge=244', ['turning envoy -1']],
    ['maxAge=260', ['standing envoy 2', 'turning envoy -1']],
    ['maxAge=260&act=STATEMENT', ['standing envoy 2', 'turning envoy -1']],
    ['maxAge=274', ['contested envoy 1', 'standing envoy 2', 'turning envoy -1']],
    ['maxAge=1000000&issue=envoy&actor=vague', ['vague envoy 1']],
  ])('leaves out what is too old by %s', async (query, expected) => {
    expect(await pairs(`on=2023-12-31&${query}`)).toEqual(expected);
    const { knownAt } = await recording.get<{ knownAt: string }>('/v1/positions?on=2024');
    expect(await pairs(`on=2023-12-31&${query}&knownAt=${knownAt}`)).toEqual(expected);
  });

  it('is a bare array when asked', async () => {
    expect(await recording.get('/v1/positions?on=2024&shape=array')).toEqual(await cells('on=2024'));
  });

  it('says on which day it is, by which formula and from which state of the data', async () => {
    expect(await recording.get('/v1/positions?on=2023-02&act=VOTE')).toMatchObject({
      on: '2023-02-28',
      method: { id: 'last', version: 1, parameters: { on: '2023-02-28', act: ['VOTE'] } },
      knownAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it.each([
    ['', '?on', 'request/invalid'],
    ['on=2021/..', '?on', 'date/open-end'],
    ['on=today', '?on', 'date/not-edtf'],
    ['on=2024&actor=nobody', '?actor', 'actor/unknown'],
    ['on=2024&issue=nothing', '?issue', 'issue/unknown'],
    ['on=2024&source=nothing', '?source', 'source/unknown'],
    ['on=2024&act=SPEECH', '?act', 'request/invalid'],
    ['on=2024&limit=5', '?limit', 'request/invalid'],
    ['on=2024&maxAge=-1', '?maxAge', 'request/invalid'],
    ['on=2024&maxAge=1.5', '?maxAge', 'request/invalid'],
  ])('is refused for "%s"', async (query, pointer, code) => {
    expect(await recording.refusedGet(400, `/v1/positions?${query}`)).toMatchObject({ code, errors: [{ pointer }] });
  });
});
