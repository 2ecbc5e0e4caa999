import type { Random } from '../random/index.js';
import { assertResampling, quantileOf } from '../statistics/resampling.js';
import { agreementOf, type AgreementQuestion } from './agreement.js';
import { figureOf, type Figure } from './figure.js';
import { cellsByCodes, FIRST_LEVEL, jointTableOf, type JointOptions } from './joint-table.js';

/** The units of a joint table: the cell and the weight of each. `size` is the cell of half agreements. */
interface Units {
  readonly cells: Int32Array;
  readonly weights: Float64Array;
  readonly size: number;
}

/**
 * Percentile bootstrap (Efron 1979) of an agreement: the units of the joint table, those left out apart, are drawn as
 * many times as there are, with replacement and with their weights; the ends are quantiles of the figures of the
 * resamples, linear between two of them (Hyndman and Fan's type 7). Null where the agreement has no value, and where
 * fewer than half of the resamples have one, as when nearly all units are of one level; the others are left out.
 * @param question with the number of resamples, the coverage, such as 0.95, and where chance comes from
 *
 * Throws RangeError as `jointTableOf` and `agreementOf` do, for resamples that are not a positive whole number and for
 * a coverage that is not between 0 and 1.
 */
export function agreementInterval(
  a: Uint8Array,
  b: Uint8Array,
  options: JointOptions,
  question: AgreementQuestion & {
    readonly resamples: number;
    readonly coverage: number;
    readonly random: Random;
  },
): { readonly lower: number; readonly upper: number } | null {
  const { resamples, coverage, random } = question;
  assertResampling(resamples, coverage);
  if (agreementOf(jointTableOf(a, b, options), question).value === null) return null;
  const figures = resampled(unitsOf(a, b, options), figureOf(options.levels, question), resamples, random);
  if (figures.length * 2 < resamples) return null;
  return { lower: quantileOf(figures, (1 - coverage) / 2), upper: quantileOf(figures, (1 + coverage) / 2) };
}

/** The figures of the resamples that have one, ascending. */
function resampled({ cells, weights, size }: Units, figure: Figure, resamples: number, random: Random): Float64Array {
  const figures = new Float64Array(resamples);
  const mass = new Float64Array(size + 1);
  const n = cells.length;
  let defined = 0;
  for (let resample = 0; resample < resamples; resample++) {
    mass.fill(0);
    for (let left = n; left > 0; left--) {
      const unit = Math.floor(random() * n);
      mass[cells[unit]!]! += weights[unit]!;
    }
    const value = figure(mass, mass[size]!);
    if (value !== null) figures[defined++] = value;
  }
  return figures.subarray(0, defined).sort();
}

function unitsOf(a: Uint8Array, b: Uint8Array, options: JointOptions): Units {
  const size = options.levels.length ** 2;
  const codes = FIRST_LEVEL + options.levels.length;
  const cellOf = cellsByCodes(options);
  const cells = Int32Array.from(a, (x, unit) => cellOf[x * codes + b[unit]!]!);
  const weights = options.weights ?? new Float64Array(a.length).fill(1);
  return {
    cells: cells.filter((cell) => cell <= size),
    weights: weights.filter((_, unit) => cells[unit]! <= size),
    size,
  };
}
