import { ApiProperty } from '@nestjs/swagger';
import type { ChangePointsRequest } from '@app/analysis';
import { tableOf } from '../http/table.js';
import { Count, Edtf, MayBeAbsent, Measure, OneOf } from '../validation/validators.js';
import { MethodResponse } from './method.response.js';
import { SelectionQuery } from './selection.query.js';
import { RollupResponse } from './timeline.dto.js';

const INTERVALS = ['month', 'quarter', 'year'] as const;
const REASONS = ['too-few', 'no-variation'] as const;

export class ChangePointsQuery extends SelectionQuery {
  /** `month` where it is left out. */
  @MayBeAbsent() @OneOf(INTERVALS) @ApiProperty({ required: false }) readonly interval?: (typeof INTERVALS)[number];
  /** EDTF, from its first day; from the first record, where it is left out. @example "2023" */
  @MayBeAbsent() @Edtf() readonly from?: string;
  /** EDTF, to its last day; to the last record, where it is left out. @example "2024" */
  @MayBeAbsent() @Edtf() readonly to?: string;
  /** What one more change has to be worth, times ln n; 2 where it is left out. 1 finds more, 3 fewer. */
  @MayBeAbsent() @Measure(1000) @ApiProperty({ required: false, default: 2 }) readonly penalty?: number;
  /** Nothing is looked for in series of fewer buckets with positions; 10 where it is left out. */
  @MayBeAbsent() @Count(2, 10_000) @ApiProperty({ required: false, default: 10 }) readonly minN?: number;
  /** `broader` takes in the stances on all issues below those named in `issue` as well, each once. */
  @MayBeAbsent() @OneOf(['broader']) @ApiProperty({ required: false }) readonly rollup?: 'broader';
  /** `array` gives one flat row per change, and one for a series without any. */
  @MayBeAbsent() @OneOf(['object', 'array']) @ApiProperty({ required: false }) readonly shape?: 'object' | 'array';
}

export const toChangePointsRequest = ({
  interval,
  minN,
  penalty,
  ...rest
}: ChangePointsQuery): ChangePointsRequest => ({
  ...rest,
  interval: interval ?? 'month',
  minN: minN ?? 10,
  penalty: penalty ?? 2,
});

export class SegmentResponse {
  /** Of the buckets, as a position. */
  readonly mean!: number;
  /** The same as a score. */
  readonly score!: number;
  readonly buckets!: number;
  /** Records with a position; a duration counts in each of its buckets. */
  readonly records!: number;
  /** First day of the first bucket. */
  readonly start!: string;
  /** First day after the last bucket. */
  readonly end!: string;
}

export class CandidateShiftResponse {
  /** First day of the first bucket after the change. */
  readonly at!: string;
  /** A change would lie between these days, both included. */
  @ApiProperty({ type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 })
  readonly between!: readonly string[];
  /** From the change before, or the first bucket. */
  readonly before!: SegmentResponse;
  /** To the next change, or the last bucket. */
  readonly after!: SegmentResponse;
  /** Mean after less mean before, in positions. */
  readonly size!: number;
}

class SeriesOutcome {
  readonly actor!: string;
  readonly issue!: string;
  /** Buckets with positions. */
  readonly n!: number;
  /** What one more change has to be worth, in squares of the standard deviation of the series; null with a reason. */
  readonly penalty!: number | null;
  /** Why nothing was looked for: too few buckets, or all alike. */
  @ApiProperty({ type: 'string', enum: REASONS, nullable: true }) readonly reason!: (typeof REASONS)[number] | null;
}

export class ChangePointSeriesResponse extends SeriesOutcome {
  /** Candidates for a shift, which the records have to bear out. */
  readonly changePoints!: CandidateShiftResponse[];
  /** With rollup=broader. */
  readonly rollup?: RollupResponse;
  /** Lists all records of the series. A template (RFC 6570): with `from` and `to`, those that may fall in these days. */
  readonly recordsUrl!: string;
}

/** With shape=array, one row per change, or one of nulls where there is none. */
export class ChangePointRowResponse extends SeriesOutcome {
  readonly at!: string | null;
  @ApiProperty({ type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2, nullable: true })
  readonly between!: readonly string[] | null;
  readonly before!: SegmentResponse | null;
  readonly after!: SegmentResponse | null;
  readonly size!: number | null;
}

export class ChangePointCountsResponse {
  readonly series!: number;
  /** Series in which nothing was looked for. */
  readonly withReason!: number;
  readonly changePoints!: number;
}

export class ChangePointsResponse {
  readonly items!: ChangePointSeriesResponse[];
  readonly counts!: ChangePointCountsResponse;
  readonly method!: MethodResponse;
  /** The state of the data that the answer shows; ask with knownAt for exactly this answer, later. */
  readonly knownAt!: string;
}

export const CHANGE_POINTS_TABLE = tableOf(ChangePointsResponse, ChangePointRowResponse, [
  'actor',
  'issue',
  'n',
  'penalty',
  'reason',
  'at',
  'between[0]',
  'between[1]',
  'before.mean',
  'before.score',
  'before.buckets',
  'before.records',
  'before.start',
  'before.end',
  'after.mean',
  'after.score',
  'after.buckets',
  'after.records',
  'after.start',
  'after.end',
  'size',
]);
