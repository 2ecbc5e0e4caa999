import { InvalidProblem } from '@app/domain';
import type { Measure, Undefined } from './measures.js';
import type { DatedPlace, Place } from './places.js';
import type { Tally } from './tally.js';

/** One figure of one issue at one place. */
export interface DistributionItem extends Place {
  readonly issue: string;
  readonly measure: string;
  /** Null with a reason. */
  readonly value: number | null;
  readonly reason: Undefined | null;
  /** Actors with a position. */
  readonly n: number;
  /** Actors by position. */
  readonly counts: Readonly<Record<string, number>>;
}

/** The mean of a measure over the issues of one place. */
export interface DistributionMean extends Place {
  readonly measure: string;
  readonly value: number | null;
  readonly reason: 'no-issue-defined' | null;
  /** Issues where the measure has a value; each weighs the same. */
  readonly issues: number;
}

export const FIGURES_LIMIT = 100_000;

/** Throws `analysis/too-many-figures`. */
export function assertFigures(count: number): void {
  if (count <= FIGURES_LIMIT) return;
  throw InvalidProblem.at(
    '?issue',
    'analysis/too-many-figures',
    `This would be ${count} figures; ask for ${FIGURES_LIMIT} at most: fewer issues or measures, a shorter window or wider intervals.`,
  );
}

interface Figure {
  readonly value: number | null;
  readonly reason: Undefined | null;
  readonly n: number;
}

/** No value where fewer than `minN` actors have a position. */
function figureOf({ counts, issue }: Tally, { of, undefinedAs }: Measure, minN: number): Figure {
  const frequencies = issue.points.map((point) => counts.get(point) ?? 0);
  const n = frequencies.reduce((sum, count) => sum + count, 0);
  if (n < minN) return { value: null, reason: 'too-few', n };
  const value = of({ points: issue.points, frequencies });
  return { value, reason: value === null ? undefinedAs : null, n };
}

/** Issue by issue, measure by measure, in the order of the tallies. */
export const itemsOf = (tallies: readonly Tally[], measures: readonly Measure[], minN: number): DistributionItem[] =>
  [...Map.groupBy(tallies, ({ issue }) => issue)].flatMap(([issue, own]) =>
    measures.flatMap((measure) =>
      own.map((tally) => {
        const { n, reason, value } = figureOf(tally, measure, minN);
        const counts = Object.fromEntries(tally.counts);
        return { issue: issue.slug, ...tally.place, measure: measure.id, value, reason, n, counts };
      }),
    ),
  );

/** For each measure one for each place with tallies, in the order of the places. */
export function meansOf(
  tallies: readonly Tally[],
  measures: readonly Measure[],
  { minN, places }: { readonly minN: number; readonly places: readonly DatedPlace[] },
): DistributionMean[] {
  const atPlace = Map.groupBy(tallies, ({ place }) => place);
  return measures.flatMap((measure) =>
    places.flatMap(({ place }): DistributionMean[] => {
      const own = atPlace.get(place);
      if (own === undefined) return [];
      const values = own.map((tally) => figureOf(tally, measure, minN).value).filter((value) => value !== null);
      return [{ ...place, measure: measure.id, ...meanOf(values) }];
    }),
  );
}

function meanOf(values: readonly number[]): Pick<DistributionMean, 'value' | 'reason' | 'issues'> {
  const issues = values.length;
  if (issues === 0) return { value: null, reason: 'no-issue-defined', issues };
  return { value: values.reduce((sum, value) => sum + value, 0) / issues, reason: null, issues };
}
