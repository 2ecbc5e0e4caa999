import { ApiProperty } from '@nestjs/swagger';

/** Which formula a figure comes from. */
export class MethodResponse {
  /** @example "last" */
  readonly id!: string;
  readonly version!: number;
  /** Where the formula is written down. */
  readonly reference!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly parameters!: Record<string, unknown>;
}
