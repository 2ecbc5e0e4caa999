import { ApiProperty } from '@nestjs/swagger';
import type { AgreementRequest, AgreementTimelineRequest } from '@app/analysis';
import type { AgreementMeasure, Distance } from '@app/domain';
import { tableOf } from '../http/table.js';
import { Count, Edtf, MayBeAbsent, OneOf, References, SomeOf } from '../validation/validators.js';
import { MethodResponse } from './method.response.js';
import { SelectionQuery } from './selection.query.js';

export const AGREEMENT_MEASURES = ['identical', 'graded', 's', 'kappa', 'pi'] as const;
const DISTANCES = ['nominal', 'linear', 'quadratic'] as const;
const INTERVALS = ['month', 'quarter', 'year', 'event'] as const;

/** Which units two actors are compared on, and how each counts. */
export class AgreementUnitsQuery extends SelectionQuery {
  /** Compared with those in `actor`; where it is left out, one actor with all others, several each with each. @example "taliban" */
  @MayBeAbsent() @References() readonly with?: string[];
  /** `broader`: on all issues below those named in `issue` as well. */
  @MayBeAbsent() @OneOf(['broader']) @ApiProperty({ required: false }) readonly rollup?: 'broader';
  /** EDTF: positions last known to hold on its first day or later. @example "2023" */
  @MayBeAbsent() @Edtf() readonly from?: string;
  /** EDTF: positions in force on its last day. @example "2024" */
  @MayBeAbsent() @Edtf() readonly to?: string;
  /** The middle of a scale is a `position` (where it is left out), `half` an agreement with any other, or `dropped`. */
  @MayBeAbsent()
  @OneOf(['position', 'half', 'dropped'])
  @ApiProperty({ required: false })
  readonly abstention?: 'position' | 'half' | 'dropped';
  /** Where one was absent, the unit is `dropped` (where it is left out) or `half` an agreement. */
  @MayBeAbsent() @OneOf(['dropped', 'half']) @ApiProperty({ required: false }) readonly absence?: 'dropped' | 'half';
  /** Issues on which all who held a position held the same are `kept` (where it is left out) or `dropped`. */
  @MayBeAbsent() @OneOf(['kept', 'dropped']) @ApiProperty({ required: false }) readonly unanimous?: 'kept' | 'dropped';
  /** Issues weigh the same (`equal`, where it is left out), or as the links below the one asked for (`link`). */
  @MayBeAbsent() @OneOf(['equal', 'link']) @ApiProperty({ required: false }) readonly weights?: 'equal' | 'link';
  /** `array` gives the bare items. */
  @MayBeAbsent() @OneOf(['object', 'array']) @ApiProperty({ required: false }) readonly shape?: 'object' | 'array';
}

export class AgreementQuery extends AgreementUnitsQuery {
  /** `graded` where it is left out. */
  @MayBeAbsent() @SomeOf(AGREEMENT_MEASURES, 'AgreementMeasure') readonly measure?: readonly AgreementMeasure[];
  /** How s, kappa and pi tell positions apart; `linear` where it is left out. */
  @MayBeAbsent() @OneOf(DISTANCES) @ApiProperty({ required: false }) readonly distance?: Distance;
  /** No value where fewer units are common; 5 where it is left out. */
  @MayBeAbsent() @Count(1, 1_000_000) @ApiProperty({ required: false, default: 5 }) readonly minN?: number;
  /** Resamples of the 95 % interval; none where it is left out. @example 1000 */
  @MayBeAbsent() @Count(0, 10_000) @ApiProperty({ required: false, default: 0 }) readonly bootstrap?: number;
  /** Of the resamples: the same seed gives the same interval; 1 where it is left out. */
  @MayBeAbsent() @Count(0, 999_999_999) @ApiProperty({ required: false, default: 1 }) readonly seed?: number;
}

export class AgreementTimelineQuery extends AgreementQuery {
  /** `year` where it is left out; `event`: one point for each event that records are of, such as a session. */
  @MayBeAbsent() @OneOf(INTERVALS) @ApiProperty({ required: false }) readonly interval?: (typeof INTERVALS)[number];
}

export const toAgreementRequest = ({
  absence,
  abstention,
  bootstrap,
  measure,
  minN,
  seed,
  unanimous,
  weights,
  ...rest
}: AgreementQuery): AgreementRequest => ({
  ...rest,
  measures: measure ?? ['graded'],
  abstention: abstention ?? 'position',
  absence: absence ?? 'dropped',
  unanimous: unanimous ?? 'kept',
  weights: weights ?? 'equal',
  minN: minN ?? 5,
  bootstrap: bootstrap ?? 0,
  seed: seed ?? 1,
});

export const toAgreementUnitsRequest = (query: AgreementUnitsQuery): AgreementRequest => toAgreementRequest(query);

export const toAgreementTimelineRequest = ({
  interval,
  ...query
}: AgreementTimelineQuery): AgreementTimelineRequest => ({
  ...toAgreementRequest(query),
  interval: interval ?? 'year',
});

export class AgreementItemResponse {
  /** Slug. */
  readonly a!: string;
  /** Slug. */
  readonly b!: string;
  @ApiProperty({ enum: AGREEMENT_MEASURES }) readonly measure!: AgreementMeasure;
  /** `identical` and `graded` 0 to 1; the others at most 1. Null with a reason. */
  readonly value!: number | null;
  /** Why there is no value: too few common units, or all of them alike. */
  @ApiProperty({ type: 'string', enum: ['too-few', 'no-variation'], nullable: true })
  readonly reason!: 'too-few' | 'no-variation' | null;
  /** Common units. */
  readonly n!: number;
  /** Of the 95 % bootstrap interval; null where none was asked for, or where it is not defined. */
  readonly lower!: number | null;
  readonly upper!: number | null;
}

export class AgreementCountsResponse {
  /** Who has a position or an absence. */
  readonly actors!: number;
  readonly pairs!: number;
  /** Issues that are compared on. */
  readonly units!: number;
  /** Issues left out because all who held a position held the same. */
  readonly unanimous!: number;
}

export class AgreementResponse {
  readonly items!: AgreementItemResponse[];
  readonly counts!: AgreementCountsResponse;
  readonly method!: MethodResponse;
  /** Lists the units of a pair with their records. A template (RFC 6570): expand actor and with. */
  readonly unitsUrl!: string;
  /** Lists all records of some actors. A template (RFC 6570): expand actor. */
  readonly recordsUrl!: string;
  /** The state of the data that the answer shows; ask with knownAt for exactly this answer, later. */
  readonly knownAt!: string;
}

export class AgreementPointResponse extends AgreementItemResponse {
  /** First day; of an event its own; null is open. */
  readonly start!: string | null;
  /** First day after it. */
  readonly end!: string | null;
  /** Slug, with interval=event. */
  readonly event!: string | null;
  /** Issues left out because all who held a position held the same. */
  readonly unanimous!: number;
}

export class AgreementTimelineResponse {
  readonly items!: AgreementPointResponse[];
  readonly method!: MethodResponse;
  readonly unitsUrl!: string;
  readonly recordsUrl!: string;
  readonly knownAt!: string;
}

export class UnitSideResponse {
  /** Null: absent. */
  readonly position!: number | null;
  readonly score!: number | null;
  /** Id of the record. */
  readonly record!: string;
}

const COUNTED = ['whole', 'half', 'abstention', 'absence', 'unanimous'] as const;

export class AgreementUnitResponse {
  /** Slug. */
  readonly issue!: string;
  readonly a!: UnitSideResponse;
  readonly b!: UnitSideResponse;
  readonly weight!: number;
  /** As a whole unit, as half an agreement, or why it is left out. */
  @ApiProperty({ enum: COUNTED }) readonly counted!: (typeof COUNTED)[number];
}

export class UnitCountsResponse {
  readonly counted!: number;
  readonly leftOut!: number;
}

export class AgreementUnitsResponse {
  readonly items!: AgreementUnitResponse[];
  readonly counts!: UnitCountsResponse;
  readonly method!: MethodResponse;
  readonly knownAt!: string;
}

const ITEM_COLUMNS = ['a', 'b', 'measure', 'value', 'reason', 'n', 'lower', 'upper'] as const;

export const AGREEMENT_TABLE = tableOf(AgreementResponse, AgreementItemResponse, ITEM_COLUMNS);

export const AGREEMENT_TIMELINE_TABLE = tableOf(AgreementTimelineResponse, AgreementPointResponse, [
  ...ITEM_COLUMNS,
  'start',
  'end',
  'event',
  'unanimous',
]);

export const AGREEMENT_UNITS_TABLE = tableOf(AgreementUnitsResponse, AgreementUnitResponse, [
  'issue',
  'a.position',
  'a.score',
  'a.record',
  'b.position',
  'b.score',
  'b.record',
  'weight',
  'counted',
]);
