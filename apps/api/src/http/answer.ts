import type { DocumentText, Page } from '@app/catalog';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fileNameOf } from './file-name.js';
import { CSV_TYPE } from './formats.js';

interface AnswerHeaders {
  readonly etag?: string;
  readonly nextCursor?: string;
  readonly location?: string;
  /** JSON where it is left out. */
  readonly format?: 'csv';
}

/** A finished body, with what belongs in the headers. */
export class Answer {
  constructor(
    readonly body: string,
    readonly headers: AnswerHeaders = {},
  ) {}
}

/** One document; its ETag is its revision. */
export const documentAnswer = ({ json, revision }: DocumentText): Answer => new Answer(json, { etag: `"${revision}"` });

/** A page as `{ items, nextCursor, knownAt }`, or the bare array. */
export function pageAnswer({ count, items, knownAt, nextCursor }: Page, shape?: string): Answer {
  const headers = nextCursor === null ? {} : { nextCursor };
  if (shape === 'array') return new Answer(items, headers);
  const counted = count === null ? '' : `,"count":${count}`;
  return new Answer(
    `{"items":${items},"nextCursor":${JSON.stringify(nextCursor)},"knownAt":"${knownAt}"${counted}}`,
    headers,
  );
}

/** The address of the next page: this one, with the cursor. */
function nextLink(url: string, cursor: string): string {
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const parameters = new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1));
  parameters.set('cursor', cursor);
  return `<${path}?${parameters.toString()}>; rel="next"`;
}

function nameAsCsv(request: FastifyRequest, reply: FastifyReply): void {
  const name = fileNameOf(request, 'csv');
  void reply.headers({ 'content-type': CSV_TYPE, 'content-disposition': `attachment; filename="${name}"` });
}

/** Sends answers as they are: their bodies are finished. Cheaper than an interceptor, which every request pays. */
export function sendAnswers(server: FastifyInstance): void {
  server.addHook('preSerialization', (request, reply, payload, done) => {
    if (!(payload instanceof Answer)) return done(null, payload);
    const { etag, format, location, nextCursor } = payload.headers;
    if (etag !== undefined) void reply.header('etag', etag);
    if (location !== undefined) void reply.header('location', location);
    if (nextCursor !== undefined) void reply.header('link', nextLink(request.url, nextCursor));
    if (format === 'csv') nameAsCsv(request, reply);
    done(null, payload);
  });
  server.setReplySerializer((payload) => (payload instanceof Answer ? payload.body : JSON.stringify(payload)));
}
