import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { InvalidProblem } from '@app/domain';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { Refusal } from './refusal.js';

export const FORMATS = ['json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** What the rows of a table are sent as. */
export type Shape = 'object' | 'array' | 'csv';

/** With the parameters that a client may ask for as well. */
const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
};

export const CSV_TYPE = MEDIA_TYPES.csv;

/** In the configuration of a route: it answers in every format. */
export const IN_EVERY_FORMAT = { inEveryFormat: true };

type Negotiated = FastifyRequest & { format?: Format };

/** The format of the answer, where its route has several. */
export const formatOf = ({ format }: FastifyRequest & { readonly format?: Format }): Format | undefined => format;

/** The shape asked for by `shape`, `format`, Accept or the ending of the address. */
export const AskedShape = createParamDecorator((_: unknown, context: ExecutionContext): Shape => {
  const { format, query } = context.switchToHttp().getRequest<Negotiated>();
  if (format === 'csv') return 'csv';
  return (query as { readonly shape?: string }).shape === 'array' ? 'array' : 'object';
});

/** Finds out which format is asked for, before anything is kept or looked for under it. */
export function negotiateFormats(server: FastifyInstance): void {
  server.addHook('onRequest', (request: Negotiated, reply, done) => {
    const config = request.routeOptions.config as Partial<typeof IN_EVERY_FORMAT> | undefined;
    if (config?.inEveryFormat !== true) return done();
    void reply.header('vary', 'Accept');
    request.format = negotiated(request);
    done();
  });
}

/** The address says it, or else the header. Throws where they say two things, or nothing that there is. */
function negotiated({ headers, params, query }: FastifyRequest): Format {
  const inPath = inEnding(params as { readonly format?: string });
  const inQuery = inParameter(query as Record<string, unknown>);
  if (inPath !== undefined && inQuery !== undefined && inPath !== inQuery) {
    throw conflict('?format', `The address ends in .${inPath}; leave format out, or ask for it without the ending.`);
  }
  const format = inPath ?? inQuery ?? acceptedBy(headers.accept);
  if (format === 'csv' && (query as { readonly shape?: unknown }).shape === 'object') {
    throw conflict('?shape', 'CSV has one row per point, as shape=array has; leave shape out.');
  }
  return format;
}

function inEnding({ format: ending }: { readonly format?: string }): Format | undefined {
  const format = FORMATS.find((each) => each === ending);
  if (ending !== undefined && format === undefined) throw noSuchFormat();
  return format;
}

/** Taken out of the query, so that only this file has to know of it; unless it is there twice, which is refused later. */
function inParameter(query: Record<string, unknown>): Format | undefined {
  const { format: parameter } = query;
  if (parameter === undefined || Array.isArray(parameter)) return undefined;
  const format = FORMATS.find((each) => each === parameter);
  if (format === undefined) throw noSuchParameter();
  delete query['format'];
  return format;
}

function acceptedBy(accept: string | undefined): Format {
  if (accept === undefined || accept === '' || accept === '*/*') return 'json';
  const type = new Negotiator({ headers: { accept } }).mediaType(Object.values(MEDIA_TYPES));
  const format = FORMATS.find((each) => MEDIA_TYPES[each] === type);
  if (format === undefined) throw notAcceptable();
  return format;
}

const conflict = (pointer: string, detail: string): InvalidProblem =>
  InvalidProblem.at(pointer, 'request/format-conflict', detail);

function noSuchParameter(): InvalidProblem {
  const detail = `format must be one of ${FORMATS.join(', ')}.`;
  return new InvalidProblem('request/invalid', detail, [{ pointer: '?format', code: 'request/invalid-value', detail }]);
}

function noSuchFormat(): Refusal {
  const detail = `There is no such ending here; there are ${FORMATS.map((format) => `.${format}`).join(' and ')}.`;
  const fault = { pointer: ':format', code: 'request/no-such-format', detail };
  return new Refusal(404, 'Not found', fault.code, detail, [fault]);
}

function notAcceptable(): Refusal {
  const detail = 'This is there as application/json and as text/csv; accept one of them, or send no Accept.';
  const fault = { pointer: '#Accept', code: 'request/not-acceptable', detail };
  return new Refusal(406, 'Not in this format', fault.code, detail, [fault]);
}
