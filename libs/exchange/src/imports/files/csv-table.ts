import { CsvRecord, CsvRecords, LONGEST_ROW } from './csv-records.js';
import { detectDelimiter } from './delimiter.js';
import { rowFault, stoppedAt, unreadable } from './faults.js';
import { checkHeader } from './header.js';
import { FileRow, isFault, OpenTable, RowFault } from './rows.js';
import { isSuspect, textFault } from './text.js';
import { TextSource } from './text-source.js';

const FEWEST = 500;
const CHUNK = 4096;
/** Characters taken apart at once: what lives for a short time only is cheap, however much of it there is. */
const PIECE = 16_384;

type Found = CsvRecord | RowFault;

/** A CSV file: RFC 4180, the delimiter given or detected among `,` `;` tab `|`. Throws an UnreadableFile. */
export async function openCsv(source: TextSource, delimiter?: string): Promise<OpenTable> {
  const { text, isWhole } = await source.sample();
  const records = new CsvRecords(delimiter ?? detectDelimiter(text, isWhole));
  const found = foundIn(source, records);
  const { header, rest } = await takeHeader(found);
  return {
    format: 'csv',
    header,
    size: source.file.size,
    bytesRead: () => source.file.bytesRead(),
    chunks: () => chunks(source, header, rest, found),
    close: async () => {
      await found.return();
      await source.close();
    },
  };
}

/** Small pieces of text keep memory low, and many rows at a time keep those who take them quick. */
async function* foundIn(source: TextSource, records: CsvRecords): AsyncGenerator<Found[], void> {
  let found: Found[] = [];
  let length = 0;
  let failure: { error: unknown } | undefined;
  try {
    for await (const text of source.read()) {
      for (let at = 0; at < text.length; at += PIECE) {
        const piece = text.slice(at, at + PIECE);
        found = found.concat(records.push(piece));
        length += piece.length;
        if (found.length < FEWEST && length < LONGEST_ROW) continue;
        if (found.length > 0) yield found;
        found = [];
        length = 0;
      }
    }
    found = found.concat(records.end());
  } catch (error) {
    failure = { error: stoppedAt(error, records.line) };
  }
  // The rows before the damage are read.
  if (found.length > 0) yield found;
  if (failure) throw failure.error;
}

async function takeHeader(found: AsyncGenerator<Found[], void>): Promise<{ header: string[]; rest: Found[] }> {
  const first = await found.next();
  if (first.done) throw unreadable({ line: 1, column: 1 }, 'file/empty', 'The file is empty. It needs a header.');
  const [heading, ...rest] = first.value;
  if (isFault(heading!)) throw unreadable(heading, heading.code, heading.detail);
  return { header: checkHeader(heading!.cells, heading!.line), rest };
}

async function* chunks(
  source: TextSource,
  header: readonly string[],
  rest: Found[],
  found: AsyncGenerator<Found[], void>,
): AsyncGenerator<readonly (FileRow | RowFault)[], void> {
  try {
    for (const some of inParts(rest)) yield rowsOf(some, header);
    for await (const records of found) {
      for (const some of inParts(records)) yield rowsOf(some, header);
    }
  } finally {
    await found.return();
    await source.close();
  }
}

/** A piece of text with short lines gives a hundred thousand records. */
function* inParts(records: readonly Found[]): Generator<readonly Found[], void> {
  for (let at = 0; at < records.length; at += CHUNK) yield records.slice(at, at + CHUNK);
}

function rowsOf(records: readonly Found[], header: readonly string[]): (FileRow | RowFault)[] {
  const rows: (FileRow | RowFault)[] = [];
  for (const record of records) {
    if (!isFault(record) && isBlank(record)) continue;
    const row = rowOf(record, header);
    if (Array.isArray(row)) rows.push(...row);
    else rows.push(row);
  }
  return rows;
}

/** Spreadsheets leave rows of delimiters at the end of a table. */
const isBlank = ({ cells }: CsvRecord): boolean => cells.every((cell) => cell.trim() === '');

function rowOf(record: Found, header: readonly string[]): FileRow | RowFault | RowFault[] {
  if (isFault(record)) return { ...record, name: header[record.column - 1] ?? null };
  const faults = faultsOf(record, header);
  if (faults.length > 0) return faults;
  // In place: a second object for every row would double what is thrown away.
  const cells: (string | null)[] = record.cells;
  for (let at = 0; at < cells.length; at++) cells[at] = cells[at]!.trim() || null;
  return record;
}

function faultsOf({ line, cells }: CsvRecord, header: readonly string[]): RowFault[] {
  const faults: RowFault[] = [];
  if (cells.length !== header.length) faults.push(ragged(line, cells, header));
  for (const [at, cell] of cells.entries()) {
    const fault = isSuspect(cell) ? textFault(cell) : null;
    if (fault) {
      const place = { line, column: at + 1, name: header[at] ?? null, value: fault.value };
      faults.push(rowFault(place, fault.code, fault.detail));
    }
  }
  return faults;
}

function ragged(line: number, cells: readonly string[], header: readonly string[]): RowFault {
  const at = Math.min(cells.length, header.length);
  const place = { line, column: at + 1, name: header[at] ?? null, value: cells[at] ?? null };
  const detail = `This row has ${cells.length} cells, and the header has ${header.length}. Look for a missing or an unquoted delimiter.`;
  return rowFault(place, 'file/ragged', detail);
}
