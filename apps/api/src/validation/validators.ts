import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';

const SLUG = /^(?![0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$)[a-z0-9]+(-[a-z0-9]+)*$/;
const REFERENCE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;
const LIST_LIMIT = 500;

const listed = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.split(',') : value);
const counted = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;

/** May be left out, and may not be null. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** A new entry's slug. */
export const Slug = (): PropertyDecorator =>
  applyDecorators(
    IsString(),
    MaxLength(100),
    Matches(SLUG, { message: '$property must be lower-case letters, digits and single hyphens, e.g. un-envoy' }),
  );

/** A slug or an id that refers to an entry. */
export const Reference = (): PropertyDecorator =>
  applyDecorators(
    IsString(),
    MaxLength(100),
    Matches(REFERENCE, { message: '$property must be a slug such as un-envoy, or an id' }),
  );

/** An EDTF date; what it may be is checked where it is read. */
export const Edtf = (): PropertyDecorator => applyDecorators(IsString(), MinLength(1), MaxLength(100));

/** Words, at least one character that is not white space. */
export const Words = (longest: number): PropertyDecorator =>
  applyDecorators(IsString(), MaxLength(longest), Matches(/\S/, { message: '$property must not be blank' }));

/** A BCP 47 language tag. */
export const Language = (): PropertyDecorator =>
  applyDecorators(
    IsString(),
    MaxLength(35),
    Matches(LANGUAGE, { message: '$property must be a BCP 47 tag such as en or fa-AF' }),
  );

/** In a URL: slugs or ids, with commas between. */
export const References = (): PropertyDecorator =>
  applyDecorators(
    Transform(listed),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(LIST_LIMIT),
    IsString({ each: true }),
    MaxLength(100, { each: true }),
    Matches(REFERENCE, {
      each: true,
      message: '$property must be slugs or ids with commas between, e.g. iran,taliban',
    }),
  );

/** In a URL: some of `values`, with commas between. */
export const SomeOf = (values: readonly string[], name: string): PropertyDecorator =>
  applyDecorators(
    Transform(listed),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(values.length),
    IsIn(values, { each: true, message: `$property must be some of ${values.join(', ')}, with commas between` }),
    ApiProperty({
      type: 'array',
      items: { type: 'string', enum: [...values] },
      required: false,
      'x-enumName': name,
    } as never),
  );

/** In a URL: a whole number. */
export const Count = (least: number, most: number): PropertyDecorator =>
  applyDecorators(Transform(counted), IsInt(), Min(least), Max(most));

/** One of `values`. */
export const OneOf = (values: readonly string[]): PropertyDecorator =>
  applyDecorators(
    IsIn(values, { message: `$property must be one of ${values.join(', ')}` }),
    ApiProperty({ type: 'string', enum: [...values] }),
  );
