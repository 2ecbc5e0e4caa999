import { ApiProperty } from '@nestjs/swagger';
import { Text } from '../validation/validators.js';
import { MethodResponse } from './method.response.js';

const LONGEST_ADDRESS = 20_000;

export class VerifyQuery {
  /**
   * Address of a figure of this service, without its host and percent-encoded: of /v1/timeline, /v1/positions,
   * /v1/agreement, /v1/cohesion or /v1/polarization. @example "/v1/timeline?actor=taliban&issue=un-envoy"
   */
  @Text(1, LONGEST_ADDRESS) readonly figure!: string;
}

const LEAF = {
  required: false,
  oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'null' }],
} as never;

export class DifferenceResponse {
  /** Where, in the answer of the figure (RFC 6901). @example "/series/0/points/3/score" */
  readonly pointer!: string;
  /** Left out where the answer has nothing there. */
  @ApiProperty(LEAF) readonly answered?: string | number | boolean | null;
  /** Left out where the records give nothing there. */
  @ApiProperty(LEAF) readonly recomputed?: string | number | boolean | null;
}

export class VerifiedRecordsResponse {
  /** How many were listed. */
  readonly listed!: number;
  /** What lists them; with sensitivity one more for each series without some. */
  readonly urls!: string[];
}

export class VerificationResponse {
  /** As it was sent. */
  readonly figure!: string;
  /** Whether the answer is what its records give. */
  readonly agrees!: boolean;
  /** Figures that were held against each other. */
  readonly compared!: number;
  /** Figures that differ. */
  readonly differenceCount!: number;
  /** The first 20 of them. */
  readonly differences!: DifferenceResponse[];
  /** What was computed from. */
  readonly records!: VerifiedRecordsResponse;
  /** Of the figure. */
  readonly method!: MethodResponse;
  /** The state of the data that the figure shows, and whose records were listed. */
  readonly knownAt!: string;
}
