import { createHash } from 'node:crypto';
import type { DataVersion } from '@app/database';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';

interface KeptAnswer {
  readonly version: number;
  readonly etag: string;
  readonly link: string | undefined;
  readonly body: string;
}

type Timed = FastifyRequest & { versionAtStart?: number | null };

const KEPT_BYTES = 64 * 1024 * 1024;
const JSON_TYPE = 'application/json; charset=utf-8';

const isRead = ({ method, url }: FastifyRequest): boolean => method === 'GET' && url.startsWith('/v1/');

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
    sizeCalculation: ({ body }) => body.length + 500,
  });

  server.addHook('onRequest', (request: Timed, reply, done) => {
    if (!isRead(request)) return done();
    request.versionAtStart = version.current;
    const answer = request.headers.authorization === undefined ? kept.get(request.url) : undefined;
    if (answer === undefined || answer.version !== request.versionAtStart) return done();
    void reply.headers({ 'content-type': JSON_TYPE, 'cache-control': 'no-cache', etag: answer.etag });
    if (answer.link !== undefined) void reply.header('link', answer.link);
    void reply.send(answer.body);
  });

  server.addHook('onSend', (request: Timed, reply, payload, done) => {
    if (!isRead(request) || reply.statusCode !== 200 || typeof payload !== 'string') return done(null, payload);
    const etag = etagOf(reply, payload);
    void reply.headers({ etag, 'cache-control': 'no-cache' });
    const { versionAtStart } = request;
    if (typeof versionAtStart === 'number' && versionAtStart === version.current) {
      kept.set(request.url, {
        version: versionAtStart,
        etag,
        link: reply.getHeader('link') as string | undefined,
        body: payload,
      });
    }
    if (!matches(request, etag)) return done(null, payload);
    void reply.code(304).removeHeader('content-type').removeHeader('content-length');
    done(null, '');
  });
}

/** A document has its revision; anything else the hash of its bytes. */
function etagOf(reply: FastifyReply, payload: string): string {
  const given = reply.getHeader('etag');
  return typeof given === 'string'
    ? given
    : `"${createHash('sha256').update(payload).digest('base64url').slice(0, 22)}"`;
}
