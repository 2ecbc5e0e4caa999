import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { projectRoot } from '@app/database';
import { parse } from 'csv-parse';

/** Real data and published figures that lie beside the project, not in it. */
export const sharedData = (...parts: string[]): string => path.join(projectRoot(), '..', 'shared', 'data', ...parts);

export const hasSharedData = (...parts: string[]): boolean => existsSync(sharedData(...parts));

export const example = (...parts: string[]): string => path.join(projectRoot(), 'examples', ...parts);

/** The rows of a CSV file, packed or not, by heading. Read by another parser than the one under test. */
export async function* rowsOfCsv(file: string): AsyncGenerator<Record<string, string>> {
  const bytes = file.endsWith('.gz') ? createReadStream(file).pipe(createGunzip()) : createReadStream(file);
  yield* bytes.pipe(parse({ columns: true, bom: true, relax_quotes: true })) as AsyncIterable<Record<string, string>>;
}
