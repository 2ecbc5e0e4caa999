import { Injectable } from '@nestjs/common';
import { References } from '@app/catalog';
import { RecordTime } from '@app/database';
import {
  furthestFirst,
  InvalidProblem,
  type IsoDate,
  movementOf,
  type MovementStatus,
  scoreDifference,
} from '@app/domain';
import { lastDayOf, youngestOn } from '../positions/days.js';
import type { Method } from '../records/pair.js';
import { RecordFilters, type RecordSelection, selectionParameters } from '../records/record-filters.js';
import { recordsLink } from '../records/records-link.js';
import { type ComparedRow, ComparisonReadModel } from './comparison.read-model.js';
import { assertWithinLimit, daysOfRecords, ROWS_LIMIT, type Side, shownSide } from './side.js';

export interface ActorsComparisonRequest extends RecordSelection {
  /** Slugs or ids. */
  readonly a: string;
  readonly b: string;
  readonly issue?: readonly string[] | undefined;
  /** EDTF; its last day is meant. */
  readonly on: string;
  /** Days; positions last known to hold longer ago are left out. */
  readonly maxAge?: number | undefined;
  readonly knownAt?: string | undefined;
}

export type DifferenceStatus = 'DIFFERENT' | 'SAME' | 'ONLY_A' | 'ONLY_B';

/** Where the two stand on one issue. */
export interface IssueDifference {
  readonly issue: string;
  readonly a: Side | null;
  readonly b: Side | null;
  /** Position of b minus that of a; null where one has none. */
  readonly delta: number | null;
  /** The same of the scores, which can be compared from scale to scale. */
  readonly scoreDelta: number | null;
  readonly status: DifferenceStatus;
  readonly recordsUrl: string;
}

export interface ActorsComparison {
  readonly on: IsoDate;
  /** Slugs. */
  readonly a: string;
  readonly b: string;
  /** Issues by how the two stand on them. */
  readonly counts: {
    readonly different: number;
    readonly same: number;
    readonly onlyA: number;
    readonly onlyB: number;
  };
  /** Where their scores lie furthest apart first. */
  readonly issues: readonly IssueDifference[];
  readonly method: Method;
  readonly knownAt: string;
}

const STATUSES: Readonly<Record<MovementStatus, DifferenceStatus>> = {
  MOVED: 'DIFFERENT',
  STAYED: 'SAME',
  APPEARED: 'ONLY_B',
  LAPSED: 'ONLY_A',
};

/** Where two actors stand on a day, side by side. */
@Injectable()
export class ActorsComparisonService {
  constructor(
    private readonly references: References,
    private readonly filters: RecordFilters,
    private readonly comparison: ComparisonReadModel,
    private readonly recordTime: RecordTime,
  ) {}

  /** Throws `<kind>/unknown`, `date/…`, `known-at/…`, `comparison/same-actor`, `comparison/too-many-rows`. */
  async of(request: ActorsComparisonRequest): Promise<ActorsComparison> {
    const on = lastDayOf(request.on, '?on');
    const moment = await this.recordTime.asked(request.knownAt);
    const [a] = await this.references.named('actor', [request.a], '?a', moment);
    const [b] = await this.references.named('actor', [request.b], '?b', moment);
    const actors = [a!, b!] as const;
    assertTwoActors(actors);
    const issueIds = request.issue && (await this.references.ids('issue', request.issue, '?issue', moment));
    const sideOf = (id: string) => ({ actorIds: [id], issueIds, on, youngest: youngestOn(on, request.maxAge) });
    const { knownAt, rows } = await this.comparison.of({
      sides: [sideOf(actors[0].id), sideOf(actors[1].id)],
      matchedBy: 'issue',
      filters: await this.filters.of(request, moment),
      knownAt: moment,
      limit: ROWS_LIMIT,
    });
    assertWithinLimit(rows, '?issue');
    const slugs = { a: actors[0].slug, b: actors[1].slug };
    const issues = rows.map((row) => differenceOf(row, slugs, request, knownAt));
    return {
      on,
      ...slugs,
      counts: countsOf(issues),
      issues: furthestFirst(issues, ({ issue, scoreDelta }) => ({ delta: scoreDelta, name: issue })),
      method: methodOf(request, on),
      knownAt,
    };
  }
}

function assertTwoActors([a, b]: readonly [{ readonly id: string }, { readonly id: string }]): void {
  if (a.id !== b.id) return;
  throw InvalidProblem.at('?b', 'comparison/same-actor', 'Name two actors; a and b are one and the same.');
}

function differenceOf(
  { issue, sides }: ComparedRow,
  { a, b }: { readonly a: string; readonly b: string },
  selection: RecordSelection,
  knownAt: string,
): IssueDifference {
  const [ofA, ofB] = sides;
  const { delta, status } = movementOf({ from: ofA?.position ?? null, to: ofB?.position ?? null });
  return {
    issue,
    a: shownSide(ofA),
    b: shownSide(ofB),
    delta,
    scoreDelta: ofA === null || ofB === null ? null : scoreDifference(ofA.score, ofB.score),
    status: STATUSES[status],
    recordsUrl: recordsLink({ pair: { actor: `${a},${b}`, issue }, ...daysOfRecords(sides), selection, knownAt }),
  };
}

function countsOf(issues: readonly IssueDifference[]): ActorsComparison['counts'] {
  const count = (wanted: DifferenceStatus): number => issues.filter(({ status }) => status === wanted).length;
  return { different: count('DIFFERENT'), same: count('SAME'), onlyA: count('ONLY_A'), onlyB: count('ONLY_B') };
}

const methodOf = ({ a, b, issue, maxAge, ...selection }: ActorsComparisonRequest, on: IsoDate): Method => ({
  id: 'actor-comparison',
  version: 1,
  reference: 'docs/methodology.md#comparison',
  parameters: {
    a,
    b,
    on,
    ...(issue === undefined ? {} : { issue }),
    ...(maxAge === undefined ? {} : { maxAge }),
    ...selectionParameters(selection),
  },
});
