import type { ErrorObject } from 'ajv';
import type { Fault } from '@app/domain';
import type { ProfileSource } from './profile-source.js';
import { nearestName } from './nearest.js';

type Found = Omit<Fault, 'code'>;

/** Keywords that only say that a part of the schema was not met, which the part has said itself. */
const ECHOES = new Set(['if', 'allOf', 'propertyNames']);

/** What the schema's errors mean to whoever wrote the profile: where, on which line, and what to do. */
export function faultsOf(errors: readonly ErrorObject[], source: ProfileSource): Found[] {
  const found = errors.filter(({ keyword }) => !ECHOES.has(keyword)).map((error) => faultOf(error, source));
  const told = new Set<string>();
  return found.filter(({ pointer, detail }) => {
    const isNew = !told.has(`${pointer} ${detail}`);
    told.add(`${pointer} ${detail}`);
    return isNew;
  });
}

function faultOf(error: ErrorObject, source: ProfileSource): Found {
  const extra = error.params.additionalProperty as string | undefined;
  const pointer = extra === undefined ? error.instancePath : `${error.instancePath}/${escaped(extra)}`;
  return { pointer, detail: atLine(source, pointer, adviceFor(error)) };
}

/** Editors count lines and know nothing of pointers. */
export function atLine(source: ProfileSource, pointer: string, detail: string): string {
  const line = source.lineOf(pointer);
  return line === null ? detail : `Line ${line}: ${detail}`;
}

function adviceFor({ keyword, params, instancePath, parentSchema, message }: ErrorObject): string {
  const what = instancePath === '' ? 'the profile' : (instancePath.split('/').at(-1) ?? '');
  const where = /^\d+$/.test(what) ? `item ${Number(what) + 1} of ${instancePath.split('/').at(-2)}` : what;
  const known = Object.keys((parentSchema?.properties as object | undefined) ?? {});
  switch (keyword) {
    case 'additionalProperties': {
      const key = params.additionalProperty as string;
      const meant = nearestName(key, known);
      const hint = meant === undefined ? `the keys here are ${known.join(', ')}.` : `did you mean ${meant}?`;
      return `there is no key "${key}" in ${where}; ${hint}`;
    }
    case 'required':
      return `${where} needs the key "${params.missingProperty}"; add it.`;
    case 'enum':
      return `${where} has to be one of ${(params.allowedValues as unknown[]).join(', ')}.`;
    case 'type':
      return `${where} has to be ${namesOf(params.type)}.`;
    case 'pattern':
      return `${where} has not the right form; ${formOf(parentSchema) ?? `it has to match ${params.pattern}`}.`;
    case 'minItems':
      return `${where} needs at least ${params.limit} ${params.limit === 1 ? 'item' : 'items'}.`;
    case 'minProperties':
      return `${where} is empty; ${formOf(parentSchema) ?? 'fill it or leave it out'}.`;
    case 'oneOf':
    case 'anyOf':
    case 'not':
      return `${where} cannot be meant; ${formOf(parentSchema) ?? 'see docs/profiles.md'}.`;
    default:
      return `${where} ${message}.`;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'a map of keys and values',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};

const namesOf = (types: unknown): string =>
  [types]
    .flat()
    .flatMap((type) => String(type).split(','))
    .map((type) => TYPES[type] ?? type)
    .join(' or ');

/** The schema says in words what it asks for, where a keyword alone would be a riddle. */
const formOf = (schema: unknown): string | undefined => (schema as { $comment?: string } | undefined)?.$comment;

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
