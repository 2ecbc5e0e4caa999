import { hash } from 'node:crypto';
import type { DataVersion } from '@app/database';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { formatOf } from './formats.js';

interface KeptAnswer {
  readonly version: number;
  readonly etag: string;
  /** Those of HEADERS that it has, and its ETag. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

type Timed = FastifyRequest & { versionAtStart?: number | null };

const KEPT_BYTES = 64 * 1024 * 1024;
/** One huge answer must not push out thousands of common ones. */
const LARGEST_KEPT_BYTES = 4 * 1024 * 1024;
/** Roughly, beside the body and the address. */
const KEPT_OVERHEAD = 1000;
/** What is kept of an answer besides its body. */
const HEADERS = ['cache-control', 'content-disposition', 'content-type', 'link'];
/** Of those, what says how to read a body. */
const BODY_HEADERS = ['content-disposition', 'content-length', 'content-type'];

const isRead = ({ method, url }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && url.startsWith('/v1/');

/** An import goes on, fails, or is tried without the data changing. */
const isAboutImports = ({ routeOptions }: FastifyRequest): boolean =>
  routeOptions.url?.startsWith('/v1/imports') === true;

const matches = ({ headers }: FastifyRequest, etag: string): boolean => {
  const wanted = headers['if-none-match'];
  if (wanted === undefined) return false;
  return wanted === '*' || wanted.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag);
};

/** Kept answers never mix formats: where Accept decides, one address has several answers. */
function keyOf(request: FastifyRequest): string {
  const format = formatOf(request);
  return format === undefined || format === 'json' ? request.url : `${format} ${request.url}`;
}

/**
 * Gives every read an ETag, and answers 304 to who has it. Finished answers are kept and sent again, without asking the
 * database, as long as nothing has changed in it.
 */
export function keepAnswers(server: FastifyInstance, version: DataVersion): void {
  const kept = new LRUCache<string, KeptAnswer>({
    maxSize: KEPT_BYTES,
    maxEntrySize: LARGEST_KEPT_BYTES,
    sizeCalculation: ({ body }, key) => body.length + 2 * key.length + KEPT_OVERHEAD,
  });

  server.addHook('onRequest', (request: Timed, reply, done) => {
    if (!isRead(request) || isAboutImports(request)) return done();
    request.versionAtStart = version.current;
    const answer = request.headers.authorization === undefined ? kept.get(keyOf(request)) : undefined;
    if (answer === undefined || answer.version !== request.versionAtStart) return done();
    void reply.headers(answer.headers);
    if (matches(request, answer.etag)) void withoutBody(reply).send();
    else void reply.send(answer.body);
  });

  server.addHook('onSend', (request: Timed, reply, payload, done) => {
    if (!isRead(request) || reply.statusCode !== 200 || typeof payload !== 'string') return done(null, payload);
    // Outside the JavaScript heap, where thousands of kept answers cost the garbage collector nothing.
    const body = Buffer.from(payload);
    const etag = etagOf(reply, body);
    void reply.headers({ etag, 'cache-control': 'no-cache', 'content-length': body.length });
    const { versionAtStart } = request;
    if (typeof versionAtStart === 'number' && versionAtStart === version.current) {
      kept.set(keyOf(request), { version: versionAtStart, etag, headers: headersOf(reply, etag), body });
    }
    if (!matches(request, etag)) return done(null, body);
    void withoutBody(reply);
    done(null, '');
  });
}

function headersOf(reply: FastifyReply, etag: string): Record<string, string> {
  const given = HEADERS.map((name) => [name, reply.getHeader(name)] as const);
  return { etag, ...Object.fromEntries(given.filter((pair): pair is [string, string] => typeof pair[1] === 'string')) };
}

function withoutBody(reply: FastifyReply): FastifyReply {
  for (const name of BODY_HEADERS) void reply.removeHeader(name);
  return reply.code(304);
}

/** A document has its revision; anything else the hash of its bytes. */
function etagOf(reply: FastifyReply, body: Buffer): string {
  const given = reply.getHeader('etag');
  return typeof given === 'string' ? given : `"${hash('sha256', body, 'base64url').slice(0, 22)}"`;
}
