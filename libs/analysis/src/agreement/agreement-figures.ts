import {
  agreementInterval,
  type AgreementMeasure,
  agreementOf,
  type AgreementQuestion,
  InvalidProblem,
  type JointOptions,
  jointTableOf,
  seededRandom,
} from '@app/domain';
import { type AgreementRequest, STANDARD_DISTANCE } from './agreement-request.js';
import type { AskedPair } from './asked-pairs.js';
import type { CodedPlace } from './coded-places.js';
import { byUsedLevels, mostCells } from './used-levels.js';

export interface AgreementItem {
  readonly a: string;
  readonly b: string;
  readonly measure: AgreementMeasure;
  readonly value: number | null;
  readonly reason: 'too-few' | 'no-variation' | null;
  /** Units that it rests on. */
  readonly n: number;
  /** Of the bootstrap interval; null where none was asked for, or where it is undefined. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The scores of opposite ends of a scale are that far apart. */
export const SCORE_RANGE = 2;
const COVERAGE = 0.95;
const FIGURES_LIMIT = 100_000;
/** Units and cells of tables, of all pairs, and those of all resamples: about a second each. */
const COMPARISONS_LIMIT = 200_000_000;
const DRAWS_LIMIT = 50_000_000;

/** How a unit is counted, whatever the measure. */
export const jointOptions = (
  { absence, abstention }: AgreementRequest,
  levels: readonly number[],
  weights?: Float64Array,
): JointOptions => ({ levels, middle: 0, abstention, absence, weights });

/**
 * Throws `agreement/too-many-figures`, `agreement/too-many-comparisons`, `agreement/too-many-draws`: before anything is
 * computed.
 */
export function assertComputableAgreement(
  { bootstrap, measures }: AgreementRequest,
  pairs: number,
  { levels, places }: { readonly levels: readonly number[]; readonly places: readonly Pick<CodedPlace, 'issues'>[] },
): void {
  const figures = pairs * places.length * measures.length;
  const units = places.reduce((sum, { issues }) => sum + issues.length + mostCells(levels.length, issues.length), 0);
  const limits = [
    ['?measure', 'agreement/too-many-figures', 'figures', figures, FIGURES_LIMIT],
    ['?actor', 'agreement/too-many-comparisons', 'comparisons of positions', pairs * units, COMPARISONS_LIMIT],
    ['?bootstrap', 'agreement/too-many-draws', 'draws', pairs * units * measures.length * bootstrap, DRAWS_LIMIT],
  ] as const;
  for (const [pointer, code, what, count, limit] of limits) {
    if (count <= limit) continue;
    throw InvalidProblem.at(
      pointer,
      code,
      `This would be ${count} ${what}, and ${limit} are allowed; ask about fewer actors, issues, measures, intervals or resamples.`,
    );
  }
}

/** One item for each measure; the interval of a pair does not depend on which other pairs are asked about. */
export function agreementItems(
  request: AgreementRequest,
  [a, b]: AskedPair,
  { codes, issues, weights }: CodedPlace,
  levels: readonly number[],
): AgreementItem[] {
  const none = new Uint8Array(issues.length);
  const pair = byUsedLevels({ own: codes.get(a.id) ?? none, others: codes.get(b.id) ?? none, levels });
  const { others, own } = pair;
  const options = jointOptions(request, pair.levels, weights);
  const table = jointTableOf(own, others, options);
  return request.measures.map((measure) => {
    const question: AgreementQuestion = {
      measure,
      distance: request.distance ?? STANDARD_DISTANCE,
      range: SCORE_RANGE,
      minN: request.minN,
    };
    const { n, reason, value } = agreementOf(table, question);
    const interval =
      request.bootstrap === 0 || value === null
        ? null
        : agreementInterval(own, others, options, {
            ...question,
            resamples: request.bootstrap,
            coverage: COVERAGE,
            random: seededRandom(request.seed),
          });
    const { lower, upper } = interval ?? { lower: null, upper: null };
    return { a: a.slug, b: b.slug, measure, value, reason, n, lower, upper };
  });
}
