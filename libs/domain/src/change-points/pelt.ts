import { assertFinite } from '../statistics/assert-finite.js';

/** A place where the last segment may begin, with the cost of all before it and the moments of what has come since. */
interface Candidate {
  readonly start: number;
  readonly costBefore: number;
  mean: number;
  squares: number;
}

/**
 * The segmentation of a series that costs least: of each segment the sum of squares about its mean, and `penalty` for each
 * segment but the first. Pruned exact linear time, Killick, Fearnhead & Eckley 2012: the exact optimum, in a time that
 * grows with n where changes do, with n² at worst. Among segmentations that cost the same to the last digit, the one whose
 * last change comes first.
 * @returns `changes`: number of values before each change, ascending; `cost`: F(n), with F(0) = −penalty
 *
 * Throws RangeError for a penalty below 0, anything that is not a finite number, and values too far apart to be squared.
 */
export function pelt(values: readonly number[], penalty: number): { changes: number[]; cost: number } {
  assertFinite(values);
  assertFinite([penalty]);
  if (penalty < 0) throw new RangeError(`A penalty of ${penalty} would pay for every change.`);
  const origin = values[0] ?? 0;
  const lastChanges: number[] = [];
  let candidates: Candidate[] = [];
  let cost = -penalty;
  values.forEach((value, index) => {
    candidates.push({ start: index, costBefore: cost, mean: 0, squares: 0 });
    // Less the first value: what is added to all alike is then without effect, down to the rounding.
    for (const candidate of candidates) include(candidate, value - origin, index + 1 - candidate.start);
    const best = candidates.reduce((a, b) => (unpenalised(b) < unpenalised(a) ? b : a));
    cost = unpenalised(best) + penalty;
    lastChanges.push(best.start);
    candidates = candidates.filter((candidate) => unpenalised(candidate) <= cost);
  });
  if (!Number.isFinite(cost)) throw new RangeError('The values lie too far apart to be squared.');
  return { changes: changesBack(lastChanges), cost };
}

/** Welford 1962: no difference of great sums, as with running totals of squares. */
function include(candidate: Candidate, value: number, n: number): void {
  const deviation = value - candidate.mean;
  candidate.mean += deviation / n;
  candidate.squares += deviation * (value - candidate.mean);
}

const unpenalised = ({ costBefore, squares }: Candidate): number => costBefore + squares;

function changesBack(lastChanges: readonly number[]): number[] {
  const changes: number[] = [];
  let change = lastChanges.at(-1) ?? 0;
  while (change > 0) {
    changes.push(change);
    change = lastChanges[change - 1]!;
  }
  return changes.reverse();
}
