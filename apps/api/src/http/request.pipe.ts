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

const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The faults of a tree of validation errors, each with its pointer. */
function faultsOf(errors: readonly ValidationError[], pointerOf: (name: string) => string): Fault[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const pointer = pointerOf(property);
    const own = Object.entries(constraints ?? {}).map(([rule, detail]) => ({
      pointer,
      code: rule === 'whitelistValidation' ? 'request/unknown-field' : 'request/invalid-value',
      detail: rule === 'whitelistValidation' ? `There is no "${property}" here.` : `${detail}.`,
    }));
    return [...own, ...faultsOf(children ?? [], (name) => `${pointer}/${escapePointer(name)}`)];
  });
}

const invalid = (faults: Fault[]): InvalidProblem =>
  new InvalidProblem('request/invalid', faults.map(({ detail }) => detail).join(' '), faults);

const validating = (pointerOf: (name: string) => string): ValidationPipe =>
  new ValidationPipe({ ...OPTIONS, exceptionFactory: (errors) => invalid(faultsOf(errors, pointerOf)) });

/** Throws where a text cannot be stored: PostgreSQL takes no NUL, and a lone surrogate is no character. */
function assertStorable(value: unknown, pointer: string): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000') || !value.isWellFormed()) {
      throw InvalidProblem.at(pointer, 'request/unstorable-text', 'Text has a NUL or half a character; take it out.');
    }
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => assertStorable(item, `${pointer}/${index}`));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      assertStorable(name, pointer);
      assertStorable(item, `${pointer}/${escapePointer(name)}`);
    }
  }
}

/** A DTO without fields has nothing to validate by, and would let anything pass. */
function assertEmpty(query: unknown): unknown {
  const faults = Object.keys(query ?? {}).map((name) => ({
    pointer: `?${name}`,
    code: 'request/unknown-field',
    detail: `There is no "${name}" here.`,
  }));
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
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw InvalidProblem.at('', 'request/object-required', 'Send a JSON object as the body.');
      }
      assertStorable(value, '');
      return this.body.transform(value, metadata);
    }
    if (metadata.type === 'param') assertStorable(value, `:${metadata.data}`);
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
      assertStorable(value, `?${name}`);
    }
  }
}
