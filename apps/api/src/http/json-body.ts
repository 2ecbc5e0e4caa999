import { InvalidProblem } from '@app/domain';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';

/** Stands where the body would be; thrown before anybody reads it. */
class Unreadable {
  constructor(readonly reason: Error) {}
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Bodies are JSON in UTF-8, and nothing else. What cannot be read is refused without closing the connection, which
 * would tear it from under a client that is still sending, and keep the answer from it.
 */
export function readJsonBodies(server: FastifyInstance, mostBytes: number): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', async ({ headers }: FastifyRequest, payload: Readable) => {
    if (Number(headers['content-length']) > mostBytes) return tooLarge();
    const bytes = await bytesOf(payload, mostBytes);
    return bytes === null ? tooLarge() : valueOf(bytes);
  });
  server.addHook('preValidation', ({ body, is404 }, _reply, done) => {
    done(body instanceof Unreadable && !is404 ? body.reason : undefined);
  });
}

/** Null as soon as there are more than `most`; the rest is left for Node to throw away. */
function bytesOf(payload: Readable, most: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    payload.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= most) chunks.push(chunk);
      else resolve(null);
    });
    payload.on('end', () => resolve(Buffer.concat(chunks)));
    payload.on('error', (error) => reject(Object.assign(error, { statusCode: 400 })));
  });
}

const tooLarge = (): Unreadable => new Unreadable(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());

function valueOf(bytes: Buffer): unknown {
  const refused = (code: string, detail: string): Unreadable => new Unreadable(InvalidProblem.at('', code, detail));
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return refused('request/not-utf8', 'Send the body in UTF-8.');
  }
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    return refused('request/malformed', `The body is not JSON: ${(error as Error).message}.`);
  }
}
