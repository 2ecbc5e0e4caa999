import { ApiProperty } from '@nestjs/swagger';
import type { DivergenceRequest } from '@app/analysis';
import { tableOf } from '../http/table.js';
import { Count, Edtf, MayBeAbsent, Measure, OneOf } from '../validation/validators.js';
import { HeldResponse } from './held.response.js';
import { MethodResponse } from './method.response.js';
import { LONGEST_AGE } from './positions.dto.js';
import { SelectionQuery } from './selection.query.js';

/** Scores lie between −1 and 1. */
const WIDEST_GAP = 2;

export class DivergenceQuery extends SelectionQuery {
  /** EDTF; its last day is meant. Where it is left out, the day on which the last record begins. @example "2024-02-19" */
  @MayBeAbsent() @Edtf() readonly on?: string;
  /** Days; leaves out positions that were last known to hold longer ago. */
  @MayBeAbsent() @Count(0, LONGEST_AGE) @ApiProperty({ required: false }) readonly maxAge?: number;
  /** A score, above 0 to 2; leaves out what has no gap between words and deeds, or a smaller one. @example 0.5 */
  @MayBeAbsent() @Measure(WIDEST_GAP) @ApiProperty({ required: false }) readonly minGap?: number;
  /** `array` gives the bare items. */
  @MayBeAbsent() @OneOf(['object', 'array']) @ApiProperty({ required: false }) readonly shape?: 'object' | 'array';
}

export const toDivergenceRequest = (query: DivergenceQuery): DivergenceRequest => query;

export class GapResponse {
  /** Points of the scale of the issue; below 0: more against it. */
  readonly positions!: number;
  /** −2 to 2. */
  readonly score!: number;
}

export class DivergenceSideResponse extends HeldResponse {
  /** Lists the records of this class of acts up to the day asked about. */
  readonly recordsUrl!: string;
}

export class DivergenceItemResponse {
  readonly actor!: string;
  readonly issue!: string;
  /** By acts of the class WORDS. */
  readonly words!: DivergenceSideResponse | null;
  /** COMMITMENTS. */
  readonly commitments!: DivergenceSideResponse | null;
  /** DEEDS. */
  readonly deeds!: DivergenceSideResponse | null;
  /** Deeds less words. */
  readonly gap!: GapResponse | null;
  /** Commitments less words. */
  readonly commitmentGap!: GapResponse | null;
  /** Deeds less commitments. */
  readonly deliveryGap!: GapResponse | null;
}

export class DivergenceCountsResponse {
  /** Actor × issue with a position by any class. */
  readonly pairs!: number;
  /** Of those, with positions by two classes or three. */
  readonly compared!: number;
  readonly onlyWords!: number;
  readonly onlyCommitments!: number;
  readonly onlyDeeds!: number;
}

export class DivergenceResponse {
  /** Null where nothing is recorded. */
  readonly on!: string | null;
  /** Those with positions by two classes or three; the widest gap in score first. */
  readonly items!: DivergenceItemResponse[];
  readonly counts!: DivergenceCountsResponse;
  readonly method!: MethodResponse;
  /** The state of the data that the answer shows; ask with knownAt for exactly this answer, later. */
  readonly knownAt!: string;
}

export const DIVERGENCE_TABLE = tableOf(DivergenceResponse, DivergenceItemResponse, [
  'actor',
  'issue',
  'gap.positions',
  'gap.score',
  'commitmentGap.positions',
  'commitmentGap.score',
  'deliveryGap.positions',
  'deliveryGap.score',
  'words.position',
  'words.score',
  'words.contested',
  'words.since',
  'words.ageDays',
  'words.n',
  'words.records',
  'words.recordsUrl',
  'commitments.position',
  'commitments.score',
  'commitments.contested',
  'commitments.since',
  'commitments.ageDays',
  'commitments.n',
  'commitments.records',
  'commitments.recordsUrl',
  'deeds.position',
  'deeds.score',
  'deeds.contested',
  'deeds.since',
  'deeds.ageDays',
  'deeds.n',
  'deeds.records',
  'deeds.recordsUrl',
]);
