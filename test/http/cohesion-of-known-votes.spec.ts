import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Distribution, recordDistribution } from '../support/distribution.js';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;

/** Yes, no and abstentions of ten actors. */
const VOTES: Readonly<Record<string, readonly [number, number, number]>> = {
  unanimous: [10, 0, 0],
  even: [5, 5, 0],
  'six-three-one': [6, 3, 1],
  'seven-two-one': [7, 2, 1],
  thirds: [3, 3, 3],
  abstaining: [0, 0, 4],
};

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.source('press');
  for (let number = 0; number < 10; number += 1) await recording.actor(`a-${number}`);
  await recording.scale('yes-no', [0, 1]);
  await recording.scale('zero-to-three', [0, 1, 2, 3]);
  for (const [issue, [yes, no, abstain]] of Object.entries(VOTES)) {
    await recording.issue(issue, { scale: 'vote-3' });
    await recordDistribution(recording, issue, { '1': yes, '-1': no, '0': abstain }, { act: 'VOTE' });
  }
  await recording.issue('degrees');
  await recordDistribution(recording, 'degrees', { '2': 3, '1': 3, '0': 1, '-1': 1, '-2': 2 });
  await recording.issue('ends');
  await recordDistribution(recording, 'ends', { '2': 5, '-2': 5 });
  await recording.issue('level');
  await recordDistribution(recording, 'level', { '-2': 2, '-1': 2, '0': 2, '1': 2, '2': 2 });
  await recording.issue('pair', { scale: 'yes-no' });
  await recordDistribution(recording, 'pair', { '0': 1, '1': 3 });
  await recording.issue('no-middle', { scale: 'zero-to-three' });
  await recordDistribution(recording, 'no-middle', { '0': 1, '1': 1, '2': 3, '3': 1 });
  await recording.issue('lonely');
  await recordDistribution(recording, 'lonely', { '1': 1 });
  await recording.issue('unheard');
}, 60_000);
afterAll(() => service.close());

const figures = async (query: string): Promise<Distribution> =>
  recording.get<Distribution>(`/v1/cohesion?on=2024-12-31&${query}`);

/** Value, or why there is none. */
const figure = async (issue: string, measure: string, more = ''): Promise<number | string> => {
  const { items } = await figures(`issue=${issue}&measure=${measure}${more}`);
  expect(items).toHaveLength(1);
  return items[0]!.value ?? items[0]!.reason!;
};

describe('cohesion', () => {
  it.each([
    ['unanimous', 1],
    ['even', 0.25],
    ['six-three-one', 0.4],
    ['seven-two-one', 0.55],
    ['thirds', 0],
    ['abstaining', 1],
  ])('by Hix, Noury and Roland of %s is %d', async (issue, value) => {
    expect(await figure(issue, 'hix-noury-roland')).toBeCloseTo(value, 12);
  });

  it.each([
    ['unanimous', 1],
    ['even', 0],
    ['six-three-one', 1 / 3],
    ['seven-two-one', 5 / 9],
    ['thirds', 0],
  ])('by Rice of %s is %d', async (issue, value) => {
    expect(await figure(issue, 'rice')).toBeCloseTo(value, 12);
  });

  it('by Rice is undefined, not 0 or 1, where nobody is for or against', async () => {
    expect(await figure('abstaining', 'rice')).toBe('nobody-on-a-side');
  });

  it('counts all degrees of support, and all of opposition, as one option each', async () => {
    const { items } = await figures('issue=degrees&measure=hix-noury-roland,rice');
    expect(items).toMatchObject([
      { issue: 'degrees', measure: 'hix-noury-roland', value: 0.4, reason: null, n: 10, on: '2024-12-31' },
      { issue: 'degrees', measure: 'rice', value: 3 / 9, n: 10 },
    ]);
    expect(items[0]!.counts).toEqual({ '-2': 2, '-1': 1, '0': 1, '1': 3, '2': 3 });
  });

  it('takes the middle of the scale for the middle, also where no point is there', async () => {
    expect(await figure('no-middle', 'hix-noury-roland')).toBeCloseTo((4 - 1) / 6, 12);
    expect(await figure('no-middle', 'rice')).toBeCloseTo(2 / 6, 12);
  });

  it.each([
    ['ends', -1, 0],
    ['level', 0, null],
    ['unanimous', 1, 1],
  ])('over the declared points of the scale of %s is %d by van der Eijk', async (issue, agreement, shared) => {
    expect(await figure(issue, 'van-der-eijk')).toBeCloseTo(agreement, 12);
    const consensus = Number(await figure(issue, 'consensus'));
    expect(consensus).toBeCloseTo(shared ?? consensus, 12);
  });

  it('is undefined by van der Eijk on a scale of two points', async () => {
    expect(await figure('pair', 'van-der-eijk')).toBe('undefined-for-scale');
    expect(await figure('pair', 'hix-noury-roland')).toBeCloseTo(0.625, 12);
  });

  it('is undefined of too few, and says of how many', async () => {
    expect(await figure('lonely', 'hix-noury-roland')).toBe('too-few');
    expect(await figure('lonely', 'hix-noury-roland', '&minN=1')).toBe(1);
    expect(await figure('six-three-one', 'rice', '&minN=11')).toBe('too-few');
    expect((await figures('issue=unheard')).items).toEqual([
      {
        issue: 'unheard',
        on: '2024-12-31',
        measure: 'hix-noury-roland',
        value: null,
        reason: 'too-few',
        n: 0,
        counts: {},
      },
    ]);
  });

  it('of several issues has their mean, and on how many of them it rests', async () => {
    const { counts, items, means } = await figures(
      'issue=six-three-one,even,abstaining,lonely&measure=hix-noury-roland,rice',
    );
    expect(items.map(({ issue, measure }) => `${issue} ${measure}`)).toEqual(
      ['abstaining', 'even', 'lonely', 'six-three-one'].flatMap((issue) => [
        `${issue} hix-noury-roland`,
        `${issue} rice`,
      ]),
    );
    expect(means).toEqual([
      { on: '2024-12-31', measure: 'hix-noury-roland', value: expect.closeTo(0.55, 12), reason: null, issues: 3 },
      { on: '2024-12-31', measure: 'rice', value: expect.closeTo((0 + 1 / 3) / 2, 12), reason: null, issues: 2 },
    ]);
    expect(counts).toEqual({ actors: 10, issues: 4, places: 1, withoutValue: 3 });
    expect((await figures('issue=abstaining,lonely&measure=rice')).means).toEqual([
      { on: '2024-12-31', measure: 'rice', value: null, reason: 'no-issue-defined', issues: 0 },
    ]);
  });

  it('of the actors named is theirs alone', async () => {
    const { counts, items } = await figures('issue=six-three-one&actor=a-2,a-3,a-4');
    expect(items).toMatchObject([{ value: 0, n: 3, counts: { '-1': 1, '0': 1, '1': 1 } }]);
    expect(counts.actors).toBe(3);
  });

  it('of no issue in particular is that of every issue that anybody has a position on', async () => {
    const { items } = await figures('actor=a-0,a-1');
    expect(items.map(({ issue }) => issue)).toEqual(
      [...Object.keys(VOTES), 'degrees', 'ends', 'level', 'pair', 'no-middle', 'lonely'].toSorted(),
    );
  });

  it('is of the records selected', async () => {
    expect((await figures('issue=degrees,even&act=VOTE')).items).toMatchObject([
      { issue: 'degrees', n: 0, value: null, reason: 'too-few' },
      { issue: 'even', n: 10, value: 0.25 },
    ]);
  });

  it('says by which formula it is, and links to the records that it rests on', async () => {
    const { knownAt, method, recordsUrl } = await figures('issue=even&actor=a-1,a-0&act=VOTE&maxAge=400');
    expect(method).toMatchObject({
      id: 'cohesion',
      version: 1,
      reference: 'docs/methodology.md#cohesion',
      parameters: { measure: ['hix-noury-roland'], on: '2024-12-31', minN: 2, maxAge: 400, act: ['VOTE'] },
    });
    expect(recordsUrl).toBe(
      `/v1/stances?actor=a-1%2Ca-0&issue=even&from=2023-11-27&to=2024-12-31&act=VOTE&knownAt=${encodeURIComponent(knownAt)}`,
    );
    const { items } = await recording.list(recordsUrl);
    expect(items.map((stance) => stance['actor'])).toEqual(['a-0', 'a-1']);
    const several = await figures('issue=even,thirds');
    expect(several.recordsUrl).toMatch(/\{&issue\}$/);
    expect((await recording.list(several.recordsUrl.replace('{&issue}', '&issue=thirds'))).items).toHaveLength(9);
  });

  it('is a flat table when asked, in JSON or as CSV', async () => {
    const { items } = await figures('issue=even,abstaining&measure=rice');
    const query = 'on=2024-12-31&issue=even,abstaining&measure=rice';
    expect(await recording.get(`/v1/cohesion?${query}&shape=array`)).toEqual(items);
    const { text } = await service.http.get(`/v1/cohesion.csv?${query}`).expect(200);
    expect(text).toBe(
      [
        'issue,on,start,end,event,measure,value,reason,n,counts',
        'abstaining,2024-12-31,,,,rice,,nobody-on-a-side,4,"{""0"":4}"',
        'even,2024-12-31,,,,rice,0,,10,"{""1"":5,""-1"":5}"',
        '',
      ].join('\r\n'),
    );
  });
});
