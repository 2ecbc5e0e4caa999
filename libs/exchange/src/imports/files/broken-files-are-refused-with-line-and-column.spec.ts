import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openTable } from './open-table.js';
import { isFault, RowFault, UnreadableFile } from './rows.js';
import { readFile } from './support/read-file.js';

const FOLDER = path.resolve(import.meta.dirname, '../../../../../test/fixtures/not-ok');
const FILES = readdirSync(FOLDER).filter((name) => !name.endsWith('.expected.json'));

interface Expected {
  readonly faults: readonly Pick<RowFault, 'line' | 'column' | 'code'>[];
}

const expectedOf = (name: string) =>
  JSON.parse(readFileSync(path.join(FOLDER, `${name}.expected.json`), 'utf8')) as Expected;

async function faultsOf(file: string): Promise<RowFault[]> {
  try {
    const { rows, stopped } = await readFile(file);
    return [...rows.filter((row) => isFault(row)), ...(stopped ? [stopped] : [])];
  } catch (error) {
    if (error instanceof UnreadableFile) return [error.fault];
    throw error;
  }
}

describe('A broken file', () => {
  it.each(FILES)('%s has exactly the faults expected of its bytes and its shape', async (name) => {
    const faults = await faultsOf(path.join(FOLDER, name));
    const expected = expectedOf(name).faults.filter(({ code }) => code.startsWith('file/'));
    expect(faults.map(({ line, column, code }) => ({ line, column, code }))).toEqual(expected);
    for (const { detail, value } of faults) {
      expect(detail).toMatch(/^[A-Z"].*[."]$/s);
      expect(value?.length ?? 0).toBeLessThanOrEqual(200);
    }
  });

  it('leaves no file open, whether it is refused at once, while it is read, or is not read to its end', async () => {
    const before = openFiles();
    for (const name of FILES) await faultsOf(path.join(FOLDER, name));
    for (const name of ['bomb.csv.gz', 'formula.xlsx', 'nul.ndjson']) {
      const table = await openTable(path.join(FOLDER, name));
      for await (const _ of table.chunks()) break;
      const unread = await openTable(path.join(FOLDER, name));
      await unread.close();
      await unread.close();
    }
    expect(openFiles()).toEqual(before);
  });
});

const openFiles = (): string[] => {
  const files = process.platform === 'linux' ? readdirSync('/proc/self/fd') : [];
  return files.filter((fd) => linkOf(fd).includes('fixtures'));
};

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}
