import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { readJsonBodies } from './json-body.js';
import { refuseSlowBodies, waitOn } from './slow-bodies.js';

const MILLISECONDS = 300;

let server: FastifyInstance;
let port: number;
beforeAll(async () => {
  server = fastify();
  refuseSlowBodies(server, MILLISECONDS);
  readJsonBodies(server, 1000);
  server.addContentTypeParser('text/plain', (request, payload, done) => {
    payload.on('data', () => waitOn(request));
    payload.on('end', () => done(null, 'all'));
  });
  server.post('/', ({ body }) => ({ body }));
  server.post('/early', { onRequest: (_, reply) => void reply.send('early') }, () => null);
  await server.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = server.server.address() as { port: number });
});
afterAll(() => server.close());

/** A socket on which the head of a request has been sent, and what is answered on it. */
async function begun(path: string, type: string): Promise<{ socket: Socket; answer: () => string }> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 8\r\n\r\n`);
  return { socket, answer: () => text };
}

describe('a body', () => {
  it('that comes piece by piece is refused when its time is over, and the connection closed', async () => {
    const { answer, socket } = await begun('/', 'application/json');
    const closed = once(socket, 'close');
    for (const letter of '{"a') {
      socket.write(letter);
      await after(50);
    }
    await closed;
    expect(answer()).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer()).toContain('"code":"request/too-slow"');
  });

  it('of an upload has the time anew with each piece', async () => {
    const { answer, socket } = await begun('/', 'text/plain');
    for (const letter of '12345678') {
      socket.write(letter);
      await after(MILLISECONDS / 3);
    }
    while (answer() === '') await after(10);
    expect(answer()).toMatch(/^HTTP\/1\.1 200 /);
    socket.destroy();
  });

  it('of an upload that stops coming is refused', async () => {
    const { answer, socket } = await begun('/', 'text/plain');
    socket.write('123');
    await once(socket, 'close');
    expect(answer()).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('that nobody waits for any more holds the connection no longer', async () => {
    const { answer, socket } = await begun('/early', 'application/json');
    await once(socket, 'close');
    expect(answer()).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('that is whole in time leaves the connection to the next one', async () => {
    const { answer, socket } = await begun('/', 'application/json');
    socket.write('{"a": 1}');
    await after(MILLISECONDS * 2);
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{"a": 2}');
    while (answer().split('HTTP/1.1 200').length < 3) await after(10);
    expect(answer()).toContain('{"body":{"a":2}}');
    socket.destroy();
  });
});
