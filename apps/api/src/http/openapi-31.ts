import type { OpenAPIObject } from '@nestjs/swagger';

type Json = Record<string, unknown>;

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457.',
  required: ['type', 'title', 'status', 'detail', 'code', 'errors'],
  additionalProperties: false,
  properties: {
    type: { type: 'string', example: 'about:blank' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong, and what to do.' },
    code: { type: 'string', description: 'Stable: area/what.', example: 'stance/off-scale' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        additionalProperties: false,
        properties: {
          pointer: {
            type: 'string',
            description: 'RFC 6901 into the body, or ?name of a parameter.',
            example: '/position',
          },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `nullable` is a word of 3.0; in 3.1 null is a type. */
function withNullTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNullTypes);
  if (!isObject(value)) return value;
  const { nullable, ...rest } = value;
  const schema = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, withNullTypes(inner)]));
  if (nullable !== true) return schema;
  if (typeof schema['type'] === 'string') {
    const withNull = { ...schema, type: [schema['type'], 'null'] };
    return Array.isArray(schema['enum']) ? { ...withNull, enum: [...schema['enum'], null] } : withNull;
  }
  const { description, ...referred } = schema;
  return { ...(description === undefined ? {} : { description }), anyOf: [referred, { type: 'null' }] };
}

/** Lists in a URL are written with commas between. */
function withCommaLists(parameter: unknown): unknown {
  if (!isObject(parameter) || parameter['in'] !== 'query' || !isObject(parameter['schema'])) return parameter;
  return parameter['schema']['type'] === 'array' ? { ...parameter, style: 'form', explode: false } : parameter;
}

/** Nest writes 3.0 words under a 3.1 heading; this makes it what it says, and tells operations apart by their paths. */
export function toOpenApi31(document: OpenAPIObject): OpenAPIObject {
  const described = withNullTypes(document) as Json & { paths: Record<string, Record<string, Json>>; components: Json };
  for (const [path, operations] of Object.entries(described.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      operation['operationId'] = operationId(method, path);
      if (Array.isArray(operation['parameters'])) operation['parameters'] = operation['parameters'].map(withCommaLists);
    }
  }
  const schemas = { ...(described.components['schemas'] as Json), Problem: PROBLEM };
  described.components['schemas'] = Object.fromEntries(
    Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  return described as unknown as OpenAPIObject;
}

const operationId = (method: string, path: string): string =>
  [method, ...path.replace(/^\/v1/, '').split('/')]
    .filter((part) => part !== '')
    .map((part, index) => (index === 0 ? part : capital(part.replace(/[{}]/g, ''))))
    .join('');

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
