import { ApiProperty, OmitType } from '@nestjs/swagger';
import type { ActorsComparisonRequest, DatesComparisonRequest } from '@app/analysis';
import { tableOf } from '../http/table.js';
import { Count, Edtf, MayBeAbsent, OneOf, Reference, References } from '../validation/validators.js';
import { HeldResponse } from './held.response.js';
import { MethodResponse } from './method.response.js';
import { LONGEST_AGE } from './positions.dto.js';
import { SelectionQuery } from './selection.query.js';

const MOVEMENTS = ['MOVED', 'STAYED', 'APPEARED', 'LAPSED'] as const;
const DIFFERENCES = ['DIFFERENT', 'SAME', 'ONLY_A', 'ONLY_B'] as const;

export class ComparisonQuery extends OmitType(SelectionQuery, ['issue']) {
  /** On these issues, 50 at most: slugs or ids. @example "un-envoy" */
  @ApiProperty({ required: true }) @References(50) readonly issue!: string[];
  /** EDTF; its last day is the first that is compared. @example "2023-01" */
  @Edtf() readonly from!: string;
  /** EDTF; its last day is the second that is compared. @example "2024-03" */
  @Edtf() readonly to!: string;
  /** Days; leaves out positions that were last known to hold longer ago, on either day. */
  @MayBeAbsent() @Count(0, LONGEST_AGE) @ApiProperty({ required: false }) readonly maxAge?: number;
  /** `array` gives one flat row per actor and issue. */
  @MayBeAbsent() @OneOf(['object', 'array']) @ApiProperty({ required: false }) readonly shape?: 'object' | 'array';
}

export class ActorsComparisonQuery extends OmitType(SelectionQuery, ['actor']) {
  /** An actor: slug or id. @example "iran" */
  @Reference() readonly a!: string;
  /** Another one. @example "taliban" */
  @Reference() readonly b!: string;
  /** EDTF; its last day is meant. @example "2024-02-19" */
  @Edtf() readonly on!: string;
  /** Days; leaves out positions that were last known to hold longer ago. */
  @MayBeAbsent() @Count(0, LONGEST_AGE) @ApiProperty({ required: false }) readonly maxAge?: number;
  /** `array` gives one flat row per issue. */
  @MayBeAbsent() @OneOf(['object', 'array']) @ApiProperty({ required: false }) readonly shape?: 'object' | 'array';
}

export const toDatesComparisonRequest = (query: ComparisonQuery): DatesComparisonRequest => query;
export const toActorsComparisonRequest = (query: ActorsComparisonQuery): ActorsComparisonRequest => query;

/** Where somebody stands on a day. */
export class ComparedSideResponse extends HeldResponse {}

export class ActorMovementResponse {
  readonly actor!: string;
  readonly issue!: string;
  /** Null where there was no position on the first day. */
  readonly from!: ComparedSideResponse | null;
  /** Null where there was none on the second, or an older one than maxAge allows. */
  readonly to!: ComparedSideResponse | null;
  /** Second position minus first; null unless there are both. */
  readonly delta!: number | null;
  readonly moved!: boolean;
  @ApiProperty({ enum: MOVEMENTS, enumName: 'MovementStatus' }) readonly status!: (typeof MOVEMENTS)[number];
  /** Lists the records of both sides, and what else may be of the days between. */
  readonly recordsUrl!: string;
}

export class TransitionResponse {
  readonly from!: number;
  readonly to!: number;
  /** Actors that went from the one to the other. */
  readonly n!: number;
}

export class IssueMovementsResponse {
  readonly issue!: string;
  /** All points of its scale. */
  readonly points!: number[];
  /** From which point to which; pairs of points that nobody is at are left out. */
  readonly transitions!: TransitionResponse[];
  /** Actors with another position on the second day. */
  readonly moved!: number;
  /** With the same. */
  readonly stayed!: number;
  /** With a position on the second day only. */
  readonly appeared!: number;
  /** On the first day only. */
  readonly lapsed!: number;
  /** Mean of second position minus first, over those with both; null with a reason. */
  readonly meanDelta!: number | null;
  @ApiProperty({ type: 'string', enum: ['no-actor-has-both'], nullable: true })
  readonly reason!: 'no-actor-has-both' | null;
  /** Those that moved furthest first, then by slug. */
  readonly actors!: ActorMovementResponse[];
}

export class MovementCountsResponse {
  readonly moved!: number;
  readonly stayed!: number;
  readonly appeared!: number;
  readonly lapsed!: number;
}

export class ComparisonResponse {
  /** The two days. */
  readonly from!: string;
  readonly to!: string;
  readonly issues!: IssueMovementsResponse[];
  /** Of all issues together. */
  readonly counts!: MovementCountsResponse;
  readonly method!: MethodResponse;
  readonly knownAt!: string;
}

/** An actor and an issue with shape=array. */
export class ActorMovementRowResponse {
  readonly actor!: string;
  readonly issue!: string;
  readonly fromPosition!: number | null;
  readonly fromScore!: number | null;
  readonly fromContested!: boolean | null;
  readonly fromSince!: string | null;
  readonly fromAgeDays!: number | null;
  readonly fromN!: number | null;
  readonly fromRecords!: string[] | null;
  readonly toPosition!: number | null;
  readonly toScore!: number | null;
  readonly toContested!: boolean | null;
  readonly toSince!: string | null;
  readonly toAgeDays!: number | null;
  readonly toN!: number | null;
  readonly toRecords!: string[] | null;
  readonly delta!: number | null;
  readonly moved!: boolean;
  @ApiProperty({ enum: MOVEMENTS, enumName: 'MovementStatus' }) readonly status!: (typeof MOVEMENTS)[number];
  readonly recordsUrl!: string;
}

export class IssueDifferenceResponse {
  readonly issue!: string;
  readonly a!: ComparedSideResponse | null;
  readonly b!: ComparedSideResponse | null;
  /** Position of b minus that of a; null unless there are both. */
  readonly delta!: number | null;
  /** The same of the scores. */
  readonly scoreDelta!: number | null;
  @ApiProperty({ enum: DIFFERENCES, enumName: 'DifferenceStatus' }) readonly status!: (typeof DIFFERENCES)[number];
  /** Lists the records of both, and what else they have on record of the days between. */
  readonly recordsUrl!: string;
}

export class DifferenceCountsResponse {
  readonly different!: number;
  readonly same!: number;
  /** Issues on which only a has a position. */
  readonly onlyA!: number;
  readonly onlyB!: number;
}

export class ActorsComparisonResponse {
  readonly on!: string;
  readonly a!: string;
  readonly b!: string;
  readonly counts!: DifferenceCountsResponse;
  /** Those on which the scores lie furthest apart first, then by slug. */
  readonly issues!: IssueDifferenceResponse[];
  readonly method!: MethodResponse;
  readonly knownAt!: string;
}

/** An issue with shape=array. */
export class IssueDifferenceRowResponse {
  readonly issue!: string;
  readonly aPosition!: number | null;
  readonly aScore!: number | null;
  readonly aContested!: boolean | null;
  readonly aSince!: string | null;
  readonly aAgeDays!: number | null;
  readonly aN!: number | null;
  readonly aRecords!: string[] | null;
  readonly bPosition!: number | null;
  readonly bScore!: number | null;
  readonly bContested!: boolean | null;
  readonly bSince!: string | null;
  readonly bAgeDays!: number | null;
  readonly bN!: number | null;
  readonly bRecords!: string[] | null;
  readonly delta!: number | null;
  readonly scoreDelta!: number | null;
  @ApiProperty({ enum: DIFFERENCES, enumName: 'DifferenceStatus' }) readonly status!: (typeof DIFFERENCES)[number];
  readonly recordsUrl!: string;
}

export const COMPARISON_TABLE = tableOf(ComparisonResponse, ActorMovementRowResponse, [
  'actor',
  'issue',
  'fromPosition',
  'fromScore',
  'fromContested',
  'fromSince',
  'fromAgeDays',
  'fromN',
  'fromRecords',
  'toPosition',
  'toScore',
  'toContested',
  'toSince',
  'toAgeDays',
  'toN',
  'toRecords',
  'delta',
  'moved',
  'status',
  'recordsUrl',
]);

export const ACTORS_COMPARISON_TABLE = tableOf(ActorsComparisonResponse, IssueDifferenceRowResponse, [
  'issue',
  'aPosition',
  'aScore',
  'aContested',
  'aSince',
  'aAgeDays',
  'aN',
  'aRecords',
  'bPosition',
  'bScore',
  'bContested',
  'bSince',
  'bAgeDays',
  'bN',
  'bRecords',
  'delta',
  'scoreDelta',
  'status',
  'recordsUrl',
]);
