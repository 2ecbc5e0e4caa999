import { hash } from 'node:crypto';
import type { DataVersion } from '@app/database';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';

interface KeptAnswer {
  readonly version: number;
  readonly etag: string;
  readonly link: string | undefined;
  readonly body: Buffer;
}

type Timed = FastifyRequest & { versionAtStart?: number | null };

const KEPT_BYTES = 64 * 1024 * 1024;
/** One huge answer must not push out thousands of common ones. */
const LARGEST_KEPT_BYTES = 4 * 1024 * 1024;
const JSON_TYPE = 'application/json; charset=utf-8';

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

/**
 * Gives every read an ETag, and answers 304 to who has it. Finished answers are kept and sent again, without asking the
 * database, as long as nothing has changed in it.
 */
export function keepAnswers(server: FastifyInstance, version: DataVersion): void {
  const kept = new LRUCache<string, KeptAnswer>({
    maxSize: KEPT_BYTES,
    maxEntrySize: LARGEST_KEPT_BYTES,
    sizeCalculation: ({ body, link }, url) => body.length + url.length + (link?.length ?? 0) + 500,
  });

  server.addHook('onRequest', (request: Timed, reply, done) => {
    if (!isRead(request) || isAboutImports(request)) return done();
    request.versionAtStart = version.current;
    const answer = request.headers.authorization === undefined ? kept.get(request.url) : undefined;
    if (answer === undefined || answer.version !== request.versionAtStart) return done();
    const { body, etag, link } = answer;
    void reply.headers({ etag, 'cache-control': 'no-cache' });
    if (link !== undefined) void reply.header('link', link);
    if (matches(request, etag)) void reply.code(304).send();
    else void reply.header('content-type', JSON_TYPE).send(body);
  });

  server.addHook('onSend', (request: Timed, reply, payload, done) => {
    if (!isRead(request) || reply.statusCode !== 200 || typeof payload !== 'string') return done(null, payload);
    // Outside the JavaScript heap, where thousands of kept answers cost the garbage collector nothing.
    const body = Buffer.from(payload);
    const etag = etagOf(reply, body);
    void reply.headers({ etag, 'cache-control': 'no-cache', 'content-length': body.length });
    const { versionAtStart } = request;
    if (typeof versionAtStart === 'number' && versionAtStart === version.current) {
      const link = reply.getHeader('link') as string | undefined;
      kept.set(request.url, { version: versionAtStart, etag, link, body });
    }
    if (!matches(request, etag)) return done(null, body);
    void reply.code(304).removeHeader('content-type').removeHeader('content-length');
    done(null, '');
  });
}

/** A document has its revision; anything else the hash of its bytes. */
function etagOf(reply: FastifyReply, body: Buffer): string {
  const given = reply.getHeader('etag');
  return typeof given === 'string' ? given : `"${hash('sha256', body, 'base64url').slice(0, 22)}"`;
}
