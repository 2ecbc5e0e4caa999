import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Agreement, AgreementQuestion } from './agreement.js';
import type { JointOptions } from './joint-table.js';
import { answerOf, tableOf, type Held } from './support/units.js';

const LEVELS = [-2, -1, 0, 1, 2];
const RANGE = 4;
const MEASURES = ['identical', 'graded', 's', 'kappa', 'pi'] as const;
const DISTANCES = ['nominal', 'linear', 'quadratic'] as const;

interface Unit {
  readonly a: Held;
  readonly b: Held;
  readonly weight: number;
}

type Treatment = Pick<JointOptions, 'abstention' | 'absence'>;

const held = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...LEVELS) },
  { weight: 1, arbitrary: fc.constantFrom('absent' as const, null) },
);
const position = fc.constantFrom(...LEVELS);
const weight = fc.constantFrom(0.25, 0.5, 1, 2, 3);
const units = fc.array(fc.record({ a: held, b: held, weight }), { maxLength: 30 });
const positions = fc.array(fc.record({ a: position, b: position, weight }), { minLength: 1, maxLength: 30 });
const treatment = fc.record<Treatment>({
  abstention: fc.constantFrom('position', 'half', 'dropped'),
  absence: fc.constantFrom('dropped', 'half'),
});
const asked = fc.record({ measure: fc.constantFrom(...MEASURES), distance: fc.constantFrom(...DISTANCES) });
const PLAIN: Treatment = { abstention: 'position', absence: 'dropped' };

function agreement(
  of: readonly Unit[],
  choice: Partial<AgreementQuestion>,
  how: Treatment = PLAIN,
  rest: Partial<JointOptions> = { weights: Float64Array.from(of, (unit) => unit.weight) },
): Agreement {
  const options = { levels: LEVELS, middle: 0, ...how, ...rest };
  const table = tableOf(
    of.map(({ a }) => a),
    of.map(({ b }) => b),
    options,
  );
  return answerOf(table, { range: RANGE, ...choice });
}

/** Weighs by counts only: chance-corrected measures have no half agreements. */
const withTreatment = fc
  .record({ of: units, choice: asked, how: treatment })
  .map(({ of, choice, how }) => ({ of, choice, how: isOfChance(choice) ? withoutHalves(how) : how }));

const isOfChance = ({ measure }: { measure: string }): boolean => measure === 'kappa' || measure === 'pi';
const withoutHalves = ({ abstention }: Treatment): Treatment => ({
  abstention: abstention === 'half' ? 'dropped' : abstention,
  absence: 'dropped',
});

/** The same answer, its value but for rounding. */
const about = ({ value, ...rest }: Agreement): object => ({ value: aboutValue(value), ...rest });
const aboutValue = (value: number | null): unknown => (value === null ? null : expect.closeTo(value, 10));

const RUNS = { numRuns: 500 };

describe('an agreement', () => {
  it('is the same of the one with the other and of the other with the one', () => {
    fc.assert(
      fc.property(withTreatment, ({ of, choice, how }) => {
        const swapped = of.map(({ a, b, ...rest }) => ({ a: b, b: a, ...rest }));
        expect(agreement(swapped, choice, how)).toEqual(about(agreement(of, choice, how)));
      }),
      RUNS,
    );
  });

  it('is the same in any order of the units', () => {
    fc.assert(
      fc.property(withTreatment, fc.infiniteStream(fc.nat()), ({ of, choice, how }, keys) => {
        const keyed = of.map((unit) => ({ unit, key: keys.next().value as number }));
        const shuffled = keyed.toSorted((x, y) => x.key - y.key).map(({ unit }) => unit);
        expect(agreement(shuffled, choice, how)).toEqual(about(agreement(of, choice, how)));
      }),
      RUNS,
    );
  });

  it('is the same of the mirrored scale, and of one that is wider by any factor', () => {
    fc.assert(
      fc.property(withTreatment, fc.constantFrom(-1, 0.125, 3), ({ of, choice, how }, factor) => {
        const scaled = (each: Held): Held => (typeof each === 'number' ? each * factor + 0 : each);
        const levels = LEVELS.map((level) => level * factor + 0).toSorted((x, y) => x - y);
        const moved = of.map((unit) => ({ ...unit, a: scaled(unit.a), b: scaled(unit.b) }));
        const weights = Float64Array.from(of, (unit) => unit.weight);
        const range = RANGE * Math.abs(factor);
        const answer = agreement(moved, { ...choice, range }, how, { levels, weights });
        expect(answer).toEqual(about(agreement(of, choice, how)));
      }),
      RUNS,
    );
  });

  it('keeps its bounds, is a number wherever it is not null, and says why where it is', () => {
    fc.assert(
      fc.property(withTreatment, fc.nat({ max: 10 }), ({ of, choice, how }, minN) => {
        const { value, reason, n } = agreement(of, { ...choice, minN }, how);
        const lowest = choice.measure === 'identical' || choice.measure === 'graded' ? 0 : -1;
        const isIn = value !== null && value <= 1 && (choice.measure === 'kappa' || value >= lowest);
        expect(value === null ? reason !== null : isIn && reason === null && n >= Math.max(minN, 1)).toBe(true);
      }),
      RUNS,
    );
  });

  it('of an actor with itself is 1, or null where chance explains it', () => {
    fc.assert(
      fc.property(positions, asked, (of, choice) => {
        const itself = of.map((unit) => ({ ...unit, b: unit.a }));
        const isConstant = new Set(itself.map(({ a }) => a)).size === 1;
        const isUndefined = isConstant && isOfChance(choice);
        expect(agreement(itself, choice)).toEqual({
          value: isUndefined ? null : 1,
          reason: isUndefined ? 'no-variation' : null,
          n: of.length,
        });
      }),
      RUNS,
    );
  });

  it('with equal weights is that without weights', () => {
    fc.assert(
      fc.property(withTreatment, fc.constantFrom(0.1, 1, 7), ({ of, choice, how }, each) => {
        const weights = new Float64Array(of.length).fill(each);
        expect(agreement(of, choice, how, { weights })).toEqual(about(agreement(of, choice, how, {})));
      }),
      RUNS,
    );
  });

  it('with whole weights is that of each unit as often as it weighs', () => {
    fc.assert(
      fc.property(positions, asked, (of, choice) => {
        const whole = of.map((unit) => ({ ...unit, weight: Math.ceil(unit.weight) }));
        const repeated = whole.flatMap((unit) => Array.from({ length: unit.weight }, () => unit));
        const plain = agreement(repeated, choice, PLAIN, {});
        expect(agreement(whole, choice)).toEqual(about({ ...plain, n: of.length }));
      }),
      RUNS,
    );
  });
});

describe('measures of the same units', () => {
  it('linear S is 2 × graded − 1, nominal S is 2 × identical − 1, half agreements included', () => {
    fc.assert(
      fc.property(units, treatment, (of, how) => {
        const graded = agreement(of, { measure: 'graded' }, how);
        const identical = agreement(of, { measure: 'identical' }, how);
        const double = ({ value, ...rest }: Agreement): Agreement => ({
          value: value === null ? null : 2 * value - 1,
          ...rest,
        });
        expect(agreement(of, { measure: 's', distance: 'linear' }, how)).toEqual(about(double(graded)));
        expect(agreement(of, { measure: 's', distance: 'nominal' }, how)).toEqual(about(double(identical)));
      }),
      RUNS,
    );
  });

  it('quadratic κ and π equal the closed forms of Häge (2011), which never make a table', () => {
    fc.assert(
      fc.property(positions, (of) => {
        const quadratic = (measure: 'kappa' | 'pi'): number | null =>
          agreement(of, { measure, distance: 'quadratic' }, PLAIN, {}).value;
        const { kappa, pi } = closedForms(of);
        expect({ kappa: quadratic('kappa'), pi: quadratic('pi') }).toEqual({
          kappa: aboutValue(kappa),
          pi: aboutValue(pi),
        });
      }),
      RUNS,
    );
  });
});

/** κ = 1 − Σ(x−y)² ÷ [Σ(x−x̄)² + Σ(y−ȳ)² + N(x̄−ȳ)²]; π the same with g = (x̄+ȳ)/2: ÷ [Σ(x−g)² + Σ(y−g)²]. */
function closedForms(of: readonly { a: number; b: number }[]): { kappa: number | null; pi: number | null } {
  const sumOf = (term: (x: number, y: number) => number): number => of.reduce((sum, { a, b }) => sum + term(a, b), 0);
  const n = of.length;
  const meanX = sumOf((x) => x) / n;
  const meanY = sumOf((_, y) => y) / n;
  const mean = (meanX + meanY) / 2;
  const squares = sumOf((x, y) => (x - y) ** 2);
  const own = sumOf((x, y) => (x - meanX) ** 2 + (y - meanY) ** 2) + n * (meanX - meanY) ** 2;
  const pooled = sumOf((x, y) => (x - mean) ** 2 + (y - mean) ** 2);
  const correct = (expected: number): number | null => (expected < 1e-9 ? null : 1 - squares / expected);
  return { kappa: correct(own), pi: correct(pooled) };
}
