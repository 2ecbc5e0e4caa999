import { OmitType, PartialType } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { NewSource } from '@app/catalog';
import { Reliability } from '@app/database';
import { EntryResponse } from '../http/entry-response.dto.js';
import { EntryListQuery } from '../http/list-query.dto.js';
import { Edtf, Language, MayBeAbsent, OneOf, Slug, SomeOf, WebAddress, Words } from '../validation/validators.js';

const GRADES = Object.values(Reliability);

export class NewSourceDto implements NewSource {
  /** Never changes. @example "iran-international-2024-02-19" */
  @Slug() readonly slug!: string;
  /** @example "Iran Trying To Derail UN Efforts" */
  @Words(1000) readonly title!: string;
  /** @example "Iran International" */
  @IsOptional() @Words(500) readonly publisher?: string | null;
  /** @example "https://example.org/article" */
  @IsOptional() @WebAddress() readonly url?: string | null;
  @IsOptional() @WebAddress() readonly archiveUrl?: string | null;
  /** EDTF: when it was published. @example "2024-02-19" */
  @IsOptional() @Edtf() readonly date?: string | null;
  /** BCP 47. @example "en" */
  @IsOptional() @Language() readonly language?: string | null;
  /** Admiralty grade of the source: A reliable to E unreliable; F cannot be judged. */
  @OneOf(GRADES) readonly reliability!: Reliability;
  @IsOptional() @Words(10000) readonly note?: string | null;
  /** Why it is recorded so. */
  @IsOptional() @Words(2000) readonly changeNote?: string | null;
}

export class SourceChangesDto extends PartialType(OmitType(NewSourceDto, ['slug']), { skipNullProperties: false }) {}

export class SourceListQuery extends EntryListQuery {
  @MayBeAbsent() @SomeOf(GRADES, 'Reliability') readonly reliability?: readonly Reliability[];
}

export class SourceResponse extends EntryResponse {
  readonly title!: string;
  readonly publisher!: string | null;
  readonly url!: string | null;
  readonly archiveUrl!: string | null;
  readonly date!: string | null;
  readonly language!: string | null;
  @OneOf(GRADES) readonly reliability!: Reliability;
  readonly note!: string | null;
}

export class SourcePage {
  readonly items!: SourceResponse[];
  readonly nextCursor!: string | null;
  /** The state of the data that the page shows; ask with knownAt for exactly this page, later. */
  readonly knownAt!: string;
  readonly count?: number;
}

export class SourceHistory {
  readonly items!: SourceResponse[];
}
