import { OmitType, PartialType } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { NewRelation } from '@app/catalog';
import { RelationType } from '@app/database';
import { EntryResponse } from '../http/entry-response.dto.js';
import { EntryListQuery } from '../http/list-query.dto.js';
import { Edtf, MayBeAbsent, OneOf, Reference, References, Slug, SomeOf, Words } from '../validation/validators.js';

const TYPES = Object.values(RelationType);

export class NewRelationDto implements NewRelation {
  /** Never changes. @example "qomi-represents-iran" */
  @Slug() readonly slug!: string;
  /** Slug or id of the actor that represents, leads, is part or member, or succeeds. @example "hassan-kazemi-qomi" */
  @Reference() readonly subject!: string;
  @OneOf(TYPES) readonly type!: RelationType;
  /** Slug or id. @example "iran" */
  @Reference() readonly object!: string;
  /** EDTF: when it held; unknown, where it is left out. @example "2021/.." */
  @IsOptional() @Edtf() readonly valid?: string | null;
  /** @example "special representative for Afghanistan" */
  @IsOptional() @Words(500) readonly title?: string | null;
  /** Slug or id of the source that says so. @example "iran-international-2024-02-19" */
  @IsOptional() @Reference() readonly source?: string | null;
  /** Why it is recorded so. */
  @IsOptional() @Words(2000) readonly changeNote?: string | null;
}

export class RelationChangesDto extends PartialType(OmitType(NewRelationDto, ['slug', 'subject', 'type', 'object']), {
  skipNullProperties: false,
}) {}

export class RelationListQuery extends EntryListQuery {
  /** Relations of one of these, on either side. @example "iran" */
  @MayBeAbsent() @References() readonly actor?: string[];
  /** Relations whose subject is one of these. @example "taliban" */
  @MayBeAbsent() @References() readonly subject?: string[];
  /** Relations whose object is one of these. @example "iran" */
  @MayBeAbsent() @References() readonly object?: string[];
  @MayBeAbsent() @SomeOf(TYPES, 'RelationType') readonly type?: readonly RelationType[];
  /** A day on which it may have held. @example "2024-02-19" */
  @MayBeAbsent() @Edtf() readonly on?: string;
}

export class RelationResponse extends EntryResponse {
  readonly subject!: string;
  @OneOf(TYPES) readonly type!: RelationType;
  readonly object!: string;
  readonly valid!: string | null;
  readonly earliest!: string | null;
  readonly latest!: string | null;
  readonly title!: string | null;
  readonly source!: string | null;
}

export class RelationPage {
  readonly items!: RelationResponse[];
  readonly nextCursor!: string | null;
  /** The state of the data that the page shows; ask with knownAt for exactly this page, later. */
  readonly knownAt!: string;
  readonly count?: number;
}

export class RelationHistory {
  readonly items!: RelationResponse[];
}
