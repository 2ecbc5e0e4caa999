import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { OmitType, PartialType } from '@nestjs/swagger';
import type { ActorIdentifierInput, ActorNameInput, NewActor } from '@app/catalog';
import { ActorKind, NameKind } from '@app/database';
import { EntryListQuery } from '../http/list-query.dto.js';
import { EntryResponse } from '../http/entry-response.dto.js';
import { Edtf, Language, MayBeAbsent, OneOf, Slug, SomeOf, Words } from '../validation/validators.js';

const ACTOR_KINDS = Object.values(ActorKind);
const NAME_KINDS = Object.values(NameKind);

export class ActorNameDto implements ActorNameInput {
  /** @example "ایران" */
  @Words(500) readonly text!: string;
  /** BCP 47. @example "fa" */
  @Language() readonly language!: string;
  /** ISO 15924. @example "Arab" */
  @IsOptional()
  @IsString()
  @Matches(/^[A-Z][a-z]{3}$/, { message: '$property must be an ISO 15924 code such as Arab' })
  readonly script?: string | null;
  @OneOf(NAME_KINDS) readonly kind!: NameKind;
  /** EDTF: when the name was used; always, where it is left out. */
  @IsOptional() @Edtf() readonly valid?: string | null;
}

export class ActorIdentifierDto implements ActorIdentifierInput {
  /** @example "iso3166-1-alpha-2" */
  @IsString()
  @MaxLength(100)
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: '$property must be a scheme such as iso3166-1-alpha-2' })
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
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => ActorNameDto)
  readonly names!: ActorNameDto[];
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ActorIdentifierDto)
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
  @IsString()
  @MaxLength(300)
  @Matches(/^[a-z0-9-]+:.+$/, { message: '$property must be scheme:value' })
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
  readonly count?: number;
}

export class ActorHistory {
  readonly items!: ActorResponse[];
}
