import { ApiProperty } from '@nestjs/swagger';
import type { DistributionRequest } from '@app/analysis';
import { Count, Edtf, MayBeAbsent, OneOf, Reference } from '../validation/validators.js';
import { MethodResponse } from './method.response.js';
import { LONGEST_AGE } from './positions.dto.js';
import { SelectionQuery } from './selection.query.js';
import { RollupResponse } from './timeline.dto.js';

const INTERVALS = ['month', 'quarter', 'year', 'event'] as const;
const UNDEFINED = ['too-few', 'nobody-on-a-side', 'undefined-for-scale'] as const;

/** Of whose positions, on what and when, whatever is measured. */
export class DistributionQuery extends SelectionQuery {
  /** The members of this actor: those with a relation MEMBER_OF or PART_OF to it. Not with actor. @example "united-nations" */
  @MayBeAbsent() @ApiProperty({ required: false }) @Reference() readonly group?: string;
  /** `broader`: on each of the issues below those named in `issue` as well. */
  @MayBeAbsent() @OneOf(['broader']) @ApiProperty({ required: false }) readonly rollup?: 'broader';
  /** EDTF: positions in force on its last day. In its stead, over time: from, to and interval. @example "2024-02-19" */
  @MayBeAbsent() @Edtf() readonly on?: string;
  /** EDTF: over time, from its first day. @example "2023" */
  @MayBeAbsent() @Edtf() readonly from?: string;
  /** EDTF: over time, to its last day. @example "2024" */
  @MayBeAbsent() @Edtf() readonly to?: string;
  /**
   * Over time, `year` where it is left out: positions in force on the last day of each and last known to hold in it;
   * `event`: the last positions among the records of each event, such as a session.
   */
  @MayBeAbsent() @OneOf(INTERVALS) @ApiProperty({ required: false }) readonly interval?: (typeof INTERVALS)[number];
  /** Days: leaves out positions that were last known to hold longer ago. Over time, takes in those of so many days. */
  @MayBeAbsent() @Count(0, LONGEST_AGE) @ApiProperty({ required: false }) readonly maxAge?: number;
  /** No value where fewer actors have a position; 2 where it is left out. */
  @MayBeAbsent() @Count(1, 1_000_000) @ApiProperty({ required: false, default: 2 }) readonly minN?: number;
  /** `array` gives the bare items. */
  @MayBeAbsent() @OneOf(['object', 'array']) @ApiProperty({ required: false }) readonly shape?: 'object' | 'array';
}

const STANDARD_MIN_N = 2;

export const toDistributionRequest = ({ minN, ...rest }: DistributionQuery): DistributionRequest => ({
  ...rest,
  minN: minN ?? STANDARD_MIN_N,
});

class PlaceResponse {
  /** The day that was asked about. */
  readonly on?: string;
  /** Over time: the first day; of an event its own, where null is open. */
  readonly start?: string | null;
  /** Over time: the first day after it; null is open. */
  readonly end?: string | null;
  /** Slug, with interval=event. */
  readonly event?: string;
}

export class DistributionItemResponse extends PlaceResponse {
  readonly issue!: string;
  readonly measure!: string;
  /** Null with a reason. */
  readonly value!: number | null;
  /** Why there is no value: too few actors, nobody for or against, or a scale of too few points. */
  @ApiProperty({ type: 'string', enum: UNDEFINED, nullable: true }) readonly reason!: (typeof UNDEFINED)[number] | null;
  /** Actors with a position. */
  readonly n!: number;
  /** Actors by position. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } }) readonly counts!: Record<string, number>;
}

export class DistributionMeanResponse extends PlaceResponse {
  readonly measure!: string;
  /** Mean over the issues where the measure has a value; null where it has none on any. */
  readonly value!: number | null;
  @ApiProperty({ type: 'string', enum: ['no-issue-defined'], nullable: true })
  readonly reason!: 'no-issue-defined' | null;
  /** How many issues these are. */
  readonly issues!: number;
}

export class DistributionCountsResponse {
  /** Who has a position anywhere. */
  readonly actors!: number;
  readonly issues!: number;
  readonly places!: number;
  /** Items without a value. */
  readonly withoutValue!: number;
}

export class DistributionResponse {
  readonly items!: DistributionItemResponse[];
  /** Of each place, where there are several issues. */
  readonly means!: DistributionMeanResponse[];
  readonly counts!: DistributionCountsResponse;
  /** With group: slugs of those who belonged to it on the last day of any place. */
  readonly members?: string[];
  /** With rollup=broader. */
  readonly rollup?: RollupResponse;
  readonly method!: MethodResponse;
  /**
   * Lists the records. A template (RFC 6570): expanded with issue, event, from and to of an item, as far as it names them,
   * it lists those that the item rests on, and perhaps older ones.
   */
  readonly recordsUrl!: string;
  /** The state of the data that the answer shows; ask with knownAt for exactly this answer, later. */
  readonly knownAt!: string;
}

export const ITEM_COLUMNS = [
  'issue',
  'on',
  'start',
  'end',
  'event',
  'measure',
  'value',
  'reason',
  'n',
  'counts',
] as const;
