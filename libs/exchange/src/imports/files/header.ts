import { unreadable } from './faults.js';
import { isSuspect, textFault } from './text.js';

/** As many as a sheet of Excel can have. */
export const MOST_COLUMNS = 16_384;

/** The headings, trimmed. Throws an UnreadableFile where one is empty, cannot be kept as text, or stands there twice. */
export function checkHeader(cells: readonly (string | null)[], line: number): string[] {
  const columns = new Map<string, number>();
  for (const [at, cell] of cells.entries()) {
    const heading = cell?.trim() ?? '';
    const place = { line, column: at + 1, name: heading, value: heading };
    const fault = isSuspect(cell ?? '') ? textFault(cell ?? '') : null;
    if (fault) throw unreadable({ ...place, name: null, value: fault.value }, fault.code, fault.detail);
    if (heading === '') {
      const detail = `Column ${at + 1} has no heading. Give it one, or remove the column.`;
      throw unreadable({ ...place, name: null, value: null }, 'file/header', detail);
    }
    const first = columns.get(heading);
    if (first !== undefined) {
      const detail = `The heading "${heading}" stands over columns ${first} and ${at + 1}. Rename or remove one of them.`;
      throw unreadable(place, 'file/header', detail);
    }
    columns.set(heading, at + 1);
    if (columns.size > MOST_COLUMNS) {
      throw unreadable(place, 'file/header', `The table has more than ${MOST_COLUMNS} columns.`);
    }
  }
  return [...columns.keys()];
}
