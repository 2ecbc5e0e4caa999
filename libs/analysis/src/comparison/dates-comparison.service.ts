import { Injectable } from '@nestjs/common';
import { References } from '@app/catalog';
import { RecordTime } from '@app/database';
import {
  furthestFirst,
  InvalidProblem,
  type IsoDate,
  type Movement,
  movementOf,
  type MovementTable,
  movementTableOf,
} from '@app/domain';
import { lastDayOf, youngestOn } from '../positions/days.js';
import type { Method } from '../records/pair.js';
import { RecordFilters, type RecordSelection, selectionParameters } from '../records/record-filters.js';
import { recordsLink } from '../records/records-link.js';
import { type ComparedRow, ComparisonReadModel } from './comparison.read-model.js';
import { ScalesReadModel } from './scales.read-model.js';
import { assertWithinLimit, daysOfRecords, ROWS_LIMIT, type Side, shownSide } from './side.js';

export interface DatesComparisonRequest extends RecordSelection {
  readonly issue: readonly string[];
  readonly actor?: readonly string[] | undefined;
  /** EDTF; the last day of each is meant. */
  readonly from: string;
  readonly to: string;
  /** Days; positions last known to hold longer ago are left out. */
  readonly maxAge?: number | undefined;
  readonly knownAt?: string | undefined;
}

/** Where one actor stood on the two days. */
export interface ActorMovement extends Movement {
  readonly actor: string;
  readonly issue: string;
  readonly from: Side | null;
  readonly to: Side | null;
  readonly recordsUrl: string;
}

export interface IssueMovements extends MovementTable {
  readonly issue: string;
  /** All points of its scale, ascending. */
  readonly points: readonly number[];
  /** Why there is no mean; null where there is one. */
  readonly reason: 'no-actor-has-both' | null;
  /** Those that moved furthest first. */
  readonly actors: readonly ActorMovement[];
}

type MovementCounts = Pick<MovementTable, 'moved' | 'stayed' | 'appeared' | 'lapsed'>;

export interface DatesComparison {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly issues: readonly IssueMovements[];
  /** Of all issues together. */
  readonly counts: MovementCounts;
  readonly method: Method;
  readonly knownAt: string;
}

/** Who stood where on two days, and who moved from where to where. */
@Injectable()
export class DatesComparisonService {
  constructor(
    private readonly references: References,
    private readonly filters: RecordFilters,
    private readonly scales: ScalesReadModel,
    private readonly comparison: ComparisonReadModel,
    private readonly recordTime: RecordTime,
  ) {}

  /** Throws `<kind>/unknown`, `date/…`, `known-at/…`, `comparison/too-many-rows`. */
  async of(request: DatesComparisonRequest): Promise<DatesComparison> {
    const days = daysOf(request);
    const moment = await this.recordTime.asked(request.knownAt);
    const actorIds = request.actor && (await this.references.ids('actor', request.actor, '?actor', moment));
    const issueIds = await this.references.ids('issue', request.issue, '?issue', moment);
    const sideOn = (on: IsoDate) => ({ actorIds, issueIds, on, youngest: youngestOn(on, request.maxAge) });
    const { knownAt, rows } = await this.comparison.of({
      sides: [sideOn(days.from), sideOn(days.to)],
      matchedBy: 'pair',
      filters: await this.filters.of(request, moment),
      knownAt: moment,
      limit: ROWS_LIMIT,
    });
    assertWithinLimit(rows, '?issue');
    const rowsOf = Map.groupBy(rows, ({ issue }) => issue);
    const scales = await this.scales.of(issueIds);
    const issues = scales.map(({ points, slug }) =>
      movementsOf({ issue: slug, points, rows: rowsOf.get(slug) ?? [], selection: request, knownAt }),
    );
    return {
      ...days,
      issues,
      counts: countsOf(issues),
      method: methodOf(request, days),
      knownAt,
    };
  }
}

/** Throws `date/window-reversed`. */
function daysOf(request: DatesComparisonRequest): { from: IsoDate; to: IsoDate } {
  const from = lastDayOf(request.from, '?from');
  const to = lastDayOf(request.to, '?to');
  if (from <= to) return { from, to };
  throw InvalidProblem.at(
    '?to',
    'date/window-reversed',
    `The last day of to, ${to}, lies before that of from, ${from}; exchange the two or move one of them.`,
  );
}

function movementsOf({
  issue,
  knownAt,
  points,
  rows,
  selection,
}: {
  readonly issue: string;
  readonly points: readonly number[];
  readonly rows: readonly ComparedRow[];
  readonly selection: RecordSelection;
  readonly knownAt: string;
}): IssueMovements {
  const read = rows.map(({ actor, sides }) => {
    const [from, to] = sides;
    const readings = { from: from?.position ?? null, to: to?.position ?? null };
    const recordsUrl = recordsLink({ pair: { actor, issue }, ...daysOfRecords(sides), selection, knownAt });
    const shown = { actor, issue, from: shownSide(from), to: shownSide(to), ...movementOf(readings), recordsUrl };
    return { readings, shown };
  });
  const table = movementTableOf(
    points,
    read.map(({ readings }) => readings),
  );
  const actors = read.map(({ shown }) => shown);
  return {
    issue,
    points,
    ...table,
    reason: table.meanDelta === null ? 'no-actor-has-both' : null,
    actors: furthestFirst(actors, ({ actor, delta }) => ({ delta, name: actor })),
  };
}

function countsOf(issues: readonly IssueMovements[]): MovementCounts {
  const sum = (of: keyof MovementCounts): number => issues.reduce((total, issue) => total + issue[of], 0);
  return { moved: sum('moved'), stayed: sum('stayed'), appeared: sum('appeared'), lapsed: sum('lapsed') };
}

const methodOf = (
  { actor, issue, maxAge, ...selection }: DatesComparisonRequest,
  days: { readonly from: IsoDate; readonly to: IsoDate },
): Method => ({
  id: 'comparison',
  version: 1,
  reference: 'docs/methodology.md#comparison',
  parameters: {
    ...days,
    issue,
    ...(actor === undefined ? {} : { actor }),
    ...(maxAge === undefined ? {} : { maxAge }),
    ...selectionParameters(selection),
  },
});
