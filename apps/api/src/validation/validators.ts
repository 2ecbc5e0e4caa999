import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsPositive,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

const SLUG = /^(?![0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$)[a-z0-9]+(-[a-z0-9]+)*$/;
const REFERENCE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;
const WEB = /^https?:\/\//;
/** PostgreSQL calls U+0085 white space, JavaScript does not. */
const FILLED = /[^\s\u0085]/;
const SLUG_LENGTH = 100;
const LIST_LIMIT = 500;

const listed = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.split(',') : value);
const counted = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;

const measured = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && value.length <= 20 && /^\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) ? Number(value) : value;

/** Says in the API's description what a validator demands; the plugin that reads DTOs does not look into ours. */
const described = (schema: Readonly<Record<string, unknown>>): PropertyDecorator => ApiProperty(schema as never);

const hasLength = (value: unknown, least: number, most: number): boolean => {
  if (typeof value !== 'string') return false;
  const { length } = Array.from(value);
  return length >= least && length <= most;
};

/** Characters as PostgreSQL and JSON Schema count them; the validator's own MaxLength leaves some out. */
const LengthOf = (least: number, most: number, each = false): PropertyDecorator =>
  ValidateBy(
    {
      name: 'length',
      validator: {
        validate: (value) => hasLength(value, least, most),
        defaultMessage: () => `$property must have ${least > 0 ? `${least} to ${most}` : `at most ${most}`} characters`,
      },
    },
    { each },
  );

/** A text of some length. */
export const Text = (least: number, most: number): PropertyDecorator =>
  applyDecorators(
    IsString(),
    LengthOf(least, most),
    described(least > 0 ? { minLength: least, maxLength: most } : { maxLength: most }),
  );

/** A text of a form. */
export const TextLike = (form: RegExp, longest: number, message: string): PropertyDecorator =>
  applyDecorators(
    IsString(),
    LengthOf(0, longest),
    Matches(form, { message: `$property must be ${message}` }),
    described({ maxLength: longest, pattern: form.source }),
  );

/** May be left out, and may not be null. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** A new entry's slug. */
export const Slug = (): PropertyDecorator =>
  TextLike(SLUG, SLUG_LENGTH, 'lower-case letters, digits and single hyphens, e.g. un-envoy');

/** A slug or an id that refers to an entry. */
export const Reference = (): PropertyDecorator => TextLike(REFERENCE, SLUG_LENGTH, 'a slug such as un-envoy, or an id');

/** An EDTF date; what it may be is checked where it is read. */
export const Edtf = (): PropertyDecorator => Text(1, 100);

/** A moment of record time; what it may be is checked where it is read. */
export const Moment = (): PropertyDecorator => Text(1, 40);

/** Where a page ended; what it may be is checked where it is read. */
export const PageCursor = (): PropertyDecorator => Text(1, 400);

/** Words, at least one character that is not white space. */
export const Words = (longest: number): PropertyDecorator =>
  applyDecorators(
    IsString(),
    LengthOf(0, longest),
    Matches(FILLED, { message: '$property must not be blank' }),
    described({ minLength: 1, maxLength: longest, pattern: FILLED.source }),
  );

/** A BCP 47 language tag. */
export const Language = (): PropertyDecorator => TextLike(LANGUAGE, 35, 'a BCP 47 tag such as en or fa-AF');

/** The address of a page. */
export const WebAddress = (): PropertyDecorator =>
  applyDecorators(
    IsString(),
    LengthOf(0, 2000),
    Matches(WEB, { message: '$property must begin with http:// or https://' }),
    IsUrl(
      { protocols: ['http', 'https'], require_protocol: true },
      { message: '$property must be an address of the web' },
    ),
    described({ maxLength: 2000, pattern: WEB.source, format: 'uri' }),
  );

/** A whole number. */
export const Whole = (least: number, most: number): PropertyDecorator =>
  applyDecorators(IsInt(), Min(least), Max(most), described({ type: 'integer', minimum: least, maximum: most }));

/** A number above zero. */
export const Positive = (most: number): PropertyDecorator =>
  applyDecorators(IsNumber(), IsPositive(), Max(most), described({ exclusiveMinimum: 0, maximum: most }));

/** An object inside the body. */
export const Nested = (type: () => new () => object): PropertyDecorator =>
  applyDecorators(IsObject({ message: '$property must be an object' }), ValidateNested(), Type(type));

/** A list of objects inside the body. */
export const NestedList = (type: () => new () => object, least: number, most: number): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMinSize(least),
    ArrayMaxSize(most),
    IsObject({ each: true, message: 'each of $property must be an object' }),
    ValidateNested({ each: true }),
    Type(type),
    described(least > 0 ? { minItems: least, maxItems: most } : { maxItems: most }),
  );

/** In a URL: slugs or ids, with commas between. */
export const References = (most: number = LIST_LIMIT): PropertyDecorator =>
  applyDecorators(
    Transform(listed),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(most),
    IsString({ each: true }),
    LengthOf(1, SLUG_LENGTH, true),
    Matches(REFERENCE, {
      each: true,
      message: '$property must be slugs or ids with commas between, e.g. iran,taliban',
    }),
    described({
      type: 'array',
      minItems: 1,
      maxItems: most,
      items: { type: 'string', maxLength: SLUG_LENGTH, pattern: REFERENCE.source },
      required: false,
    }),
  );

/** In a URL: texts that are not blank, with commas between; one that has a comma in it cannot be written so. */
export const WordsList = (longest: number): PropertyDecorator =>
  applyDecorators(
    Transform(listed),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(LIST_LIMIT),
    IsString({ each: true }),
    LengthOf(1, longest, true),
    Matches(FILLED, { each: true, message: 'none of $property may be blank' }),
    described({
      type: 'array',
      minItems: 1,
      maxItems: LIST_LIMIT,
      items: { type: 'string', minLength: 1, maxLength: longest, pattern: FILLED.source },
      required: false,
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
    described({
      type: 'array',
      minItems: 1,
      maxItems: values.length,
      items: { type: 'string', enum: [...values] },
      required: false,
      'x-enumName': name,
    }),
  );

/** In a URL: a whole number. */
export const Count = (least: number, most: number): PropertyDecorator =>
  applyDecorators(
    Transform(counted),
    IsInt(),
    Min(least),
    Max(most),
    described({ type: 'integer', minimum: least, maximum: most }),
  );

/** One of `values`. */
export const OneOf = (values: readonly string[]): PropertyDecorator =>
  applyDecorators(
    IsIn(values, { message: `$property must be one of ${values.join(', ')}` }),
    described({ type: 'string', enum: [...values] }),
  );

/** In a URL: a number above zero, perhaps with a fraction. */
export const Measure = (most: number): PropertyDecorator =>
  applyDecorators(
    Transform(measured),
    IsNumber(),
    IsPositive(),
    Max(most),
    described({ type: 'number', exclusiveMinimum: 0, maximum: most }),
  );
