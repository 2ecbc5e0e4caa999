import { rowFault, stoppedAt, unreadable } from './faults.js';
import { MOST_COLUMNS } from './header.js';
import { JsonFault, Leaf, leavesOf } from './json-object.js';
import { Line, NdjsonLines } from './ndjson-lines.js';
import { FileRow, isFault, OpenTable, RowFault } from './rows.js';
import { TextSource } from './text-source.js';

const CHUNK = 4096;
/** Objects with few of many keys are wide rows of nulls. */
const CELLS_OF_CHUNK = 1_000_000;

/** Headings that every line may add to, each with its index. */
type Keys = Map<string, number>;

/** A file of JSON objects, one a line. The keys of its first lines are in the header from the start. */
export async function openNdjson(source: TextSource): Promise<OpenTable> {
  const keys: Keys = new Map();
  const header: string[] = [];
  const rows = rowsIn(source, keys, header);
  const first = await rows.next();
  if (first.done) throw unreadable({ line: 1, column: 1 }, 'file/empty', 'The file is empty: it has no objects.');
  return {
    format: 'ndjson',
    header,
    size: source.file.size,
    bytesRead: () => source.file.bytesRead(),
    chunks: () => chunks(source, first.value, rows),
    close: async () => {
      await rows.return();
      await source.close();
    },
  };
}

type Chunk = readonly (FileRow | RowFault)[];

async function* chunks(
  source: TextSource,
  first: Chunk,
  rows: AsyncGenerator<Chunk, void>,
): AsyncGenerator<Chunk, void> {
  try {
    yield first;
    yield* rows;
  } finally {
    await rows.return();
    await source.close();
  }
}

async function* rowsIn(source: TextSource, keys: Keys, header: string[]): AsyncGenerator<Chunk, void> {
  const lines = new NdjsonLines();
  try {
    for await (const text of source.read()) yield* rowsOf(lines.push(text), keys, header);
    yield* rowsOf(lines.end(), keys, header);
  } catch (error) {
    throw stoppedAt(error, lines.line);
  }
}

function* rowsOf(lines: readonly (Line | RowFault)[], keys: Keys, header: string[]): Generator<Chunk, void> {
  let chunk: (FileRow | RowFault)[] = [];
  for (const line of lines) {
    chunk.push('code' in line ? line : rowOf(line, keys, header));
    if (chunk.length < CHUNK && chunk.length * header.length < CELLS_OF_CHUNK) continue;
    yield widened(chunk, header.length);
    chunk = [];
  }
  if (chunk.length > 0) yield widened(chunk, header.length);
}

/** All rows of a chunk get the width of the header that is read with it. */
function widened(chunk: (FileRow | RowFault)[], width: number): Chunk {
  return chunk.map((row) => {
    if (isFault(row) || row.cells.length === width) return row;
    const missing = Array.from({ length: width - row.cells.length });
    const cells = [...row.cells, ...missing.map(() => null)];
    return { line: row.line, cells, columns: [...(row.columns ?? []), ...missing.map(() => 1)] };
  });
}

function rowOf({ line, text }: Line, keys: Keys, header: string[]): FileRow | RowFault {
  try {
    return tableRow(line, leavesOf(text), keys, header);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const place = { line, column: error.column, name: error.key, value: error.value };
    return rowFault(place, error.code, error.message);
  }
}

function tableRow(line: number, leaves: readonly Leaf[], keys: Keys, header: string[]): FileRow {
  for (const { key, column } of leaves) {
    if (keys.has(key)) continue;
    if (keys.size === MOST_COLUMNS) {
      const detail = `The objects have more than ${MOST_COLUMNS} different keys. Give the same keys to all of them.`;
      throw unreadable({ line, column, name: key }, 'file/header', detail);
    }
    keys.set(key, keys.size);
    header.push(key);
  }
  const cells = header.map((): string | null => null);
  const columns = header.map(() => 1);
  for (const leaf of leaves) {
    const at = keys.get(leaf.key)!;
    cells[at] = leaf.text;
    columns[at] = leaf.column;
  }
  return { line, cells, columns };
}
