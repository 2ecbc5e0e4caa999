import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { InvalidProblem } from '@app/domain';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, sendProblem } from './problem.filter.js';

const NOT_UTF8 = 'has a percent sign without two hexadecimal digits after it, or bytes that are not UTF-8';

/** Answers where the router could make nothing of the path. */
export function refusePath(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const malformed = new InvalidProblem('request/malformed-url', `The path ${NOT_UTF8}.`);
  sendProblem(error.code === 'FST_ERR_BAD_URL' ? malformed : error, request, reply);
}

/** The parser of queries keeps what it cannot decode as it is; nobody means to search for that. */
export function refuseMalformedQueries(server: FastifyInstance): void {
  server.addHook('onRequest', ({ url }, _reply, done) => {
    const query = url.includes('%') ? url.slice(url.indexOf('?') + 1 || url.length) : '';
    const faulty = query.split('&').find((pair) => !decodes(pair));
    if (faulty === undefined) return done();
    const [name = ''] = faulty.split('=');
    done(InvalidProblem.at(`?${name}`, 'request/malformed-url', `The query ${NOT_UTF8}, at ${name}.`));
  });
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

const STATUSES: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** How long a client that is still sending may take to read that it was refused; closed at once it would see no answer. */
const LINGER_MILLISECONDS = 1000;

/** Answers what is no HTTP request, or not a whole one. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || socket.writableEnded) return;
  const statusCode = STATUSES[error.code ?? ''] ?? 400;
  const body = JSON.stringify(problemOf({ statusCode }));
  if (!socket.writable) {
    socket.destroy(error);
    return;
  }
  socket.end(
    [
      `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER_MILLISECONDS).unref();
}
