import { describe, expect, it } from '@jest/globals';
import { InvalidProblem } from '@app/domain';
import { assertComputable, type Group } from './reliability-figures.js';
import type { ReliabilityRequest } from './reliability-request.js';

const REQUEST: ReliabilityRequest = { metrics: ['ordinal'], by: 'issue', bootstrap: 0, seed: 1 };

/** Units that so many coders gave so many different positions to. */
const groupOf = (units: number, coders: number, different: number): Group => {
  const names = Array.from({ length: coders }, (_, coder) => `coder ${coder}`);
  return {
    issue: 'envoy',
    coders: names,
    units: Array.from({ length: units }, (_, unit) => ({
      issueId: 'envoy',
      coders: names,
      positions: names.map((_, coder) => (unit * coders + coder) % different),
    })),
  };
};

function faultOf(act: () => void): object | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof InvalidProblem) return error.faults[0];
    throw error;
  }
  return undefined;
}

const faultWith = (request: Partial<ReliabilityRequest>, groups: readonly Group[]): object | undefined =>
  faultOf(() => assertComputable({ ...REQUEST, ...request }, groups));

describe('figures', () => {
  it('are those of all coders and those without each', () => {
    const empty: Group = { issue: 'envoy', units: [], coders: Array.from({ length: 99 }, (_, i) => `coder ${i}`) };
    const groups = Array.from({ length: 200 }, () => empty);
    expect(faultWith({}, groups)).toBeUndefined();
    expect(faultWith({}, [...groups, { ...empty, coders: [] }])).toEqual({
      pointer: '?issue',
      code: 'reliability/too-many-figures',
      detail: expect.stringContaining('20001 figures, and 20000 are allowed'),
    });
    expect(faultWith({ metrics: ['ordinal', 'nominal'] }, groups)).toMatchObject({
      code: 'reliability/too-many-figures',
    });
  });
});

describe('steps', () => {
  // 10 units of 3 coders: 10 · 3² pairs within units, and 4² of different positions; for 1 figure, 3 without a coder, and resamples.
  const group = groupOf(10, 3, 4);
  const each = 10 * 9 + 16;

  it('are pairs of values and of different values, for each figure and each resample', () => {
    const most = Math.floor(100_000_000 / each) - 4;
    expect(faultWith({ bootstrap: most }, [group])).toBeUndefined();
    expect(faultWith({ bootstrap: most + 1 }, [group])).toEqual({
      pointer: '?bootstrap',
      code: 'reliability/too-many-steps',
      detail: expect.stringContaining(`${each * (most + 5)} steps, and 100000000 are allowed`),
    });
    expect(faultWith({ bootstrap: most, metrics: ['ordinal', 'ratio'] }, [group])).toBeDefined();
    expect(faultWith({ bootstrap: most }, [group, groupOf(1, 2, 1)])).toBeDefined();
  });
});
