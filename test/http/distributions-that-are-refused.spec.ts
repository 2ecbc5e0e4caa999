import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording, type Recorded } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
let iran: Recorded;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  iran = await recording.actor('iran');
  await recording.actor('union');
  await recording.relation('iran-was-in', { subject: 'iran', type: 'MEMBER_OF', object: 'union', valid: '2020/2021' });
  await recording.issue('envoy');
});
afterAll(() => service.close());

const REFUSED: readonly (readonly [query: string, pointer: string, code: string])[] = [
  ['', '?on', 'analysis/on-or-window'],
  ['on=2024&from=2023', '?on', 'analysis/on-or-window'],
  ['on=2024&interval=event', '?on', 'analysis/on-or-window'],
  ['on=2021/..', '?on', 'date/open-end'],
  ['on=today', '?on', 'date/not-edtf'],
  ['from=2024&to=2023', '?to', 'date/window-reversed'],
  ['from=2024', '?to', 'analysis/window-required'],
  ['to=2024&interval=month', '?from', 'analysis/window-required'],
  ['from=1900&to=2024&interval=month', '?interval', 'timeline/too-many-buckets'],
  ['from=2023&to=2024&interval=day', '?interval', 'request/invalid'],
  ['interval=event&maxAge=5', '?maxAge', 'analysis/age-of-events'],
  ['on=2024&maxAge=-1', '?maxAge', 'request/invalid'],
  ['on=2024&minN=0', '?minN', 'request/invalid'],
  ['on=2024&measure=gini', '?measure', 'request/invalid'],
  ['on=2024&rollup=broader', '?issue', 'timeline/rollup-needs-issue'],
  ['on=2024&rollup=narrower&issue=envoy', '?rollup', 'request/invalid'],
  ['on=2024&issue=nothing', '?issue', 'issue/unknown'],
  ['on=2024&actor=nobody', '?actor', 'actor/unknown'],
  ['on=2024&actor=iran,union,iran', '?actor', 'analysis/actor-twice'],
  ['on=2024&group=nobody', '?group', 'actor/unknown'],
  ['on=2024&group=union&actor=iran', '?group', 'analysis/group-or-actor'],
  ['on=2024&group=union', '?group', 'analysis/group-without-members'],
  ['on=2021&group=iran', '?group', 'analysis/group-without-members'],
  ['on=2024&source=nothing', '?source', 'source/unknown'],
  ['on=2024&cursor=x', '?cursor', 'request/invalid'],
  ['on=2024&knownAt=9999-01-01', '?knownAt', 'known-at/in-future'],
];

describe.each(['cohesion', 'polarization'])('%s is refused', (figure) => {
  it.each(REFUSED)('for "%s"', async (query, pointer, code) => {
    expect(await recording.refusedGet(400, `/v1/${figure}?${query}`)).toMatchObject({ code, errors: [{ pointer }] });
  });

  it('for an actor that is named by its slug and by its id', async () => {
    const path = `/v1/${figure}?on=2024&actor=iran,${iran.id}`;
    expect(await recording.refusedGet(400, path)).toMatchObject({ code: 'analysis/actor-twice' });
  });
});

describe('polarization is refused', () => {
  it.each(['0', '-1', '1.61', 'one', ''])('for alpha=%s', async (alpha) => {
    const path = `/v1/polarization?on=2024&alpha=${alpha}`;
    expect(await recording.refusedGet(400, path)).toMatchObject({ errors: [{ pointer: '?alpha' }] });
  });

  it('for an alpha that has no effect', async () => {
    expect(await recording.refusedGet(400, '/v1/polarization?on=2024&alpha=1&measure=van-der-eijk')).toMatchObject({
      code: 'polarization/alpha-is-of-esteban-ray',
      errors: [{ pointer: '?alpha' }],
    });
  });

  it('for a measure of cohesion', async () => {
    expect(await recording.refusedGet(400, '/v1/polarization?on=2024&measure=rice')).toMatchObject({
      errors: [{ pointer: '?measure' }],
    });
  });
});

describe('divergence is refused', () => {
  it.each([
    ['on=2021/..', '?on', 'date/open-end'],
    ['from=2023', '?from', 'request/invalid'],
    ['actClass=WORDS', '?actClass', 'divergence/classes-are-compared'],
    ['minGap=0', '?minGap', 'request/invalid'],
    ['minGap=2.1', '?minGap', 'request/invalid'],
    ['maxAge=x', '?maxAge', 'request/invalid'],
    ['actor=iran,iran', '?actor', 'analysis/actor-twice'],
    ['actor=nobody', '?actor', 'actor/unknown'],
    ['issue=nothing', '?issue', 'issue/unknown'],
    ['group=union', '?group', 'request/invalid'],
  ])('for "%s"', async (query, pointer, code) => {
    expect(await recording.refusedGet(400, `/v1/divergence?${query}`)).toMatchObject({ code, errors: [{ pointer }] });
  });
});
