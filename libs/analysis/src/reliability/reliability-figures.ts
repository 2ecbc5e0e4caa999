import {
  InvalidProblem,
  krippendorffAlpha,
  krippendorffInterval,
  type ReliabilityMetric,
  seededRandom,
} from '@app/domain';
import type { CodedIssue, CodedUnit, CodedUnits } from './codings.read-model.js';
import type { ReliabilityRequest } from './reliability-request.js';

export type AlphaReason = 'no-pairable-units' | 'no-variation';

/** By the customary cut-offs. */
export type Verdict = 'reliable' | 'tentative' | 'unreliable';

export interface ReliabilityItem {
  /** Slug; null: all issues together. */
  readonly issue: string | null;
  readonly metric: ReliabilityMetric;
  readonly alpha: number | null;
  readonly reason: AlphaReason | null;
  /** Units with at least two positions, their positions, and who gave them. */
  readonly units: number;
  readonly values: number;
  readonly coders: number;
  /** D_o and D_e. */
  readonly observed: number | null;
  readonly expected: number | null;
  /** Of the 95 % bootstrap interval; null where none was asked for, or where it is undefined. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly verdict: Verdict | null;
}

/** What α becomes without one of the coders. */
export interface WithoutCoder {
  readonly issue: string | null;
  readonly metric: ReliabilityMetric;
  readonly coder: string;
  /** Units that the figure of all coders has from this one. */
  readonly units: number;
  readonly alphaWithout: number | null;
  readonly reason: AlphaReason | null;
}

/** What one figure is computed from. */
export interface Group {
  readonly issue: string | null;
  readonly units: readonly CodedUnit[];
  /** Who has coded any of the units or was asked for, by name. */
  readonly coders: readonly string[];
}

const COVERAGE = 0.95;
/** Figures of one answer, and what they cost: about a second or two. */
const FIGURES_LIMIT = 20_000;
const STEPS_LIMIT = 100_000_000;
const CUT_OFFS = { reliable: 0.8, tentative: 0.667 };

/** Throws `reliability/scales-differ`, `reliability/ratio-needs-positive-positions`: positions mean what their scale says. */
export function assertOnOneScale({ by, metrics }: ReliabilityRequest, issues: readonly CodedIssue[]): void {
  if (by === 'all' && new Set(issues.map(({ scaleId }) => scaleId)).size > 1) {
    throw InvalidProblem.at(
      '?by',
      'reliability/scales-differ',
      'The issues have different scales, and a position means the same on one scale only; name issues of one scale, or leave by out.',
    );
  }
  const below = issues.find(({ lowest }) => lowest < 0);
  if (metrics.includes('ratio') && below !== undefined) {
    throw InvalidProblem.at(
      '?metric',
      'reliability/ratio-needs-positive-positions',
      `The scale of ${below.slug} begins at ${below.lowest}, and ratios need one without positions below 0; ask for another metric, or name other issues.`,
    );
  }
}

/** By issue, also those without any unit; or all in one. */
export function groupsOf({ by, coder = [] }: ReliabilityRequest, { issues, units }: CodedUnits): Group[] {
  const groupOf = (issue: string | null, own: readonly CodedUnit[]): Group => ({
    issue,
    units: own,
    coders: [...new Set([...coder, ...own.flatMap(({ coders }) => coders)])].toSorted(),
  });
  if (by === 'all') return [groupOf(null, units)];
  const unitsOf = Map.groupBy(units, ({ issueId }) => issueId);
  return issues.map(({ id, slug }) => groupOf(slug, unitsOf.get(id) ?? []));
}

/** Throws `reliability/too-many-figures`, `reliability/too-many-steps`: before anything is computed. */
export function assertComputable({ bootstrap, metrics }: ReliabilityRequest, groups: readonly Group[]): void {
  const sum = (of: (group: Group) => number): number => groups.reduce((total, group) => total + of(group), 0);
  const figures = metrics.length * sum(({ coders }) => 1 + coders.length);
  const steps = metrics.length * sum((group) => stepsOf(group) * (1 + group.coders.length + bootstrap));
  const limits = [
    ['?issue', 'reliability/too-many-figures', 'figures', figures, FIGURES_LIMIT],
    ['?bootstrap', 'reliability/too-many-steps', 'steps', steps, STEPS_LIMIT],
  ] as const;
  for (const [pointer, code, what, count, limit] of limits) {
    if (count <= limit) continue;
    throw InvalidProblem.at(
      pointer,
      code,
      `This would be ${count} ${what}, and ${limit} are allowed; ask for fewer resamples, metrics or issues.`,
    );
  }
}

/** Of one α: a step for each pair of values of a unit, and for each pair of different values. */
function stepsOf({ units }: Group): number {
  const own = units.map((unit) => valuesOf(unit));
  return own.reduce((steps, { length }) => steps + length ** 2, new Set(own.flat()).size ** 2);
}

export function reliabilityItem(group: Group, metric: ReliabilityMetric, request: ReliabilityRequest): ReliabilityItem {
  const values = group.units.map((unit) => valuesOf(unit));
  const found = krippendorffAlpha(columnsOf(values), metric);
  const interval =
    request.bootstrap === 0 || found.alpha === null
      ? null
      : krippendorffInterval(columnsOf(values), metric, {
          resamples: request.bootstrap,
          coverage: COVERAGE,
          random: seededRandom(request.seed),
        });
  return {
    issue: group.issue,
    metric,
    alpha: found.alpha,
    reason: found.reason,
    units: found.units,
    values: found.values,
    coders: group.coders.filter((coder) => unitsFrom(group, coder) > 0).length,
    observed: found.observed,
    expected: found.expected,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    verdict: verdictOn(found.alpha),
  };
}

export const withoutCoders = (group: Group, metric: ReliabilityMetric): WithoutCoder[] =>
  group.coders.map((coder) => {
    const others = group.units.map((unit) => valuesOf(unit, coder));
    const { alpha, reason } = krippendorffAlpha(columnsOf(others), metric);
    return { issue: group.issue, metric, coder, units: unitsFrom(group, coder), alphaWithout: alpha, reason };
  });

/** Whether a unit has two positions, so that they can be paired. */
export const isPairable = (unit: CodedUnit): boolean => valuesOf(unit).length > 1;

const unitsFrom = ({ units }: Group, coder: string): number =>
  units.filter((unit) => (unit.positions[unit.coders.indexOf(coder)] ?? null) !== null && isPairable(unit)).length;

/** The positions that were given to a unit, `without` those of one coder. */
const valuesOf = ({ coders, positions }: CodedUnit, without?: string): number[] =>
  positions.filter((position, index): position is number => position !== null && coders[index] !== without);

/** Codings as α takes them. It does not ask who gave which value: there are as many rows as values of any one unit. */
function columnsOf(units: readonly (readonly number[])[]): (number | null)[][] {
  const depth = units.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from({ length: depth }, (_, row) => units.map((values) => values[row] ?? null));
}

function verdictOn(alpha: number | null): Verdict | null {
  if (alpha === null) return null;
  if (alpha >= CUT_OFFS.reliable) return 'reliable';
  return alpha >= CUT_OFFS.tentative ? 'tentative' : 'unreliable';
}
