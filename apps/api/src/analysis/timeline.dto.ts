import { ApiProperty } from '@nestjs/swagger';
import type { TimelineRequest } from '@app/analysis';
import { Edtf, MayBeAbsent, OneOf } from '../validation/validators.js';
import { tableOf } from '../http/table.js';
import { MethodResponse } from './method.response.js';
import { SelectionQuery } from './selection.query.js';

const INTERVALS = ['day', 'week', 'month', 'quarter', 'year', 'change'] as const;

export class TimelineQuery extends SelectionQuery {
  /** `month` where it is left out; `change` gives one row per change. */
  @MayBeAbsent() @OneOf(INTERVALS) @ApiProperty({ required: false }) readonly interval?: (typeof INTERVALS)[number];
  /** EDTF, from its first day; from the first record, where it is left out. @example "2023-11" */
  @MayBeAbsent() @Edtf() readonly from?: string;
  /** EDTF, to its last day; to the last record, where it is left out. @example "2024-03" */
  @MayBeAbsent() @Edtf() readonly to?: string;
  /** `last` observation, where it is left out, or the `mean` of each bucket. */
  @MayBeAbsent() @OneOf(['last', 'mean']) @ApiProperty({ required: false }) readonly method?: 'last' | 'mean';
  /** `previous` carries the last position into buckets without records; `none`, where it is left out, leaves them out. */
  @MayBeAbsent() @OneOf(['none', 'previous']) @ApiProperty({ required: false }) readonly fill?: 'none' | 'previous';
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
  /** On the scale; null where only a record without position, or one of uncertain date, reaches the bucket. */
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
}

/** A point with shape=array. */
export class TimelineRowResponse extends TimelinePointResponse {
  readonly actor!: string;
  readonly issue!: string;
}

export class RollupResponse {
  /** Issues that are taken in: the one asked for and those below it. */
  readonly issues!: number;
  /** Slugs of issues below it that are not: paths of equal weight and length disagree about their direction. */
  readonly leftOut!: string[];
}

export class SeriesResponse {
  readonly actor!: string;
  readonly issue!: string;
  readonly points!: TimelinePointResponse[];
  /** With rollup=broader. */
  readonly rollup?: RollupResponse;
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
  'start',
  'end',
  'position',
  'score',
  'lower',
  'upper',
  'n',
  'unpositioned',
  'counts',
  'carried',
  'ageDays',
  'records',
  'dateUncertain',
  'contested',
]);
