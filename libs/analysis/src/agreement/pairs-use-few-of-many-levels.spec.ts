import { describe, expect, it } from '@jest/globals';
import { agreementOf, FIRST_LEVEL, jointTableOf, NO_RECORD } from '@app/domain';
import fc from 'fast-check';
import { byUsedLevels } from './used-levels.js';

const LEVELS = Array.from({ length: 41 }, (_, index) => index / 20 - 1);

/** Codes of one actor over some units. */
const codes = (units: number): fc.Arbitrary<Uint8Array> =>
  fc
    .array(fc.integer({ min: NO_RECORD, max: FIRST_LEVEL + LEVELS.length - 1 }), { minLength: units, maxLength: units })
    .map((all) => Uint8Array.from(all));

const pairs = fc.integer({ min: 0, max: 8 }).chain((units) => fc.tuple(codes(units), codes(units)));

describe('a pair by the levels that it uses', () => {
  it('has only those, and the same figures', () => {
    fc.assert(
      fc.property(
        pairs,
        fc.constantFrom('identical' as const, 'graded' as const, 's' as const, 'kappa' as const, 'pi' as const),
        ([own, others], measure) => {
          const used = byUsedLevels({ own, others, levels: LEVELS });
          const figure = (pair: typeof used): unknown => {
            const options = { levels: pair.levels, middle: 0, abstention: 'dropped', absence: 'dropped' } as const;
            const table = jointTableOf(pair.own, pair.others, options);
            return agreementOf(table, { measure, distance: 'quadratic', range: 2, minN: 1 });
          };
          expect(used.levels.length).toBeLessThanOrEqual(2 * own.length);
          expect(figure(used)).toEqual(figure({ own, others, levels: LEVELS }));
        },
      ),
    );
  });

  it('is left as it is where there are few levels', () => {
    const pair = { own: Uint8Array.of(2, 6), others: Uint8Array.of(0, 2), levels: [-1, -0.5, 0, 0.5, 1] };
    expect(byUsedLevels(pair)).toEqual(pair);
  });
});
