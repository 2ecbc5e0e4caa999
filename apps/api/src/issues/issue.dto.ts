import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import type { BroaderInput, NewIssue } from '@app/catalog';
import { EntryResponse } from '../http/entry-response.dto.js';
import { EntryListQuery } from '../http/list-query.dto.js';
import { MayBeAbsent, NestedList, Positive, Reference, References, Slug, Words } from '../validation/validators.js';

export class BroaderDto implements BroaderInput {
  /** Slug or id of the broader issue. @example "reintegration" */
  @Reference() readonly issue!: string;
  /** −1 where being for this issue is being against the broader one. */
  @IsIn([1, -1]) @ApiProperty({ type: 'integer', enum: [1, -1] }) readonly direction!: 1 | -1;
  /** @example 1 */
  @Positive(1_000_000) readonly weight!: number;
}

export class NewIssueDto implements NewIssue {
  /** Never changes. @example "un-envoy" */
  @Slug() readonly slug!: string;
  /** @example "UN envoy for Afghanistan" */
  @Words(500) readonly name!: string;
  /** What can be stood for or against. @example "The UN should appoint a special envoy for Afghanistan." */
  @Words(2000) readonly proposition!: string;
  /** Slug or id; never changes. @example "support-5" */
  @Reference() readonly scale!: string;
  @IsOptional() @Words(10000) readonly description?: string | null;
  /** How a coder decides on a position. */
  @IsOptional() @Words(10000) readonly codingRule?: string | null;
  /** Whether an ABSENCE may carry a position; false where it is left out. */
  @MayBeAbsent() @IsBoolean() readonly absenceCarriesPosition?: boolean;
  @MayBeAbsent()
  @NestedList(() => BroaderDto, 0, 100)
  readonly broader?: BroaderDto[];
  /** Why it is recorded so. */
  @IsOptional() @Words(2000) readonly changeNote?: string | null;
}

export class IssueChangesDto extends PartialType(OmitType(NewIssueDto, ['slug', 'scale']), {
  skipNullProperties: false,
}) {}

export class IssueListQuery extends EntryListQuery {
  /** Issues that have one of these as a broader issue. @example "reintegration" */
  @MayBeAbsent() @References() readonly broader?: string[];
  /** Issues on one of these scales. @example "support-5" */
  @MayBeAbsent() @References() readonly scale?: string[];
}

export class BroaderResponse {
  readonly issue!: string;
  @ApiProperty({ type: 'integer', enum: [1, -1] }) readonly direction!: 1 | -1;
  readonly weight!: number;
}

export class IssueResponse extends EntryResponse {
  readonly name!: string;
  readonly proposition!: string;
  readonly scale!: string;
  readonly description!: string | null;
  readonly codingRule!: string | null;
  readonly absenceCarriesPosition!: boolean;
  readonly broader!: BroaderResponse[];
}

export class IssuePage {
  readonly items!: IssueResponse[];
  readonly nextCursor!: string | null;
  /** The state of the data that the page shows; ask with knownAt for exactly this page, later. */
  readonly knownAt!: string;
  readonly count?: number;
}

export class IssueHistory {
  readonly items!: IssueResponse[];
}
