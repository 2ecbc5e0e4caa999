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
            description:
              'RFC 6901 into the body; ?name of a parameter, :name of a part of the path, #Name of a header.',
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
  const { example, ...schema } = parameter['schema'];
  if (schema['type'] !== 'array') return parameter;
  const examples = typeof example === 'string' ? { example: example.split(',') } : {};
  return { ...parameter, schema: { ...schema, ...examples }, style: 'form', explode: false };
}

const ETAG = { description: 'Changes when the answer does; of a document, its revision.', schema: { type: 'string' } };

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The ETag of an answer that you have; 304 says that it is still the answer.',
  schema: { type: 'string', example: '"1"' },
};

/** Says what is so everywhere. */
function withMeanings(operation: Json): void {
  const responses = operation['responses'] as Record<string, Json>;
  for (const [status, meaning] of Object.entries(SUCCESSES)) {
    if (responses[status]?.['description'] === '') responses[status] = { ...responses[status], description: meaning };
  }
  operation['parameters'] = ((operation['parameters'] ?? []) as Json[]).map((parameter) =>
    parameter['in'] === 'path'
      ? { description: NAMED_BY[String(parameter['name'])] ?? 'Its slug or id.', ...parameter }
      : parameter,
  );
}

const NAMED_BY: Readonly<Record<string, string>> = { stance: 'Its id.', import: 'Its id.', profile: 'Its name.' };

const SUCCESSES: Readonly<Record<string, string>> = {
  200: 'What was asked for.',
  201: 'What was recorded.',
  202: 'What has begun; Location says where to ask how it goes.',
};

const ENDING = {
  name: 'format',
  in: 'path',
  required: true,
  description: 'The format, as the ending of the address.',
};

/** Says of an address that ends in its format what is so of no other. */
function withEnding(operation: Json): void {
  const parameters = operation['parameters'] as Json[];
  const schema = parameters.find(({ name }) => name === 'format')?.['schema'];
  operation['parameters'] = [{ ...ENDING, schema }, ...parameters];
  const responses = operation['responses'] as Record<string, Json>;
  responses['404'] = { ...responses['406'], description: 'There is no such ending.' };
  responses['414'] = { ...responses['406'], description: 'The ending is longer than any.' };
}

/** Every read has an ETag and can be asked for again under a condition. */
function withConditions(operation: Json): void {
  const responses = operation['responses'] as Record<string, Json>;
  responses['200'] = { ...responses['200'], headers: { ETag: ETAG } };
  responses['304'] = { description: 'You have it already.' };
  operation['parameters'] = [...((operation['parameters'] ?? []) as Json[]), IF_NONE_MATCH];
}

/** Nest writes 3.0 words under a 3.1 heading; this makes it what it says, and tells operations apart by their paths. */
export function toOpenApi31(document: OpenAPIObject): OpenAPIObject {
  const described = withNullTypes(document) as Json & { paths: Record<string, Record<string, Json>>; components: Json };
  for (const [path, operations] of Object.entries(described.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      operation['operationId'] = operationId(method, path);
      if (Array.isArray(operation['parameters'])) operation['parameters'] = operation['parameters'].map(withCommaLists);
      if (path.endsWith('.{format}')) withEnding(operation);
      withMeanings(operation);
      if (method === 'get' && path.startsWith('/v1/')) withConditions(operation);
    }
  }
  const schemas = { ...(described.components['schemas'] as Json), Problem: PROBLEM };
  described.components['schemas'] = Object.fromEntries(
    Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  return described as unknown as OpenAPIObject;
}

const operationId = (method: string, path: string): string =>
  [method, ...path.replace(/^\/v1/, '').split(/[/.-]/)]
    .filter((part) => part !== '')
    .map((part, index) => (index === 0 ? part : capital(part.replace(/[{}]/g, ''))))
    .join('');

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
