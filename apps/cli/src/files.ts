import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { WrongUse } from './wrong-use.js';

/** Asked before anything is begun. Throws WrongUse where there is no file that can be read. */
export async function assertReadable(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found === null) throw new WrongUse(`There is no file ${file}.`);
  if (!found.isFile()) throw new WrongUse(`${file} is not a file.`);
  await access(file, constants.R_OK).catch(() => {
    throw new WrongUse(`${file} cannot be read by this user.`);
  });
}

/** Whether a file can be written, long before it is. */
export async function assertWritable(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found !== null && !found.isFile()) throw new WrongUse(`${file} is not a file.`);
  await access(found === null ? path.dirname(path.resolve(file)) : file, constants.W_OK).catch(() => {
    throw new WrongUse(`${file} cannot be written.`);
  });
}
