import { rowFault, stoppedAt, unreadable } from '../faults.js';
import { checkHeader } from '../header.js';
import { FileRow, OpenTable, RowFault } from '../rows.js';
import { StoredFile } from '../stored-file.js';
import { Merge, mergesIn } from './merges.js';
import { SheetRow, SheetRows } from './sheet-rows.js';
import { readWorkbook } from './workbook.js';
import { ZipParts } from './zip-parts.js';

const CHUNK = 1000;
/** A wide header makes long rows of nulls out of rows with few cells. */
const CELLS_OF_CHUNK = 1_000_000;

type Chunk = readonly (FileRow | RowFault)[];

/** One sheet of a workbook, the first that is not hidden where no name is given. Throws UnreadableFiles and BytesFaults. */
export async function openXlsx(file: StoredFile, maxUnpacked: number, sheet?: string): Promise<OpenTable> {
  const parts = await ZipParts.open(file, maxUnpacked);
  const workbook = await readWorkbook(parts, sheet);
  // The sheet goes through twice, so the share that is done stands for the bytes of the file.
  const whole = 2 * parts.sizeOf(workbook.sheetPath);
  let done = 0;
  const counted = async function* (): AsyncGenerator<Buffer, void> {
    for await (const piece of parts.read(workbook.sheetPath)) {
      done += piece.length;
      yield piece;
    }
  };
  const merges = await mergesIn(counted());
  const rows = rowsIn(counted(), new SheetRows(workbook));
  const header = await takeHeader(rows, merges);
  return {
    format: 'xlsx',
    header,
    size: file.size,
    bytesRead: () => (whole === 0 ? file.size : Math.floor((done / whole) * file.size)),
    chunks: () => chunks(file, rows, header, merges),
    close: async () => {
      await rows.return();
      await file.close();
    },
  };
}

async function* rowsIn(bytes: AsyncIterable<Buffer>, sheet: SheetRows): AsyncGenerator<SheetRow, void> {
  try {
    for await (const piece of bytes) yield* sheet.push(piece);
    sheet.end();
  } catch (error) {
    throw stoppedAt(error, Math.max(sheet.line, 1));
  }
}

async function takeHeader(rows: AsyncGenerator<SheetRow, void>, merges: readonly Merge[]): Promise<string[]> {
  try {
    const first = await rows.next();
    if (first.done) throw unreadable({ line: 1, column: 1 }, 'file/empty', 'The sheet is empty. It needs a header.');
    const { line, cells, faults } = first.value;
    const [merge] = merges;
    // Nobody knows which column a merged heading is of.
    const fault = faults[0] ?? (merge && merge.line <= line ? merged(merge, []) : undefined);
    if (fault) throw unreadable(fault, fault.code, fault.detail);
    return checkHeader(inOrder(cells, cells.at(-1)?.column ?? 0), line);
  } catch (error) {
    await rows.return();
    throw error;
  }
}

async function* chunks(
  file: StoredFile,
  rows: AsyncGenerator<SheetRow, void>,
  header: readonly string[],
  merges: readonly Merge[],
): AsyncGenerator<Chunk, void> {
  const most = Math.min(CHUNK, Math.ceil(CELLS_OF_CHUNK / header.length));
  const waiting = merges.toReversed();
  let chunk: (FileRow | RowFault)[] = [];
  let failure: { error: unknown } | undefined;
  try {
    try {
      for await (const row of rows) {
        while (waiting.length > 0 && waiting.at(-1)!.line < row.line) chunk.push(merged(waiting.pop()!, header));
        while (waiting.at(-1)?.line === row.line) row.faults.push(merged(waiting.pop()!, header));
        chunk.push(...rowOf(row, header));
        if (chunk.length < most) continue;
        yield chunk;
        chunk = [];
      }
      chunk.push(...waiting.toReversed().map((merge) => merged(merge, header)));
    } catch (error) {
      failure = { error };
    }
    // The rows before the damage are read, as in a text file.
    if (chunk.length > 0) yield chunk;
    if (failure) throw failure.error;
  } finally {
    await rows.return();
    await file.close();
  }
}

function rowOf({ line, cells, faults }: SheetRow, header: readonly string[]): (FileRow | RowFault)[] {
  const extra = cells.find(({ column }) => column > header.length);
  if (extra) {
    const detail = `This cell stands to the right of the ${header.length} columns that have a heading.`;
    faults.push(rowFault({ line, column: extra.column, value: extra.text }, 'file/ragged', detail));
  }
  if (faults.length === 0) return [{ line, cells: inOrder(cells, header.length) }];
  return faults
    .toSorted((one, other) => one.column - other.column)
    .map((fault) => ({ ...fault, name: header[fault.column - 1] ?? null }));
}

function inOrder(cells: SheetRow['cells'], width: number): (string | null)[] {
  const row = Array.from({ length: width }, (): string | null => null);
  for (const { column, text } of cells) row[column - 1] = text;
  return row;
}

function merged({ line, column, range }: Merge, header: readonly string[]): RowFault {
  const place = { line, column, name: header[column - 1] ?? null, value: range };
  const detail = `The cells ${range} are merged, so only the first one has a value. Split them, and fill in each.`;
  return rowFault(place, 'file/merged', detail);
}
