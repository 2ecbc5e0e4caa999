import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recordAssembly, recordVote, VOTES } from '../support/assembly.js';
import { Recording } from '../support/recording.js';
import { runs } from '../support/stances/arbitraries.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { addressOf, agreeing, verified, verifyPath } from '../support/verifying.js';

const YES = [1, 1, 1, 1, 1] as const;

let service: TestApp;
let recording: Recording;
/** A moment before the last records. */
let before: string;

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recordAssembly(recording, { ...VOTES, delta: YES, echo: YES });
  await recording.issue('order');
  await recording.patch('/v1/issues/assembly', 1, { broader: [{ issue: 'order', weight: 0.5, direction: -1 }] });
  for (const roll of [6, 7]) await recordVote(recording, 'delta', roll, roll === 6 ? 'absent' : 0);
  await recording.stance({ actor: 'alfa', issue: 'roll-1', date: '2020/2021', position: -1, act: 'ACTION' });
  await recording.stance({ actor: 'bravo', issue: 'roll-1', date: '2019-12', position: 0 });
  await recording.relation('alfa-in', { subject: 'alfa', type: 'MEMBER_OF', object: 'charlie' });
  await recording.relation('bravo-in', { subject: 'bravo', type: 'PART_OF', object: 'charlie', valid: '2020/2020' });
  before = (await recording.get<{ knownAt: string }>('/v1/positions?on=2024')).knownAt;
  const stance = await recording.stance({ actor: 'bravo', issue: 'roll-2', date: '2020-02-11', position: -1 });
  await recording.patch(`/v1/stances/${stance.id}`, 1, { position: 1 });
  await recordVote(recording, 'charlie', 8, 1);
}, 60_000);
afterAll(() => service.close());

const maybe = <T>(...values: T[]): fc.Arbitrary<T | undefined> => fc.constantFrom(undefined, ...values);

const selection = {
  act: maybe('VOTE,ABSENCE', 'STATEMENT'),
  without: maybe('anonymous', 'single-source', 'low-grade'),
  minCredibility: maybe(1, 3),
  event: maybe('session-1'),
};

const knownAt = fc.constantFrom(undefined, undefined, 'before');
const window = {
  from: maybe('2020', '2020-03', '2021-05', '../2020'),
  to: maybe('2020', '2020-06', '2021', '2024/..'),
};
const issue = maybe('assembly', 'roll-1,roll-2,roll-3', 'roll-1', 'assembly,roll-2', 'order');
const rollup = maybe('broader');

const distribution = {
  ...selection,
  ...window,
  knownAt,
  issue,
  rollup,
  actor: maybe('alfa,bravo', 'alfa,bravo,charlie,delta,echo'),
  group: fc.constantFrom(undefined, undefined, 'charlie'),
  on: maybe('2020-03-10', '2021', '2019'),
  interval: maybe('event', 'month', 'year'),
  maxAge: maybe(0, 40, 400),
  minN: maybe(1, 3),
};

/** Mostly of one of two kinds, as parameters go together. */
const placed = <T extends { on: unknown; from: unknown; to: unknown; interval: unknown }>(
  question: fc.Arbitrary<T>,
): fc.Arbitrary<T> =>
  fc
    .tuple(question, fc.boolean())
    .map(([asked, isDay]) =>
      isDay
        ? { ...asked, on: asked.on ?? '2021', from: undefined, to: undefined, interval: undefined }
        : { ...asked, on: undefined, from: asked.from ?? '2020', to: asked.to ?? '2021' },
    );

const QUESTIONS: readonly (readonly [path: string, fc.Arbitrary<Record<string, string | number | undefined>>])[] = [
  [
    '/v1/timeline',
    fc.record({
      ...selection,
      ...window,
      knownAt,
      rollup,
      issue,
      actor: maybe('alfa', 'alfa,bravo,charlie'),
      interval: maybe('day', 'month', 'year', 'change'),
      method: maybe('mean', 'weighted', 'decay'),
      halfLife: maybe(30),
      credibilityWeights: maybe('1,0.7,0.3,0.2,0.1,0.6'),
      fill: maybe('previous'),
      maxAge: maybe(20, 200),
      sensitivity: maybe('anonymous', 'single-source,low-grade'),
    }),
  ],
  [
    '/v1/positions',
    fc.record({
      ...selection,
      knownAt,
      issue,
      actor: maybe('alfa', 'alfa,bravo,charlie'),
      on: fc.constantFrom('2019', '2020-01-10', '2020-02', '2021', '2024-02-19', 'soon'),
      maxAge: maybe(0, 50, 500),
    }),
  ],
  [
    '/v1/agreement',
    fc.record({
      ...selection,
      ...window,
      knownAt,
      issue,
      rollup,
      actor: maybe('alfa', 'alfa,bravo,charlie', 'delta,charlie'),
      with: maybe('bravo', 'echo,bravo'),
      measure: maybe('identical,graded,s', 'kappa,pi', 's'),
      distance: maybe('nominal', 'quadratic'),
      abstention: maybe('half', 'dropped', 'position'),
      absence: maybe('half', 'dropped'),
      unanimous: maybe('dropped', 'kept'),
      weights: maybe('link'),
      minN: maybe(1, 2),
      bootstrap: maybe(20),
      seed: maybe(7),
    }),
  ],
  [
    '/v1/cohesion',
    placed(fc.record({ ...distribution, measure: maybe('hix-noury-roland,rice,consensus,van-der-eijk') })),
  ],
  [
    '/v1/polarization',
    placed(
      fc.record({
        ...distribution,
        measure: maybe('esteban-ray,van-der-eijk,reynal-querol', 'van-der-eijk'),
        alpha: maybe(0.5),
      }),
    ),
  ],
];

describe('a figure', () => {
  it.each(QUESTIONS)(
    'agrees with its records whatever is asked, or is refused as itself: %s',
    async (path, question) => {
      let figures = 0;
      let refusals = 0;
      await fc.assert(
        fc.asyncProperty(question, async (asked) => {
          const figure = addressOf(path, { ...asked, knownAt: asked['knownAt'] === undefined ? undefined : before });
          const answer = await service.http.get(figure);
          if (answer.status === 200) {
            figures += await agreeing(service, figure);
            return;
          }
          refusals += 1;
          const { body } = await service.http.get(verifyPath(figure)).expect(400);
          expect(body).toMatchObject({ code: answer.body.code, errors: [{ pointer: '?figure' }] });
        }),
        { ...runs(120), seed: Number(process.env['FAST_CHECK_SEED'] ?? 20240218) },
      );
      expect(figures).toBeGreaterThan(500);
      expect(refusals).toBeGreaterThan(5);
    },
    60_000,
  );

  it('of the past agrees with the records of then', async () => {
    const path = '/v1/agreement?issue=assembly&rollup=broader&actor=alfa,bravo,charlie&minN=1';
    const [now, then] = [await verified(service, path), await verified(service, `${path}&knownAt=${before}`)];
    expect([now.agrees, then.agrees, then.knownAt]).toEqual([true, true, before]);
    expect(now.records.listed - then.records.listed).toBe(2);
  });
});
