import { IsOptional } from 'class-validator';
import { OmitType, PartialType } from '@nestjs/swagger';
import type { ActorIdentifierInput, ActorNameInput, NewActor } from '@app/catalog';
import { ActorKind, NameKind } from '@app/database';
import { EntryListQuery } from '../http/list-query.dto.js';
import { EntryResponse } from '../http/entry-response.dto.js';
import {
  Edtf,
  Language,
  MayBeAbsent,
  NestedList,
  OneOf,
  Slug,
  SomeOf,
  TextLike,
  Words,
} from '../validation/validators.js';

const ACTOR_KINDS = Object.values(ActorKind);
const NAME_KINDS = Object.values(NameKind);

export class ActorNameDto implements ActorNameInput {
  /** @example "ایران" */
  @Words(500) readonly text!: string;
  /** BCP 47. @example "fa" */
  @Language() readonly language!: string;
  /** ISO 15924. @example "Arab" */
  @IsOptional()
  @TextLike(/^[A-Z][a-z]{3}$/, 4, 'an ISO 15924 code such as Arab')
  readonly script?: string | null;
  @OneOf(NAME_KINDS) readonly kind!: NameKind;
  /** EDTF: when the name was used; always, where it is left out. */
  @IsOptional() @Edtf() readonly valid?: string | null;
}

export class ActorIdentifierDto implements ActorIdentifierInput {
  /** @example "iso3166-1-alpha-2" */
  @TextLike(/^[a-z0-9]+(-[a-z0-9]+)*$/, 100, 'a scheme such as iso3166-1-alpha-2')
  readonly scheme!: string;
  /** @example "IR" */
  @Words(200) readonly value!: string;
  /** EDTF: when the identifier meant this actor; always, where it is left out. */
  @IsOptional() @Edtf() readonly valid?: string | null;
}

export class NewActorDto implements NewActor {
  /** Never changes. @example "iran" */
  @Slug() readonly slug!: string;
  @OneOf(ACTOR_KINDS) readonly kind!: ActorKind;
  /** At least one of kind PREFERRED. */
  @NestedList(() => ActorNameDto, 1, 500)
  readonly names!: ActorNameDto[];
  @MayBeAbsent()
  @NestedList(() => ActorIdentifierDto, 0, 200)
  readonly identifiers?: ActorIdentifierDto[];
  /** EDTF: when the actor existed. @example "1922-12-30/1991-12-26" */
  @IsOptional() @Edtf() readonly validity?: string | null;
  @IsOptional() @Words(10000) readonly description?: string | null;
  /** Why it is recorded so. */
  @IsOptional() @Words(2000) readonly changeNote?: string | null;
}

export class ActorChangesDto extends PartialType(OmitType(NewActorDto, ['slug']), { skipNullProperties: false }) {}

export class ActorListQuery extends EntryListQuery {
  @MayBeAbsent() @SomeOf(ACTOR_KINDS, 'ActorKind') readonly kind?: readonly ActorKind[];
  /** Scheme, colon, value. @example "iso3166-1-alpha-2:NA" */
  @MayBeAbsent()
  @TextLike(/^[a-z0-9-]+:.+$/, 300, 'scheme:value')
  readonly identifier?: string;
}

export class ActorNameResponse {
  readonly text!: string;
  readonly language!: string;
  readonly script!: string | null;
  @OneOf(NAME_KINDS) readonly kind!: NameKind;
  readonly valid!: string | null;
}

export class ActorIdentifierResponse {
  readonly scheme!: string;
  readonly value!: string;
  readonly valid!: string | null;
}

export class ActorResponse extends EntryResponse {
  @OneOf(ACTOR_KINDS) readonly kind!: ActorKind;
  /** The preferred name, in English where there is one. */
  readonly name!: string;
  readonly names!: ActorNameResponse[];
  readonly identifiers!: ActorIdentifierResponse[];
  readonly validity!: string | null;
  readonly description!: string | null;
}

export class ActorPage {
  readonly items!: ActorResponse[];
  readonly nextCursor!: string | null;
  /** The state of the data that the page shows; ask with knownAt for exactly this page, later. */
  readonly knownAt!: string;
  readonly count?: number;
}

export class ActorHistory {
  readonly items!: ActorResponse[];
}
