import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { Client } from 'pg';
import { startEmbedded, type EmbeddedOptions, type EmbeddedServer } from '../../libs/database/src/embedded/index.js';
import { freePort } from '../../libs/database/src/embedded/ports.js';
import { readPostmaster } from '../../libs/database/src/embedded/postmaster.js';
import { removeEmbedded } from '../../libs/database/src/embedded/remove.js';
import { built, runChild } from '../support/child.js';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';

describe('the embedded PostgreSQL', () => {
  let seed: TemporaryFolder;
  let folder: TemporaryFolder;
  let lines: string[];

  beforeAll(async () => {
    seed = await temporaryFolder();
    await (await startEmbedded({ dataFolder: seed.path, log: () => undefined, durable: false })).stop();
  });

  afterAll(() => seed.remove());

  beforeEach(async () => {
    folder = await temporaryFolder();
    lines = [];
  });

  afterEach(() => folder.remove());

  /** Copying a database is quicker than creating one; `-a` keeps its owner. */
  const copySeed = (): void => void execFileSync('cp', ['-a', path.join(seed.path, 'cluster'), folder.path]);

  const start = (options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedServer> =>
    startEmbedded({ dataFolder: folder.path, log: (line) => lines.push(line), durable: false, ...options });

  const clusterFile = (name: string): string => path.join(folder.path, 'cluster', name);

  it('is created once, keeps its data and its port, and answers as UTF-8 with the built-in order', async () => {
    const first = await start();
    await query(first, 'CREATE TABLE kept AS SELECT 1 AS one');
    await first.stop();
    const second = await start();
    expect(lines).toEqual([expect.stringContaining('Creating the database')]);
    expect(second).toMatchObject({ adopted: false, port: first.port });
    expect(await query(second, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
    expect(
      await query(
        second,
        `SELECT pg_encoding_to_char(encoding) AS encoding, datlocprovider, datlocale FROM pg_database WHERE datname = 'postgres'`,
      ),
    ).toEqual([{ encoding: 'UTF8', datlocprovider: 'b', datlocale: 'C.UTF-8' }]);
  });

  it('keeps its password from other users and lets nobody in without it', async () => {
    copySeed();
    const server = await start();
    expect((await stat(clusterFile('stanceline.password'))).mode & 0o777).toBe(0o600);
    const url = new URL(server.url('postgres'));
    url.password = 'guess';
    await expect(new Client({ connectionString: url.toString() }).connect()).rejects.toThrow('password authentication');
  });

  it('is adopted after the process that started it was killed', async () => {
    copySeed();
    const { signal } = await runChild(`
      import { startEmbedded } from '${built('embedded')}';
      await startEmbedded({ dataFolder: ${JSON.stringify(folder.path)}, log: () => {}, durable: false });
      process.kill(process.pid, 'SIGKILL');`);
    expect(signal).toBe('SIGKILL');
    const { port } = (await readPostmaster(path.join(folder.path, 'cluster')))!;
    const server = await start();
    expect(server).toMatchObject({ adopted: true, port });
    expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(await readPostmaster(path.join(folder.path, 'cluster'))).toBeUndefined();
  });

  it('recovers after the server itself was killed', async () => {
    copySeed();
    const server = await start({ durable: true });
    await query(server, 'CREATE TABLE kept AS SELECT 1 AS one');
    process.kill((await readPostmaster(path.join(folder.path, 'cluster')))!.pid, 'SIGKILL');
    const next = await start({ durable: true });
    expect(next.adopted).toBe(false);
    expect(await query(next, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('is not misled by a postmaster.pid whose number another process has by now', async () => {
    copySeed();
    await writeFile(clusterFile('postmaster.pid'), `${process.pid}\n${folder.path}/cluster\n1\n5432\n\n\n\nready\n`);
    expect((await start()).adopted).toBe(false);
  });

  it('is started once when two callers start it at the same time', async () => {
    copySeed();
    const [one, other] = await Promise.all([start(), start()]);
    expect(one.port).toBe(other.port);
    expect(one.adopted).not.toBe(other.adopted);
  });

  it('takes another port when its own is taken, and refuses when the port was asked for', async () => {
    copySeed();
    const first = await start();
    await first.stop();
    const squatter = await listen(first.port);
    try {
      await expect(start({ port: first.port })).rejects.toThrow(`port ${first.port} is taken by another program`);
      expect((await start()).port).not.toBe(first.port);
    } finally {
      squatter.close();
    }
  });

  it('listens on the port it is asked for', async () => {
    copySeed();
    const port = await freePort();
    expect((await start({ port })).port).toBe(port);
  });

  it('keeps its data where PostgreSQL can reach it when its folder is private, also after the folder was moved', async () => {
    const [home, moved] = [path.join(folder.path, 'home'), path.join(folder.path, 'moved')];
    await mkdir(home, { mode: 0o700 });
    const startIn = (parent: string): Promise<EmbeddedServer> => start({ dataFolder: path.join(parent, 'data') });
    try {
      const first = await startIn(home);
      await query(first, 'CREATE TABLE kept AS SELECT 1 AS one');
      await first.stop();
      await rename(home, moved);
      expect(await query(await startIn(moved), 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
    } finally {
      await removeEmbedded(path.join(moved, 'data'));
    }
  });

  it('does again a creation that was interrupted', async () => {
    await mkdir(path.join(folder.path, 'cluster.new-999999999'), { recursive: true });
    await mkdir(path.join(folder.path, 'cluster'));
    const server = await start();
    expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('says in one sentence that its folder cannot be written', async () => {
    await writeFile(path.join(folder.path, 'file'), '');
    const inside = path.join(folder.path, 'file', 'data');
    await expect(start({ dataFolder: inside })).rejects.toThrow(
      `The database cannot be kept in ${inside}: a file is in the way.`,
    );
  });

  it('says in one sentence that another major version wrote the folder', async () => {
    copySeed();
    await writeFile(clusterFile('PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow('was written by PostgreSQL 17, and this release brings PostgreSQL 18');
  });

  it('leaves nothing running when it does not start, and says why', async () => {
    copySeed();
    await expect(start({ settings: { shared_buffers: 'plenty' } })).rejects.toThrow('PostgreSQL did not start');
    expect(await readPostmaster(path.join(folder.path, 'cluster'))).toBeUndefined();
    expect(await readFile(path.join(folder.path, 'postgres.log'), 'utf8')).toContain('shared_buffers');
  });
});

async function query(server: EmbeddedServer, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: server.url('postgres') });
  // The specs end the server under its clients.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<object>(sql)).rows;
  } finally {
    await client.end();
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
  });
}
