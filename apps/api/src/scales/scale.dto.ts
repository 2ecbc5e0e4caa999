import { OmitType, PartialType } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { NewScale } from '@app/catalog';
import type { ScalePoint } from '@app/domain';
import { EntryResponse } from '../http/entry-response.dto.js';
import { EntryListQuery } from '../http/list-query.dto.js';
import { NestedList, Slug, Whole, Words } from '../validation/validators.js';

export class ScalePointDto implements ScalePoint {
  /** @example -2 */
  @Whole(-1000, 1000) readonly position!: number;
  /** @example "strongly opposes" */
  @Words(200) readonly label!: string;
}

export class NewScaleDto implements NewScale {
  /** Never changes. @example "approval-3" */
  @Slug() readonly slug!: string;
  /** @example "Approval, three points" */
  @Words(500) readonly name!: string;
  @IsOptional() @Words(10000) readonly description?: string | null;
  /** Each position once. Once an issue uses the scale, labels may change and positions may not. */
  @NestedList(() => ScalePointDto, 2, 101)
  readonly points!: ScalePointDto[];
  /** Why it is recorded so. */
  @IsOptional() @Words(2000) readonly changeNote?: string | null;
}

export class ScaleChangesDto extends PartialType(OmitType(NewScaleDto, ['slug']), { skipNullProperties: false }) {}

export class ScaleListQuery extends EntryListQuery {}

export class ScalePointResponse {
  readonly position!: number;
  readonly label!: string;
}

export class ScaleResponse extends EntryResponse {
  readonly name!: string;
  readonly description!: string | null;
  readonly points!: ScalePointResponse[];
}

export class ScalePage {
  readonly items!: ScaleResponse[];
  readonly nextCursor!: string | null;
  /** The state of the data that the page shows; ask with knownAt for exactly this page, later. */
  readonly knownAt!: string;
  readonly count?: number;
}

export class ScaleHistory {
  readonly items!: ScaleResponse[];
}
