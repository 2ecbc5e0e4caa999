import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsNumber, IsPositive, Max, Min } from 'class-validator';

const NUMBER = /^\d{1,20}(\.\d{1,20})?(e[+-]?\d{1,3})?$/i;

const numeric = (value: string): unknown => (NUMBER.test(value) ? Number(value) : value);
const amount = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? numeric(value) : value);
const amounts = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').map(numeric) : value;

const described = (schema: Readonly<Record<string, unknown>>): PropertyDecorator => ApiProperty(schema as never);

/** In a URL: a number from 0 on. */
export const Amount = (most: number): PropertyDecorator =>
  applyDecorators(
    Transform(amount),
    IsNumber(),
    Min(0),
    Max(most),
    described({ type: 'number', minimum: 0, maximum: most, required: false }),
  );

/** In a URL: a number above 0. */
export const PositiveAmount = (most: number): PropertyDecorator =>
  applyDecorators(
    Transform(amount),
    IsNumber(),
    IsPositive(),
    Max(most),
    described({ type: 'number', exclusiveMinimum: 0, maximum: most, required: false }),
  );

/** In a URL: so many numbers, with commas between. */
export const Amounts = (count: number, least: number, most: number): PropertyDecorator =>
  applyDecorators(
    Transform(amounts),
    IsArray(),
    ArrayMinSize(count),
    ArrayMaxSize(count),
    IsNumber({}, { each: true }),
    Min(least, { each: true }),
    Max(most, { each: true }),
    described({
      type: 'array',
      minItems: count,
      maxItems: count,
      items: { type: 'number', minimum: least, maximum: most },
      required: false,
    }),
  );
