import { BytesFault } from '../faults.js';

/** A range of merged cells, by its first cell. */
export interface Merge {
  readonly line: number;
  readonly column: number;
  /** As Excel writes it: `A2:B3`. */
  readonly range: string;
}

const MOST = 100_000;
const LONGEST_TAG = 200;
const MERGE = /<(?:[\w-]+:)?mergeCell\s[^<>]*?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3}\d{1,7})["']/g;

/**
 * The merged cells of a sheet, by lines. They stand after its rows, so the sheet is looked through once before it is
 * read: for this one tag, which is several times faster than reading its XML twice.
 */
export async function mergesIn(bytes: AsyncIterable<Buffer>): Promise<Merge[]> {
  const merges: Merge[] = [];
  let text = '';
  for await (const piece of bytes) {
    text += piece.toString('latin1');
    let done = Math.max(0, text.length - LONGEST_TAG);
    if (text.includes('mergeCell')) {
      for (const match of text.matchAll(MERGE)) {
        const [, column = '', line = '', last = ''] = match;
        if (`${column}${line}` !== last) {
          merges.push({ line: Number(line), column: columnOf(column), range: `${column}${line}:${last}` });
        }
        done = Math.max(done, match.index + match[0].length);
      }
    }
    if (merges.length > MOST) throw new BytesFault('file/too-large', `The sheet has more than ${MOST} merged cells.`);
    text = text.slice(done);
  }
  return merges.toSorted((one, other) => one.line - other.line || one.column - other.column);
}

/** The number of a column: B is 2. */
export function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
