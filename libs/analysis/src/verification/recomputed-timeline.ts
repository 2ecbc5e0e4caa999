import {
  type DatedStance,
  type Projection,
  projectedPosition,
  projectedWeight,
  timelineInputOf,
  windowOf,
} from '@app/domain';
import type { Without } from '@app/ledger';
import type { Pair } from '../records/pair.js';
import type { Series } from '../timeline/series-rows.js';
import { drawing, type Points, spanOf } from '../timeline/timeline-drawing.js';
import { type TimelineRequest, weightsOf } from '../timeline/timeline-request.js';
import { byIssueAndActor } from './last-held.js';
import type { ListedRecord } from './listed-record.js';
import type { ScaledIssue } from './scaled-issues.service.js';

/** How the records on one issue are taken in by a series on another, or, projected by nothing, on the same. */
export interface TakenIssue {
  readonly issue: string;
  readonly projection: Projection | null;
}

/** Records that are listed without some others; null: without none. */
export interface ListedPart {
  readonly without: Without | null;
  readonly records: readonly ListedRecord[];
}

interface RecomputedSeries {
  readonly actor: string;
  readonly issue: string;
  readonly points: Points;
  readonly variants?: readonly { readonly without: Without; readonly points: Points }[];
}

interface TimelineBasis {
  readonly request: TimelineRequest;
  /** By slug, in the order of the answer. */
  readonly pairs: readonly Pick<Pair, 'actor' | 'issue'>[];
  readonly issues: ReadonlyMap<string, ScaledIssue>;
  /** What a series on an issue takes in. */
  readonly taken: (issue: string) => readonly TakenIssue[];
  readonly knownAt: string;
}

/**
 * The series of a timeline, every record by itself; and those without some records, in the same buckets.
 * @param full where nothing is left out
 */
export function recomputedSeries(
  full: readonly ListedRecord[],
  parts: readonly ListedPart[],
  { issues, knownAt, pairs, request, taken }: TimelineBasis,
): RecomputedSeries[] {
  const weights = weightsOf(request);
  const seriesOf = (records: readonly ListedRecord[]): Series[] => {
    const listed = byIssueAndActor(records);
    return pairs.map(({ actor, issue }) =>
      timelineInputOf(
        taken(issue).flatMap((from) =>
          (listed.get(from.issue)?.get(actor) ?? []).map((record) => datedStance(record, weights, from.projection)),
        ),
      ),
    );
  };
  const fullSeries = seriesOf(full);
  const span = spanOf(windowOf(request), fullSeries, knownAt);
  const draw = drawing(request, span, pairs.length * (1 + parts.length));
  const pointsOf = (series: readonly Series[]): Points[] =>
    series.map((own, index) => draw(issues.get(pairs[index]!.issue)!, own));
  const points = pointsOf(fullSeries);
  const variants = parts.map(({ records, without }) => ({ without: without!, points: pointsOf(seriesOf(records)) }));
  return pairs.map(({ actor, issue }, index) => ({
    actor,
    issue,
    points: points[index]!,
    ...(request.sensitivity === undefined
      ? {}
      : { variants: variants.map((variant) => ({ ...variant, points: variant.points[index]! })) }),
  }));
}

/** As the series takes it in; it weighs what its best citation does, times what the links weigh. */
function datedStance(
  { absent, credibilities, earliest, id, kind, latest, position }: ListedRecord,
  weights: readonly number[] | null,
  projection: Projection | null,
): DatedStance {
  const own = weights && Math.max(...credibilities.map((credibility) => weights[credibility - 1]!));
  const links = projection === null ? undefined : projectedWeight(projection);
  const weight = own === null ? links : own * (links ?? 1);
  return {
    id,
    kind,
    earliest,
    latest,
    absent,
    position: position === null || projection === null ? position : projectedPosition(position, projection),
    ...(weight === undefined ? {} : { weight }),
  };
}
