import { hash } from 'node:crypto';
import type { DataVersion } from '@app/database';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { AnswersUnderWay, type UnderWay } from './answers-under-way.js';
import { formatOf } from './formats.js';

interface FinishedAnswer {
  readonly etag: string;
  /** Those of HEADERS that it has, and its ETag. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface KeptAnswer extends FinishedAnswer {
  readonly version: number;
}

type Timed = FastifyRequest & { versionAtStart?: number | null; underWay?: UnderWay<FinishedAnswer> | null };

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
 * database, as long as nothing has changed in it; one that is under way is awaited by whoever asks the same.
 */
export function keepAnswers(server: FastifyInstance, version: DataVersion): void {
  const underWay = new AnswersUnderWay<FinishedAnswer>();
  const kept = new LRUCache<string, KeptAnswer>({
    maxSize: KEPT_BYTES,
    maxEntrySize: LARGEST_KEPT_BYTES,
    sizeCalculation: ({ body }, key) => body.length + 2 * key.length + KEPT_OVERHEAD,
  });

  server.addHook('onRequest', (request: Timed, reply, done) => {
    if (!isRead(request) || isAboutImports(request)) return done();
    const versionAtStart = (request.versionAtStart = version.current);
    if (versionAtStart === null || request.headers.authorization !== undefined) return done();
    const key = keyOf(request);
    const answer = kept.get(key);
    if (answer?.version === versionAtStart) return sendFinished(answer, request, reply);
    // What cannot be shared, such as a refusal, each finds out for itself.
    const take = (shared: FinishedAnswer | null): void =>
      shared === null ? done() : sendFinished(shared, request, reply);
    request.underWay = underWay.begin(key, versionAtStart, take);
    if (request.underWay !== null) done();
  });

  // Comes for every request that went on above, even where its client has gone.
  server.addHook('onSend', (request: Timed, reply, payload, done) => {
    const isFinished = isRead(request) && reply.statusCode === 200 && typeof payload === 'string';
    const answer = isFinished ? finishedAnswer(reply, payload) : null;
    if (request.underWay) underWay.end(request.underWay, answer);
    if (answer === null) return done(null, payload);
    const { versionAtStart } = request;
    if (typeof versionAtStart === 'number' && versionAtStart === version.current) {
      kept.set(keyOf(request), { ...answer, version: versionAtStart });
    }
    if (!matches(request, answer.etag)) return done(null, answer.body);
    void withoutBody(reply);
    done(null, '');
  });
}

function sendFinished({ body, etag, headers }: FinishedAnswer, request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers(headers);
  if (matches(request, etag)) void withoutBody(reply).send();
  else void reply.send(body);
}

function finishedAnswer(reply: FastifyReply, text: string): FinishedAnswer {
  // Outside the JavaScript heap, where thousands of kept answers cost the garbage collector nothing.
  const body = Buffer.from(text);
  const etag = etagOf(reply, body);
  void reply.headers({ etag, 'cache-control': 'no-cache', 'content-length': body.length });
  return { etag, headers: headersOf(reply, etag), body };
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
