import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { claimFolder, folderHolder } from '../../libs/database/src/process/index.js';
import { built, runChild } from '../support/child.js';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';

describe('the claim on a data folder', () => {
  let folder: TemporaryFolder;
  let data: string;
  let claimFile: string;

  beforeEach(async () => {
    folder = await temporaryFolder();
    data = path.join(folder.path, 'data');
    claimFile = path.join(data, 'stanceline.pid');
  });

  afterEach(() => folder.remove());

  it('refuses a second one, naming where the first answers', async () => {
    const claim = await claimFolder(data);
    await claim.announce('http://127.0.0.1:4000');
    await expect(claimFolder(data)).rejects.toThrow(
      `Stanceline already runs in this folder at http://127.0.0.1:4000 (process ${process.pid}). Stop it first, or use another folder.`,
    );
    expect(await folderHolder(data)).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:4000' });
    await claim.release();
    expect(await readdir(data)).toEqual([]);
    await claimFolder(data);
  });

  it('refuses across processes', async () => {
    await claimFolder(data);
    const { output } = await runChild(`
      import { claimFolder } from '${built('process')}';
      await claimFolder(${JSON.stringify(data)}).catch((error) => console.log(error.code));`);
    expect(output).toBe('process/folder-claimed');
  });

  it('is taken over from a process that was killed', async () => {
    await runChild(`
      import { claimFolder } from '${built('process')}';
      await claimFolder(${JSON.stringify(data)});
      process.kill(process.pid, 'SIGKILL');`);
    expect(await folderHolder(data)).toBeUndefined();
    await claimFolder(data);
    expect(JSON.parse(await readFile(claimFile, 'utf8'))).toMatchObject({ pid: process.pid, url: null });
  });

  it('is taken over when its number belongs to another process by now', async () => {
    await claimFolder(data);
    const record = JSON.parse(await readFile(claimFile, 'utf8')) as { mark: string };
    await writeFile(claimFile, JSON.stringify({ ...record, mark: `${record.mark}0` }));
    expect(await folderHolder(data)).toBeUndefined();
    await claimFolder(data);
    expect(JSON.parse(await readFile(claimFile, 'utf8'))).toEqual({ ...record, startedAt: expect.any(String) });
  });

  it('is taken over when a power cut left the file empty', async () => {
    await (await claimFolder(data)).release();
    await writeFile(claimFile, '');
    await claimFolder(data);
    expect(await folderHolder(data)).toMatchObject({ pid: process.pid });
  });

  it('is won by one of many that take over at once', async () => {
    await (await claimFolder(data)).release();
    await writeFile(claimFile, JSON.stringify({ pid: 999_999_999 }));
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => claimFolder(data)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
