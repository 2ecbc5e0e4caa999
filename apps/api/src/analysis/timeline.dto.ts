import { ApiProperty } from '@nestjs/swagger';
import type { TimelineRequest } from '@app/analysis';
import { WITHOUT, type Without } from '@app/ledger';
import { Amount, Amounts, PositiveAmount } from '../validation/numbers.js';
import { Count, Edtf, MayBeAbsent, OneOf, SomeOf } from '../validation/validators.js';
import { tableOf } from '../http/table.js';
import { MethodResponse } from './method.response.js';
import { SelectionQuery } from './selection.query.js';

const INTERVALS = ['day', 'week', 'month', 'quarter', 'year', 'change'] as const;
const METHODS = ['last', 'mean', 'weighted', 'decay'] as const;
/** Days and weights up to here can be computed with. */
const MUCH = 1_000_000;
/** Weights smaller than this would be lost beside others. */
const LITTLE = 0.000001;

export class TimelineQuery extends SelectionQuery {
  /** `month` where it is left out; `change` gives one row per change. */
  @MayBeAbsent() @OneOf(INTERVALS) @ApiProperty({ required: false }) readonly interval?: (typeof INTERVALS)[number];
  /** EDTF, from its first day; from the first record, where it is left out. @example "2023-11" */
  @MayBeAbsent() @Edtf() readonly from?: string;
  /** EDTF, to its last day; to the last record, where it is left out. @example "2024-03" */
  @MayBeAbsent() @Edtf() readonly to?: string;
  /**
   * `last` observation, where it is left out; the `mean` of each bucket; the mean `weighted` by the credibility of the best
   * citation; the mean of all records so far, of which older ones count less: `decay`, which needs a halfLife.
   */
  @MayBeAbsent() @OneOf(METHODS) @ApiProperty({ required: false }) readonly method?: (typeof METHODS)[number];
  /**
   * For weighted and decay: what a record weighs whose best citation is of credibility 1 to 6, each above 0 and up to 1;
   * 1, 0.8, 0.6, 0.4, 0.2, 0.5 where it is left out.
   */
  @MayBeAbsent() @Amounts(6, LITTLE, 1) readonly credibilityWeights?: readonly number[];
  /** For decay: in how many days a record comes to weigh half. @example 90 */
  @MayBeAbsent() @PositiveAmount(MUCH) readonly halfLife?: number;
  /** For decay: a mean that weighs less is withheld; 0.25 where it is left out. */
  @MayBeAbsent() @Amount(MUCH) readonly minWeight?: number;
  /** `previous` carries the last position into buckets without records; `none`, where it is left out, leaves them out. */
  @MayBeAbsent() @OneOf(['none', 'previous']) @ApiProperty({ required: false }) readonly fill?: 'none' | 'previous';
  /** With fill=previous: days after which a position is not carried any further. @example 365 */
  @MayBeAbsent() @Count(0, MUCH) @ApiProperty({ required: false }) readonly maxAge?: number;
  /** Gives each series without these records as well, in the same buckets; what they are is said of `without`. */
  @MayBeAbsent() @SomeOf(WITHOUT, 'Without') readonly sensitivity?: readonly Without[];
  /** `broader` takes in the stances on all issues below those named in `issue` as well, each once. */
  @MayBeAbsent() @OneOf(['broader']) @ApiProperty({ required: false }) readonly rollup?: 'broader';
  /** `array` gives one flat row per point. */
  @MayBeAbsent() @OneOf(['object', 'array']) @ApiProperty({ required: false }) readonly shape?: 'object' | 'array';
}

export const toTimelineRequest = ({ fill, interval, method, ...rest }: TimelineQuery): TimelineRequest => ({
  ...rest,
  fill: fill ?? 'none',
  interval: interval ?? 'month',
  method: method ?? 'last',
});

export class TimelinePointResponse {
  /** First day. */
  readonly start!: string;
  /** First day after it; null for a state that still holds. */
  readonly end!: string | null;
  /**
   * On the scale; null where only a record without position, or one of uncertain date, reaches the bucket, and where it is
   * withheld.
   */
  readonly position!: number | null;
  /** The position mapped to −1 … 1. */
  readonly score!: number | null;
  /** Lowest score that the records allow, given imprecise dates and records of one day that disagree. */
  readonly lower!: number | null;
  /** Highest such score. */
  readonly upper!: number | null;
  /** Records with a position. */
  readonly n!: number;
  /** Records without one. */
  readonly unpositioned!: number;
  /** Records of the act ABSENCE; most of them are without a position. */
  readonly absent!: number;
  /** Records per position. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } }) readonly counts!: Record<string, number>;
  /** The position rests on a record from before. */
  readonly carried!: boolean;
  /** Days since the position was last known to hold. */
  readonly ageDays!: number | null;
  /** Ids of the records, newest first, five at most; recordsUrl of the series lists them all. */
  readonly records!: string[];
  /** The earliest and the latest dates of the records give different figures. */
  readonly dateUncertain!: boolean;
  /** Records of one day disagree. */
  readonly contested!: boolean;
  /** For mean, weighted and decay: 95 % interval of the mean, as scores; null where it rests on fewer than two records. */
  readonly intervalLower?: number | null;
  readonly intervalUpper?: number | null;
  /** For weighted and decay: sum of the weights of the records that the position rests on. */
  readonly weight?: number | null;
  /** For weighted and decay: so many records of equal weight would say as much. */
  readonly effectiveN?: number | null;
  /** For decay: there is a mean, but it weighs less than minWeight. */
  readonly withheld?: boolean;
}

/** A point with shape=array. */
export class TimelineRowResponse extends TimelinePointResponse {
  readonly actor!: string;
  readonly issue!: string;
  /** With sensitivity: which records the series is without; null for the full one. */
  @ApiProperty({ type: 'string', enum: WITHOUT, nullable: true, required: false })
  readonly without?: Without | null;
}

export class RollupResponse {
  /** Issues that are taken in: the one asked for and those below it. */
  readonly issues!: number;
  /** Slugs of issues below it that are not: paths of equal weight and length disagree about their direction. */
  readonly leftOut!: string[];
}

export class VariantResponse {
  @OneOf(WITHOUT) readonly without!: Without;
  readonly points!: TimelinePointResponse[];
  /** As that of the series, without these records. */
  readonly recordsUrl!: string;
}

export class SeriesResponse {
  readonly actor!: string;
  readonly issue!: string;
  readonly points!: TimelinePointResponse[];
  /** With rollup=broader. */
  readonly rollup?: RollupResponse;
  /** With sensitivity: the series without some records, in its buckets. */
  readonly variants?: VariantResponse[];
  /**
   * Lists all records of the series. A template (RFC 6570): with `from` and `to`, those that may fall in these days.
   * @example "/v1/stances?actor=taliban&issue=un-envoy&knownAt=2026-11-24T12%3A00%3A00.000Z{&from,to}"
   */
  readonly recordsUrl!: string;
}

export class TimelineResponse {
  readonly series!: SeriesResponse[];
  readonly method!: MethodResponse;
  /** The state of the data that the answer shows; ask with knownAt for exactly this answer, later. */
  readonly knownAt!: string;
}

export const TIMELINE_TABLE = tableOf(TimelineResponse, TimelineRowResponse, [
  'actor',
  'issue',
  'without',
  'start',
  'end',
  'position',
  'score',
  'lower',
  'upper',
  'n',
  'unpositioned',
  'absent',
  'counts',
  'carried',
  'ageDays',
  'records',
  'dateUncertain',
  'contested',
  'intervalLower',
  'intervalUpper',
  'weight',
  'effectiveN',
  'withheld',
]);
