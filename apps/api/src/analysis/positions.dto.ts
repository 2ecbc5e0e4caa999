import { ApiProperty } from '@nestjs/swagger';
import type { PositionsRequest } from '@app/analysis';
import { Count, Edtf, MayBeAbsent, OneOf } from '../validation/validators.js';
import { tableOf } from '../http/table.js';
import { HeldResponse } from './held.response.js';
import { MethodResponse } from './method.response.js';
import { SelectionQuery } from './selection.query.js';

/** Days that maxAge can be. */
export const LONGEST_AGE = 1_000_000;

export class PositionsQuery extends SelectionQuery {
  /** EDTF; its last day is meant. @example "2024-02-19" */
  @Edtf() readonly on!: string;
  /** Days; leaves out positions that were last known to hold longer ago. */
  @MayBeAbsent() @Count(0, LONGEST_AGE) @ApiProperty({ required: false }) readonly maxAge?: number;
  /** `array` gives the bare cells. */
  @MayBeAbsent() @OneOf(['object', 'array']) @ApiProperty({ required: false }) readonly shape?: 'object' | 'array';
}

export const toPositionsRequest = (query: PositionsQuery): PositionsRequest => query;

export class CellResponse extends HeldResponse {
  readonly actor!: string;
  readonly issue!: string;
}

export class CellCountsResponse {
  readonly cells!: number;
}

export class PositionsResponse {
  readonly on!: string;
  readonly cells!: CellResponse[];
  readonly counts!: CellCountsResponse;
  readonly method!: MethodResponse;
  /** Lists the records of a cell up to the day. A template (RFC 6570): expand actor and issue. */
  readonly recordsUrl!: string;
  readonly knownAt!: string;
}

export const POSITIONS_TABLE = tableOf(PositionsResponse, CellResponse, [
  'actor',
  'issue',
  'position',
  'score',
  'contested',
  'since',
  'ageDays',
  'n',
  'records',
]);
