import { ApiProperty } from '@nestjs/swagger';
import type { ShiftsRequest } from '@app/analysis';
import { Count, Edtf, Measure, MayBeAbsent, OneOf, PageCursor, Reference } from '../validation/validators.js';
import { tableOf } from '../http/table.js';
import { MethodResponse } from './method.response.js';
import { SelectionQuery } from './selection.query.js';

export class ShiftsQuery extends SelectionQuery {
  /** EDTF, from its first day. @example "2023" */
  @MayBeAbsent() @Edtf() readonly since?: string;
  /** EDTF, to its last day. @example "2024" */
  @MayBeAbsent() @Edtf() readonly until?: string;
  /** An event, by slug or id: only shifts that may lie in its days or near them. @example "doha-meeting-2024-02" */
  @MayBeAbsent() @Reference() readonly around?: string;
  /** How many days before and after the event are near it; 30 where it is left out. Only with around. */
  @MayBeAbsent() @Count(0, 3660) @ApiProperty({ required: false }) readonly days?: number;
  /** Only shifts by so many positions of the scale, or more, either way. @example 2 */
  @MayBeAbsent() @Measure(2000) @ApiProperty({ required: false }) readonly minSize?: number;
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

export class ShiftSideResponse {
  readonly position!: number;
  readonly score!: number;
  readonly earliest!: string | null;
  readonly latest!: string | null;
  /** Other records of the same day hold another position. */
  readonly contested!: boolean;
  /** Records of the day on which it began by the latest dates. */
  readonly n!: number;
  /** Their ids, five at most. */
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
  /** Lists the records of both sides, and what else may be of the days between. */
  readonly recordsUrl!: string;
}

export class ShiftsResponse {
  readonly items!: ShiftResponse[];
  readonly nextCursor!: string | null;
  readonly method!: MethodResponse;
  readonly knownAt!: string;
}

export const SHIFTS_TABLE = tableOf(ShiftsResponse, ShiftResponse, [
  'actor',
  'issue',
  'from.position',
  'from.score',
  'from.earliest',
  'from.latest',
  'from.contested',
  'from.n',
  'from.records',
  'to.position',
  'to.score',
  'to.earliest',
  'to.latest',
  'to.contested',
  'to.n',
  'to.records',
  'between[0]',
  'between[1]',
  'delta',
  'orderUncertain',
  'recordsUrl',
]);
