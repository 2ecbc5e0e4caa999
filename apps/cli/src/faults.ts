import { writeFile } from 'node:fs/promises';
import { faultsCsv, type RowFault } from '@app/exchange';
import { whole } from './numbers.js';

const SHOWN = 20;
const VALUE_CHARACTERS = 60;

/** `FILE:line:column: "value": what is wrong (code)` */
export function faultLine(file: string, { code, column, detail, line, value }: RowFault): string {
  const shown = value === null ? '' : `${JSON.stringify(shortened(value))}: `;
  return `${file}:${line}:${column}: ${shown}${detail} (${code})`;
}

const shortened = (value: string): string =>
  value.length > VALUE_CHARACTERS ? `${value.slice(0, VALUE_CHARACTERS)}…` : value;

/** The first faults of a file, and how many more there are: `unlisted` are in no list. */
export function faultLines(file: string, faults: readonly RowFault[], hint: string, unlisted = 0): string[] {
  const lines = faults.slice(0, SHOWN).map((fault) => faultLine(file, fault));
  const more = faults.length + unlisted - lines.length;
  return more > 0 ? [...lines, `… and ${whole(more)} more${hint}`] : lines;
}

/** The faults as CSV. Where there are none, only the header: an older list does not stay. */
export async function writeFaults(file: string, faults: readonly RowFault[]): Promise<void> {
  await writeFile(file, faultsCsv(faults));
}
