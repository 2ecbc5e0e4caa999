import { writeFile } from 'node:fs/promises';
import type { RowFault } from '@app/exchange';
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

/** The first faults of a file, and how many more there are. */
export function faultLines(file: string, faults: readonly RowFault[], hint: string): string[] {
  const lines = faults.slice(0, SHOWN).map((fault) => faultLine(file, fault));
  const more = faults.length - lines.length;
  return more > 0 ? [...lines, `… and ${whole(more)} more${hint}`] : lines;
}

const FIELDS = ['line', 'column', 'name', 'value', 'code', 'detail'] as const;

/** All faults as CSV. Where there are none, only the header: an older list does not stay. */
export async function writeFaults(file: string, faults: readonly RowFault[]): Promise<void> {
  const rows = faults.map((fault) => FIELDS.map((field) => cell(fault[field])).join(','));
  await writeFile(file, `${[FIELDS.join(','), ...rows].join('\r\n')}\r\n`);
}

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
