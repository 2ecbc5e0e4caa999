import { ApiProperty, OmitType } from '@nestjs/swagger';
import type { BlocsRequest } from '@app/analysis';
import { type AgreementMeasure, InvalidProblem } from '@app/domain';
import { tableOf } from '../http/table.js';
import { Count, Measure, MayBeAbsent, OneOf } from '../validation/validators.js';
import { AGREEMENT_MEASURES, AgreementQuery, toAgreementRequest } from './agreement.dto.js';
import { MethodResponse } from './method.response.js';

const LINKAGES = ['average', 'complete', 'single'] as const;

export class BlocsQuery extends OmitType(AgreementQuery, ['with', 'measure', 'bootstrap', 'seed']) {
  /** `graded` where it is left out. */
  @MayBeAbsent() @OneOf(AGREEMENT_MEASURES) @ApiProperty({ required: false }) readonly measure?: AgreementMeasure;
  /** Distance of two groups: the `average` of all pairs, where it is left out, the largest (`complete`) or the smallest. */
  @MayBeAbsent() @OneOf(LINKAGES) @ApiProperty({ required: false }) readonly linkage?: (typeof LINKAGES)[number];
  /** How many groups. @example 3 */
  @MayBeAbsent() @Count(1, 250) @ApiProperty({ required: false }) readonly groups?: number;
  /** In place of groups: the distance below which groups become one. @example 0.2 */
  @MayBeAbsent() @Measure(2) @ApiProperty({ required: false }) readonly height?: number;
}

export function toBlocsRequest({ groups, height, linkage, measure, ...query }: BlocsQuery): BlocsRequest {
  if (groups !== undefined && height !== undefined) {
    throw InvalidProblem.at('?height', 'blocs/one-cut', 'Send groups or height: each says where the tree is cut.');
  }
  const { bootstrap: _, measures: __, seed: ___, ...request } = toAgreementRequest(query);
  return { ...request, measure: measure ?? 'graded', linkage: linkage ?? 'average', groups, height };
}

export class BlocItemResponse {
  /** Slug. */
  readonly actor!: string;
  /** In the drawing, from 0. */
  readonly place!: number;
  /** From 1, in the order of the drawing. */
  readonly group!: number;
}

export class MergeResponse {
  /** A place of the drawing; from the number of actors on, a merge above: the first is that number. */
  readonly left!: number;
  readonly right!: number;
  /** Distance at which the two become one. */
  readonly height!: number;
  /** Actors below. */
  readonly size!: number;
}

export class LeftOutResponse {
  readonly actor!: string;
  /** Actors with whom agreement is not defined. */
  readonly undefinedPairs!: number;
}

export class BlocCountsResponse {
  readonly actors!: number;
  readonly groups!: number;
  /** Issues that are compared on. */
  readonly units!: number;
}

export class BlocsResponse {
  /** In an order in which no branches cross. */
  readonly items!: BlocItemResponse[];
  /** From the lowest to the highest. */
  readonly merges!: MergeResponse[];
  /** Agreement of the actors, in the same order; null with oneself. */
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'number', nullable: true } } })
  readonly matrix!: (number | null)[][];
  readonly leftOut!: LeftOutResponse[];
  readonly counts!: BlocCountsResponse;
  readonly method!: MethodResponse;
  /** Lists the units of a pair with their records. A template (RFC 6570): expand actor and with. */
  readonly unitsUrl!: string;
  /** Lists all records of some actors. A template (RFC 6570): expand actor. */
  readonly recordsUrl!: string;
  readonly knownAt!: string;
}

export const BLOCS_TABLE = tableOf(BlocsResponse, BlocItemResponse, ['actor', 'place', 'group']);
