import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openTable, OpenTableOptions } from '../open-table.js';
import { FileRow, OpenTable, RowFault, UnreadableFile } from '../rows.js';

export interface WhatWasRead {
  readonly format: OpenTable['format'];
  readonly header: readonly string[];
  readonly rows: readonly (FileRow | RowFault)[];
  /** What ended the reading before the end of the file. */
  readonly stopped: RowFault | null;
}

/** Reads all of a file that could be opened. */
export async function readFile(file: string, options?: OpenTableOptions): Promise<WhatWasRead> {
  const table = await openTable(file, options);
  const rows: (FileRow | RowFault)[] = [];
  let stopped: RowFault | null = null;
  try {
    for await (const chunk of table.chunks()) rows.push(...chunk);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    stopped = error.fault;
  }
  return { format: table.format, header: table.header, rows, stopped };
}

/** The same for content that is not on disk. */
export async function readText(content: string | Uint8Array, options?: OpenTableOptions): Promise<WhatWasRead> {
  return withFile(content, (file) => readFile(file, options));
}

export async function withFile<T>(content: string | Uint8Array, use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stanceline-reading-'));
  try {
    const file = path.join(folder, 'upload');
    await writeFile(file, content);
    return await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The fault that kept a file from being opened, or from being read to its end; null where nothing did. */
export async function faultOf(content: string | Uint8Array, options?: OpenTableOptions): Promise<RowFault | null> {
  try {
    return (await readText(content, options)).stopped;
  } catch (error) {
    if (error instanceof UnreadableFile) return error.fault;
    throw error;
  }
}
