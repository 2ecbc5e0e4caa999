import { ApiProperty } from '@nestjs/swagger';
import type { PositionsRequest, ShiftsRequest, TimelineRequest } from '@app/analysis';
import { Confidence, StanceAct, StanceChannel } from '@app/database';
import { Count, Edtf, MayBeAbsent, Moment, OneOf, PageCursor, References, SomeOf } from '../validation/validators.js';

/** Which records a figure rests on. */
export class SelectionQuery {
  /** Only of these actors: slugs or ids. @example "taliban" */
  @MayBeAbsent() @References() readonly actor?: string[];
  /** Only on these issues: slugs or ids. @example "un-envoy" */
  @MayBeAbsent() @References() readonly issue?: string[];
  /** Only stances toward one of these actors. */
  @MayBeAbsent() @References() readonly target?: string[];
  /** Only what one of these said. */
  @MayBeAbsent() @References() readonly speaker?: string[];
  /** Only at or about one of these events. */
  @MayBeAbsent() @References() readonly event?: string[];
  /** Only records that cite one of these sources. */
  @MayBeAbsent() @References() readonly source?: string[];
  @MayBeAbsent() @SomeOf(Object.values(StanceAct), 'StanceAct') readonly act?: readonly StanceAct[];
  @MayBeAbsent() @SomeOf(Object.values(StanceChannel), 'StanceChannel') readonly channel?: readonly StanceChannel[];
  @MayBeAbsent() @SomeOf(Object.values(Confidence), 'Confidence') readonly confidence?: readonly Confidence[];

  /** Answer as it would have been then: RFC 3339, or a day for its first instant (UTC). @example "2026-11-24T12:00:00Z" */
  @MayBeAbsent() @Moment() readonly knownAt?: string;
}

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

export class PositionsQuery extends SelectionQuery {
  /** EDTF; its last day is meant. @example "2024-02-19" */
  @Edtf() readonly on!: string;
  /** `array` gives the bare cells. */
  @MayBeAbsent() @OneOf(['object', 'array']) @ApiProperty({ required: false }) readonly shape?: 'object' | 'array';
}

export const toPositionsRequest = (query: PositionsQuery): PositionsRequest => query;

export class ShiftsQuery extends SelectionQuery {
  /** EDTF, from its first day. @example "2023" */
  @MayBeAbsent() @Edtf() readonly since?: string;
  /** EDTF, to its last day. @example "2024" */
  @MayBeAbsent() @Edtf() readonly until?: string;
  /** Shifts of a page, 1 to 1000; 50 where it is left out. */
  @MayBeAbsent()
  @Count(1, 1000)
  @ApiProperty({ required: false, default: 50 })
  readonly limit?: number;
  /** `nextCursor` of the page before. */
  @MayBeAbsent() @PageCursor() readonly cursor?: string;
  /** `array` gives the bare array; the next page is then in the Link header. */
  @MayBeAbsent() @OneOf(['object', 'array']) @ApiProperty({ required: false }) readonly shape?: 'object' | 'array';
}

export const toShiftsRequest = ({ limit, ...rest }: ShiftsQuery): ShiftsRequest => ({ ...rest, limit: limit ?? 50 });

export class MethodResponse {
  /** @example "last" */
  readonly id!: string;
  readonly version!: number;
  /** Where the formula is written down. */
  readonly reference!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly parameters!: Record<string, unknown>;
}

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

export class CellResponse {
  readonly actor!: string;
  readonly issue!: string;
  readonly position!: number;
  readonly score!: number;
  /** Records of the last day disagree. */
  readonly contested!: boolean;
  /** First day of the unbroken run of this position; null is open. */
  readonly since!: string | null;
  /** Days since it was last known to hold. */
  readonly ageDays!: number;
  /** Records of the last day. */
  readonly n!: number;
  /** Their ids, five at most. */
  readonly records!: string[];
}

export class PositionsResponse {
  readonly on!: string;
  readonly cells!: CellResponse[];
  readonly method!: MethodResponse;
  readonly knownAt!: string;
}

export class ShiftSideResponse {
  readonly position!: number;
  readonly score!: number;
  readonly earliest!: string | null;
  readonly latest!: string | null;
  /** Other records of the same day hold another position. */
  readonly contested!: boolean;
  readonly records!: string[];
}

export class ShiftResponse {
  readonly actor!: string;
  readonly issue!: string;
  readonly from!: ShiftSideResponse;
  readonly to!: ShiftSideResponse;
  /** The change lies between these days, both included; null is unknown. */
  @ApiProperty({ type: 'array', items: { type: 'string', nullable: true }, minItems: 2, maxItems: 2 })
  readonly between!: (string | null)[];
  readonly delta!: number;
  /** The dates overlap, so that the second may have been taken before the first. */
  readonly orderUncertain!: boolean;
  readonly recordsUrl?: string;
}

export class ShiftsResponse {
  readonly items!: ShiftResponse[];
  readonly nextCursor!: string | null;
  readonly method!: MethodResponse;
  readonly knownAt!: string;
}
