import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codingsOf, EXAMPLE_C } from '../../libs/domain/src/reliability/support/codings.js';
import { codersOf, recordCodings } from '../support/codings.js';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const WIKIPEDIA = codingsOf('.....34121133.3', '1.213343.......', '..21344.21133.4');

interface Figure {
  readonly issue: string;
  readonly metric: string;
  readonly alpha: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

interface Reliability {
  readonly items: readonly Figure[];
  readonly coders: readonly { readonly coder: string; readonly units: number; readonly alphaWithout: number | null }[];
  readonly counts: object;
  readonly unitsUrl: string;
  readonly recordsUrl: string;
  readonly knownAt: string;
}

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.source('press');
  await recording.actor('iran');
  await recording.scale('one-to-five', [1, 2, 3, 4, 5]);
  for (const issue of ['krippendorff', 'wikipedia']) await recording.issue(issue, { scale: 'one-to-five' });
  const coders = await codersOf(service, 4);
  await recordCodings(coders, EXAMPLE_C, { actor: 'iran', issue: 'krippendorff' });
  await recordCodings(coders, WIKIPEDIA, { actor: 'iran', issue: 'wikipedia' });
}, 60_000);
afterAll(() => service.close());

const reliability = (query: string): Promise<Reliability> => recording.get<Reliability>(`/v1/reliability?${query}`);

describe.each([
  ['krippendorff', { nominal: 0.743421, ordinal: 0.815388, interval: 0.849107, ratio: 0.797403 }],
  ['wikipedia', { nominal: 0.691358, ordinal: 0.806721, interval: 0.810845, ratio: 0.808944 }],
])('the published codings of %s', (issue, published) => {
  it.each(Object.entries(published))('have the α by the %s metric of %d', async (metric, alpha) => {
    const { items } = await reliability(`issue=${issue}&metric=${metric}&bootstrap=0`);
    expect(items).toEqual([expect.objectContaining({ issue, metric, reason: null, lower: null, upper: null })]);
    expect(items[0]!.alpha).toBeCloseTo(alpha, 6);
  });
});

describe('the figures of example C', () => {
  it('say what they rest on, and keep apart what cannot be paired', async () => {
    const { counts, items } = await reliability('issue=krippendorff&metric=nominal');
    expect(items).toEqual([
      {
        issue: 'krippendorff',
        metric: 'nominal',
        alpha: expect.closeTo(0.743421, 6),
        reason: null,
        units: 11,
        values: 40,
        coders: 4,
        observed: expect.closeTo(0.2, 12),
        expected: expect.closeTo(0.779487, 6),
        lower: expect.any(Number),
        upper: expect.any(Number),
        verdict: 'tentative',
      },
    ]);
    // Unit 12 has one position, and a record of the last coder without any.
    expect(counts).toEqual({ units: 11, unpairable: 1, single: 0 });
  });

  it('have an interval around them, the same for the same seed', async () => {
    const ask = async (query: string): Promise<Figure> => (await reliability(`issue=krippendorff${query}`)).items[0]!;
    const figure = await ask('');
    expect(figure.lower!).toBeLessThan(figure.alpha!);
    expect(figure.upper!).toBeGreaterThan(figure.alpha!);
    expect(await ask('&seed=1&bootstrap=1000')).toEqual(figure);
    expect(await ask('&seed=2')).not.toEqual(figure);
    expect((await reliability('bootstrap=1000')).items).toContainEqual(figure);
  });

  it('say what becomes of them without each coder', async () => {
    const { coders } = await reliability('issue=krippendorff&metric=interval&bootstrap=0');
    const whole = { issue: 'krippendorff', metric: 'interval', reason: null };
    expect(coders).toEqual([
      { ...whole, coder: 'key 2', units: 9, alphaWithout: expect.any(Number) },
      { ...whole, coder: 'key 3', units: 10, alphaWithout: expect.any(Number) },
      { ...whole, coder: 'key 4', units: 10, alphaWithout: expect.any(Number) },
      { ...whole, coder: 'key 5', units: 11, alphaWithout: expect.any(Number) },
    ]);
    const others = ['key 3,key 4,key 5', 'key 2,key 4,key 5', 'key 2,key 3,key 5', 'key 2,key 3,key 4'];
    for (const [index, names] of others.entries()) {
      const { items } = await reliability(`issue=krippendorff&metric=interval&coder=${encodeURIComponent(names)}`);
      expect(items[0]!.alpha).toBe(coders[index]!.alphaWithout);
    }
  });

  it('lead to their units and records', async () => {
    const { knownAt, recordsUrl, unitsUrl } = await reliability('issue=krippendorff&coder=key 2,key 3&from=2024-03');
    const asked = `knownAt=${encodeURIComponent(knownAt)}`;
    expect(unitsUrl).toBe(`/v1/reliability/units?coder=key+2%2Ckey+3&from=2024-03&${asked}{&issue}`);
    expect(recordsUrl).toBe(`/v1/stances?from=2024-03&${asked}{&issue}`);
    const units = await recording.get<{ items: { counted: boolean }[] }>(
      unitsUrl.replace('{&issue}', '&issue=krippendorff'),
    );
    expect(units.items.map(({ counted }) => counted)).toEqual(Array.from({ length: 9 }, () => true));
    const records = await recording.list(recordsUrl.replace('{&issue}', '&issue=krippendorff'));
    expect(records.items).toHaveLength(9 + 11 + 10 + 12);
  });
});

describe('the two examples together', () => {
  it('make one figure, of one scale', async () => {
    const { items } = await reliability('by=all&bootstrap=0&metric=nominal,ordinal');
    expect(items).toMatchObject([
      { issue: null, metric: 'nominal', units: 11 + 12 },
      { issue: null, metric: 'ordinal', units: 11 + 12 },
    ]);
  });

  it('are listed by issue and by metric, in the order asked', async () => {
    const { items } = await reliability('bootstrap=0&metric=ratio,nominal');
    expect(items.map(({ issue, metric }) => [issue, metric])).toEqual([
      ['krippendorff', 'ratio'],
      ['krippendorff', 'nominal'],
      ['wikipedia', 'ratio'],
      ['wikipedia', 'nominal'],
    ]);
  });
});
