import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import type { OpenApi, Operation, Parameter, Schema } from './document.js';
import { partsIn } from './form.js';
import type { Answered, Asked } from './requests.js';

type Json = Readonly<Record<string, unknown>>;

const PROBLEM = 'application/problem+json';
const ETAG = /^"[^"]+"$/;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same schemas, of which an object with named fields has no others. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([word, value]) => [word, closed(value)]));
  return isObject(schema['properties']) && !('additionalProperties' in schema)
    ? { ...inner, additionalProperties: false }
    : inner;
}

/** A byte order mark is no part of JSON, and may be ignored. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
};

/** Holds answers against the description of the API. */
export class AnswerCheck {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor(private readonly document: OpenApi) {
    addFormats.default(this.ajv);
  }

  /** Everything in which the answer, or that it was given at all, is not as described. */
  faults(operation: Operation, asked: Asked, answered: Answered): string[] {
    const { headers, status, text } = answered;
    const described = operation.responses[status];
    if (status >= 500) return [`answers ${status}`];
    if (described === undefined) return [`${status} is not described`];
    if (status === 304) return text === '' && ETAG.test(headers.etag ?? '') ? [] : ['304 has a body or no ETag'];
    const [type = ''] = (headers['content-type'] ?? '').split(';');
    const schema = described.content?.[type]?.schema;
    if (schema === undefined) return [`${status} is not described as "${type}"`];
    const body = type.endsWith('json') ? parsed(text) : text;
    return [
      ...this.mismatches(schema, body, 'the answer'),
      ...(status >= 400 ? problemFaults(answered, body) : successFaults(operation, answered, body)),
      ...(type === 'text/csv' ? csvFaults(text) : []),
      ...(status < 300 ? this.undescribed(operation, asked) : []),
    ];
  }

  /** Where a request that was taken is not one that the description allows. */
  private undescribed({ body, isForm, parameters }: Operation, asked: Asked): string[] {
    const [, query = ''] = asked.path.split('?');
    const sent = [...new URLSearchParams(query)];
    const inQuery = sent.flatMap(([name, value]) => {
      const parameter = parameters.find((each) => each.in === 'query' && each.name === name);
      if (parameter === undefined) return [`takes the parameter "${name}", which is not described`];
      return this.mismatches(parameter.schema ?? {}, valueOf(parameter, value), `the parameter ${name}`);
    });
    const names = sent.map(([name]) => name);
    const missing = parameters
      .filter((each) => each.in === 'query' && each.required && !names.includes(each.name))
      .map(({ name }) => `does without the parameter ${name}`);
    const repeated = names.length > new Set(names).size ? ['takes a parameter twice'] : [];
    const sentBody = isForm
      ? partsIn(String(asked.body), asked.headers?.['content-type'] ?? '')
      : parsed(String(asked.body));
    const inBody = body === null ? [] : this.mismatches(body, sentBody, 'the body that was taken');
    return [...inQuery, ...missing, ...repeated, ...inBody];
  }

  private mismatches(schema: Schema, value: unknown, what: string): string[] {
    const validate = this.validatorOf(schema);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${what}${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
    );
  }

  private validatorOf(schema: Schema): ValidateFunction {
    const key = JSON.stringify(schema);
    const known = this.compiled.get(key);
    if (known !== undefined) return known;
    const components = closed(this.document.components) as Json;
    const validate = this.ajv.compile({ ...(closed(schema) as Json), components });
    this.compiled.set(key, validate);
    return validate;
  }
}

/** A value of a URL, as its schema means it. */
function valueOf({ schema }: Parameter, text: string): unknown {
  if (schema?.type === 'array') return text.split(',');
  return schema?.type === 'integer' || schema?.type === 'number' ? Number(text) : text;
}

/** Every row has as many cells as the line of names, and ends as RFC 4180 has it. */
function csvFaults(text: string): string[] {
  try {
    parse(text, { record_delimiter: '\r\n' });
    return text.endsWith('\r\n') ? [] : ['the last row of the CSV has no end'];
  } catch (error) {
    return [`the CSV cannot be read: ${String(error)}`];
  }
}

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

function problemFaults({ headers, status }: Answered, body: unknown): string[] {
  const problem = body as Problem;
  const faults: string[] = [];
  if (!(headers['content-type'] ?? '').startsWith(PROBLEM)) faults.push('a refusal is no problem+json');
  if (problem.status !== status) faults.push(`the problem says ${problem.status}`);
  if (!/^[a-z-]+\/[a-z0-9-]+$/.test(problem.code)) faults.push('the problem has no code');
  if (problem.detail.trim() === '') faults.push('the problem has no detail');
  // Where the path cannot be decoded, no part of it has a name yet.
  if (status === 400 && problem.errors.length === 0 && problem.code !== 'request/malformed-url') {
    faults.push('nothing says where the fault is');
  }
  for (const { code, detail, pointer } of problem.errors) {
    if (!/^($|[/?:#])/.test(pointer)) faults.push(`"${pointer}" points nowhere`);
    if (code === '' || detail.trim() === '') faults.push(`the fault at "${pointer}" has no code or detail`);
  }
  if (status === 401 && headers['www-authenticate'] === undefined) faults.push('401 without WWW-Authenticate');
  return faults;
}

function successFaults({ method, path }: Operation, { headers, status }: Answered, body: unknown): string[] {
  if (!path.startsWith('/v1/')) return [];
  // What has begun is another thing by the time that it is asked for again.
  if (status === 202) return headers.location?.startsWith('/v1/') === true ? [] : ['nothing says where to ask'];
  const { etag = '' } = headers;
  if (!ETAG.test(etag)) return ['there is no ETag'];
  const { revision } = body as { revision?: number };
  if (revision !== undefined && etag !== `"${revision}"`) return [`the ETag ${etag} is not revision ${revision}`];
  return method === 'GET' && headers['cache-control'] !== 'no-cache' ? ['nothing says to ask again'] : [];
}
