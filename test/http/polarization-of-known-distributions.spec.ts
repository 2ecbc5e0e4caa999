import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemonstrationService } from '@app/exchange';
import { type Distribution, recordDistribution, valuesOf } from '../support/distribution.js';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await service.app.get(DemonstrationService).load();
  await recording.source('press');
  for (let number = 0; number < 10; number += 1) await recording.actor(`a-${number}`);
  await recording.scale('yes-no', [0, 1]);
  const distributions = {
    ends: { '-2': 5, '2': 5 },
    level: { '-2': 2, '-1': 2, '0': 2, '1': 2, '2': 2 },
    uneven: { '-2': 2, '-1': 3, '0': 1, '1': 2, '2': 2 },
    one: { '1': 10 },
  };
  for (const [issue, counts] of Object.entries(distributions)) {
    await recording.issue(issue);
    await recordDistribution(recording, issue, counts);
  }
  await recording.issue('three', { scale: 'vote-3' });
  await recordDistribution(recording, 'three', { '-1': 3, '0': 3, '1': 3 });
  await recording.issue('two', { scale: 'yes-no' });
  await recordDistribution(recording, 'two', { '0': 4, '1': 6 });
}, 60_000);
afterAll(() => service.close());

const polarization = async (query: string): Promise<Distribution> =>
  recording.get<Distribution>(`/v1/polarization?on=2024-12-31&${query}`);

describe('polarization', () => {
  it.each([
    ['ends', '', 1],
    ['ends', '&alpha=1.6', 1],
    ['ends', '&alpha=0.25', 1],
    ['level', '', 0.32],
    ['level', '&alpha=1.6', 0.184666],
    ['uneven', '&alpha=1', 0.35],
    ['one', '', 0],
    // Of these the vectors are given with K = 1 on 0 … 1: .148148 and .24, times 2^(1+α)/R = 4.
    ['three', '', 4 * 0.148148],
    ['two', '', 4 * 0.24],
  ])('by Esteban and Ray of %s%s is %d', async (issue, more, value) => {
    const { items } = await polarization(`issue=${issue}${more}`);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ measure: 'esteban-ray', reason: null });
    expect(items[0]!.value).toBeCloseTo(value, 5);
  });

  it('by van der Eijk is 1 at the ends, and half where all points have the same', async () => {
    expect(valuesOf(await polarization('issue=ends,level,one,two&measure=van-der-eijk'))).toEqual({
      'ends van-der-eijk': 1,
      'level van-der-eijk': 0.5,
      'one van-der-eijk': 0,
      'two van-der-eijk': 'undefined-for-scale',
    });
  });

  it('by Reynal-Querol does not care how far apart the groups stand', async () => {
    const values = valuesOf(await polarization('issue=ends,two,three&measure=reynal-querol'));
    expect(values['ends reynal-querol']).toBe(1);
    expect(values['two reynal-querol']).toBeCloseTo(4 * (0.16 * 0.6 + 0.36 * 0.4), 12);
    expect(values['three reynal-querol']).toBeCloseTo(8 / 9, 12);
  });

  it('says which alpha it was computed with, where there is one', async () => {
    const parametersOf = async (query: string) => (await polarization(`issue=ends&${query}`)).method.parameters;
    expect(await parametersOf('')).toMatchObject({ measure: ['esteban-ray'], alpha: 1 });
    expect(await parametersOf('alpha=0.5')).toMatchObject({ alpha: 0.5 });
    expect(await parametersOf('measure=van-der-eijk')).not.toHaveProperty('alpha');
  });
});

describe('on the envoy, on the day of the article', () => {
  const URL = '?on=2024-02-19&issue=un-envoy';

  it('three are against it and one is for it', async () => {
    const { counts, items } = await recording.get<Distribution>(
      `/v1/cohesion${URL}&measure=hix-noury-roland,rice,van-der-eijk`,
    );
    expect(items[0]).toMatchObject({ n: 4, counts: { '-2': 2, '-1': 1, '1': 1 } });
    expect(items.map(({ value }) => value)).toEqual([0.625, 0.5, expect.closeTo(1 / 3, 12)]);
    expect(counts).toEqual({ actors: 4, issues: 1, places: 1, withoutValue: 0 });
  });

  it('they stand rather far apart', async () => {
    const { items } = await recording.get<Distribution>(
      `/v1/polarization${URL}&measure=esteban-ray,van-der-eijk,reynal-querol`,
    );
    expect(items.map(({ value }) => value)).toEqual([
      expect.closeTo(0.4375, 12),
      expect.closeTo(1 / 3, 12),
      expect.closeTo(0.875, 12),
    ]);
  });

  it('without anonymous sources Iran is not counted', async () => {
    const { items } = await recording.get<Distribution>(`/v1/cohesion${URL}&without=anonymous`);
    expect(items[0]!.counts).toEqual({ '-2': 1, '-1': 1, '1': 1 });
  });
});
