import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuseConnection } from './unreadable.js';

type Awaited = FastifyRequest & { bodyTimer?: NodeJS.Timeout };

const SLOW = 'ERR_HTTP_REQUEST_TIMEOUT';

/**
 * A body has `milliseconds` to arrive; one that takes longer is refused, and the connection closed. The limit of Node's
 * server would hold for large uploads too: those are given as long again with each piece, by `waitOn`.
 */
export function refuseSlowBodies(server: FastifyInstance, milliseconds: number): void {
  server.addHook('onRequest', (request: Awaited, reply, done) => {
    const { headers, raw } = request;
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return done();
    const timer = setTimeout(() => {
      if (raw.complete || raw.socket.destroyed) return;
      if (reply.raw.headersSent) raw.socket.destroy();
      else refuseConnection(Object.assign(new Error('The body did not arrive in time.'), { code: SLOW }), raw.socket);
    }, milliseconds).unref();
    request.bodyTimer = timer;
    raw.once('end', () => clearTimeout(timer));
    raw.once('close', () => raw.socket.destroyed && clearTimeout(timer));
    done();
  });
}

/** Begins the time anew: something has arrived. */
export function waitOn(request: Awaited): void {
  request.bodyTimer?.refresh();
}
