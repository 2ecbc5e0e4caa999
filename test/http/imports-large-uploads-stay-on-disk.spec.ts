import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApp } from '../../apps/api/src/bootstrap.js';
import { Boundary } from '../support/form.js';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { csv, Uploading } from '../support/uploading.js';

let service: TestApp;
beforeAll(async () => {
  service = await startTestApp();
});
afterAll(() => service.close());

const MEBIBYTE = 1024 * 1024;
const HEADER = 'externalId,actor,issue,act,position,date,source,credibility,note\n';
const ROW = `,nobody,nothing,VOTE,1,2017-07-07,none,1,${'x'.repeat(5000)}\n`;

/** Those of this process: other specs upload at the same time. */
const folders = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith(`stanceline-import-${process.pid}-`));

async function bytesOnDisk(): Promise<number> {
  const [folder = 'none'] = await folders();
  return (await stat(path.join(tmpdir(), folder, '0'))).size;
}

async function none(): Promise<void> {
  for (let tries = 0; tries < 200 && (await folders()).length > 0; tries += 1) await after(20);
  expect(await folders()).toEqual([]);
}

/** A form that is being sent, up to the beginning of its file. */
async function began(boundary: Boundary, url = service.url): Promise<ClientRequest> {
  const headers = { authorization: `Bearer ${service.key}`, 'content-type': boundary.contentType };
  const sending = request(`${url}/v1/imports`, { method: 'POST', headers });
  sending.on('error', () => undefined);
  sending.write(boundary.field('profile', 'stances'));
  sending.write(boundary.file('file', 'large.csv'));
  sending.write(HEADER);
  return sending;
}

/** Returns when the service has taken it, or the connection is gone. */
const send = (sending: ClientRequest, text: string): Promise<void> =>
  new Promise((resolve) => {
    sending.write(text, () => resolve());
  });

const imports = async (): Promise<number> => (await new Recording(service).list('/v1/imports?count=exact')).count ?? -1;

describe('an upload of 50 MB', () => {
  it('goes to disk while it arrives, others are answered meanwhile, and nothing of it stays', async () => {
    const boundary = new Boundary();
    const sending = await began(boundary);
    const rows = ROW.repeat(10);
    const lags: number[] = [];
    let slowest = 0;
    let sent = 0;
    for (let piece = 1; sent < 50 * MEBIBYTE; piece += 1) {
      await send(sending, rows);
      sent += rows.length;
      if (piece % 100 !== 0) continue;
      await after(50);
      lags.push(sent - (await bytesOnDisk()));
      const asked = performance.now();
      await service.http.get('/livez').expect(200);
      slowest = Math.max(slowest, performance.now() - asked);
    }
    // What is neither with the client nor on disk is in the buffers of two sockets and a parser, however much was sent.
    expect(lags.length).toBeGreaterThan(8);
    expect(Math.max(...lags)).toBeLessThan(8 * MEBIBYTE);
    const answered = once(sending, 'response');
    sending.end(boundary.end);
    const [answer] = (await answered) as [IncomingMessage];
    expect(answer.statusCode).toBe(202);
    // Client and service share a process here, and a collection of its garbage may take a second or two.
    expect(slowest).toBeLessThan(5000);
    const [begun] = (await new Recording(service).list('/v1/imports')).items;
    expect(await new Uploading(service).ended(begun!.id)).toMatchObject({
      status: 'FAILED',
      fileName: 'large.csv',
      fileBytes: HEADER.length + sent,
    });
    await none();
  }, 120_000);

  it('of which the client hangs up in the middle leaves no file and no import', async () => {
    const count = await imports();
    const sending = await began(new Boundary());
    for (let sent = 0; sent < 5 * MEBIBYTE; sent += ROW.length) await send(sending, ROW);
    while ((await folders()).length === 0) await after(10);
    sending.destroy();
    await none();
    expect(await imports()).toBe(count);
  });
});

describe('an upload', () => {
  it('leaves nothing on disk where it is recorded', async () => {
    const file = csv('slug,kind,name_en', 'austria,STATE,Austria');
    expect(await new Uploading(service).whole({ profile: 'actors', file })).toMatchObject({ status: 'DONE' });
    await none();
  });

  it('leaves nothing on disk where it is refused', async () => {
    const uploading = new Uploading(service);
    for (const dataset of ['By Hand', 'by-hand']) {
      const form = { file: csv('a', 'b'), profile: 'stances', dataset };
      expect(await uploading.refused(400, form)).toMatchObject({ code: 'import/dataset' });
      await none();
    }
  });

  it('of more bytes than are allowed is refused while it arrives, and the client gets to read why', async () => {
    const app = await createApp({ connectionString: service.database.url, size: 2, statementTimeout: 1000 }, MEBIBYTE);
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as { port: number };
    const boundary = new Boundary();
    const sending = await began(boundary, `http://127.0.0.1:${port}`);
    const answered = once(sending, 'response');
    for (let sent = 0; sent < 3 * MEBIBYTE; sent += ROW.length) await send(sending, ROW);
    sending.end(boundary.end);
    const [answer] = (await answered) as [IncomingMessage];
    expect(answer.statusCode).toBe(413);
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({ status: 413, code: 'import/too-large' });
    await app.close();
    await none();
  });
});
