import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '@app/database';
import type { Profile } from './profiles/index.js';

/** The SHA-256 of a file, and its length in bytes. */
export async function digestOf(file: string): Promise<{ sha256: Uint8Array<ArrayBuffer>; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    hash.update(chunk);
  }
  return { sha256: new Uint8Array(hash.digest()), bytes };
}

/** The release, because another one may make other records of the same rows. */
const release = (): string => {
  const { version } = JSON.parse(readFileSync(path.join(projectRoot(), 'package.json'), 'utf8')) as { version: string };
  return version;
};

/** The SHA-256 of everything in a profile that decides what becomes of a row: its text, and the tables that ship with it. */
export async function digestOfProfile({ document, folder }: Profile): Promise<Uint8Array<ArrayBuffer>> {
  const hash = createHash('sha256').update(release()).update(JSON.stringify(document));
  for (const { file } of Object.values(document.tables ?? {})) {
    if (file !== undefined && folder !== null) hash.update((await digestOf(path.join(folder, file))).sha256);
  }
  return new Uint8Array(hash.digest());
}
