import { type ArgumentMetadata, Injectable, type PipeTransform, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type Fault, InvalidProblem } from '@app/domain';
import { NoQuery } from './list-query.dto.js';

const OPTIONS = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  transform: true,
  stopAtFirstError: true,
};

/** More than any body here has; a validator would run out of stack long before a reader of JSON does. */
const DEEPEST = 20;

const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unknownField = (name: string, pointer: string): Fault => ({
  pointer,
  code: 'request/unknown-field',
  detail: `There is no "${name}" here.`,
});

/** The faults of a tree of validation errors, each with its pointer. */
function faultsOf(errors: readonly ValidationError[], pointerOf: (name: string) => string): Fault[] {
  return errors.flatMap(({ children, constraints, property, value }) => {
    const pointer = pointerOf(property);
    const own = Object.entries(constraints ?? {}).flatMap(([rule, detail]) => {
      if (rule === 'whitelistValidation') return [unknownField(property, pointer)];
      if (value === undefined) return [{ pointer, code: 'request/required', detail: `${property} is required.` }];
      return placesOf(rule, value, pointer).map((place) => ({
        pointer: place,
        code: 'request/invalid-value',
        detail: `${detail}.`,
      }));
    });
    return [...own, ...faultsOf(children ?? [], (name) => `${pointer}/${escapePointer(name)}`)];
  });
}

/** Where a rule is broken: in the field, or, where each of a list must be an object, in those that are none. */
function placesOf(rule: string, value: unknown, pointer: string): string[] {
  if (rule !== 'isObject' || !Array.isArray(value)) return [pointer];
  const places = value.flatMap((item, index) => (isObject(item) ? [] : [`${pointer}/${index}`]));
  return places.length > 0 ? places : [pointer];
}

const invalid = (faults: Fault[]): InvalidProblem =>
  new InvalidProblem('request/invalid', faults.map(({ detail }) => detail).join(' '), faults);

const validating = (pointerOf: (name: string) => string): ValidationPipe =>
  new ValidationPipe({ ...OPTIONS, exceptionFactory: (errors) => invalid(faultsOf(errors, pointerOf)) });

/** Throws where a text cannot be stored: PostgreSQL takes no NUL, and a lone surrogate is no character. */
function assertStorable(text: string, pointer: string): void {
  if (text.includes('\u0000') || !text.isWellFormed()) {
    throw InvalidProblem.at(pointer, 'request/unstorable-text', 'Text has a NUL or half a character; take it out.');
  }
}

/** Names that every object inherits are never fields, and the validator takes them for such. */
function assertNoInheritedName(name: string, pointer: string): void {
  if (name in Object.prototype) throw invalid([unknownField(name, pointer)]);
}

/** Throws where a validator could not look, or would look away. */
function assertSound(value: unknown, pointer: string, depth = 0): void {
  if (depth > DEEPEST) {
    throw InvalidProblem.at(pointer, 'request/too-deep', `Nothing here is nested more than ${DEEPEST} levels deep.`);
  }
  if (typeof value === 'string') {
    assertStorable(value, pointer);
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => assertSound(item, `${pointer}/${index}`, depth + 1));
  } else if (isObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      assertStorable(name, pointer);
      const place = `${pointer}/${escapePointer(name)}`;
      assertNoInheritedName(name, place);
      assertSound(item, place, depth + 1);
    }
  }
}

/** A DTO without fields has nothing to validate by, and would let anything pass. */
function assertEmpty(query: unknown): unknown {
  const faults = Object.keys(query ?? {}).map((name) => unknownField(name, `?${name}`));
  if (faults.length > 0) throw invalid(faults);
  return query;
}

/** Every query, path and body goes through here: only what its DTO names, only as its DTO says. */
@Injectable()
export class RequestPipe implements PipeTransform {
  private readonly body = validating((name) => `/${escapePointer(name)}`);
  private readonly query = validating((name) => `?${name}`);

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'query') {
      this.assertEachOnce(value);
      if (metadata.metatype === NoQuery) return assertEmpty(value);
      return this.query.transform(value, metadata);
    }
    if (metadata.type === 'body') {
      if (!isObject(value)) {
        throw InvalidProblem.at('', 'request/object-required', 'Send a JSON object as the body.');
      }
      assertSound(value, '');
      return this.body.transform(value, metadata);
    }
    if (metadata.type === 'param') assertStorable(String(value), `:${metadata.data}`);
    return value;
  }

  private assertEachOnce(query: unknown): void {
    for (const [name, value] of Object.entries(query ?? {})) {
      if (Array.isArray(value)) {
        throw InvalidProblem.at(
          `?${name}`,
          'request/parameter-repeated',
          `Send ${name} once; several values go in one, with commas between.`,
        );
      }
      assertNoInheritedName(name, `?${name}`);
      assertStorable(String(value), `?${name}`);
    }
  }
}
