import { describe, expect, it } from '@jest/globals';
import { assertComputableAgreement } from './agreement-figures.js';
import type { AgreementRequest } from './agreement-request.js';

const request = (more: Partial<AgreementRequest>): AgreementRequest => ({
  measures: ['graded'],
  abstention: 'position',
  absence: 'dropped',
  unanimous: 'kept',
  weights: 'equal',
  minN: 1,
  bootstrap: 0,
  seed: 1,
  ...more,
});
const placeOf = (units: number) => ({ issues: Array<number>(units).fill(0), codes: new Map(), unanimous: 0 });

describe('agreement that would cost too much is refused before anything is computed', () => {
  it.each([
    [
      'figures',
      request({ measures: ['s', 'pi'] }),
      1000,
      Array(51).fill(placeOf(1)),
      'agreement/too-many-figures',
      '100000',
    ],
    ['comparisons', request({}), 20_000, [placeOf(10_001)], 'agreement/too-many-comparisons', '200000000'],
    ['draws', request({ bootstrap: 10_000 }), 50, [placeOf(101)], 'agreement/too-many-draws', '50000000'],
  ])('%s', (_, asked, pairs, places, code, limit) => {
    const refused = (): void => assertComputableAgreement(asked, pairs, places);
    expect(refused).toThrow(expect.objectContaining({ code }));
    expect(refused).toThrow(limit);
  });

  it('and at the limit it is not', () => {
    expect(() => assertComputableAgreement(request({ bootstrap: 10_000 }), 50, [placeOf(100)])).not.toThrow();
    expect(() => assertComputableAgreement(request({}), 20_000, [placeOf(10_000)])).not.toThrow();
    expect(() => assertComputableAgreement(request({}), 50_000, [placeOf(1), placeOf(1)])).not.toThrow();
  });
});
