import { HEAD, packingOf, refuseOtherContent, textFormatOf } from './contents.js';
import { openCsv } from './csv-table.js';
import { BytesFault, stoppedAt } from './faults.js';
import { openNdjson } from './ndjson-table.js';
import { OpenTable } from './rows.js';
import { StoredFile } from './stored-file.js';
import { TextSource } from './text-source.js';
import { openXlsx } from './xlsx/xlsx-table.js';

const GIBIBYTE = 1024 ** 3;

export interface OpenTableOptions {
  /** The name that the file had with its sender; it is on disk under another. */
  readonly fileName?: string;
  readonly format?: OpenTable['format'];
  /** Of a CSV file; detected otherwise. */
  readonly delimiter?: string;
  /** Of an XLSX file, by name; otherwise its first one. */
  readonly sheet?: string;
  /** Bytes that a packed file may unpack to: by default 8 GiB of text, or 1 GiB for the parts of an XLSX file. */
  readonly maxUnpacked?: number;
}

/**
 * Opens a CSV, NDJSON or XLSX file as a table: text plain or packed with gzip or zstd, which its first bytes tell, and
 * not its name. Memory does not grow with the file, except for the shared strings of an XLSX file. Cells are slices of
 * the text of their chunk: whoever keeps one for long keeps that text, too, unless it copies the cell.
 *
 * Throws an UnreadableFile here or from `chunks()`; whoever does not read `chunks()` to its end calls `close()`.
 */
export async function openTable(path: string, options: OpenTableOptions = {}): Promise<OpenTable> {
  const file = await StoredFile.open(path);
  try {
    return await opened(file, options);
  } catch (error) {
    await file.close();
    throw stoppedAt(error, 1);
  }
}

async function opened(file: StoredFile, options: OpenTableOptions): Promise<OpenTable> {
  const head = await file.head(HEAD);
  const packing = packingOf(head);
  if (packing === 'zip' && (options.format ?? 'xlsx') === 'xlsx') {
    return openXlsx(file, options.maxUnpacked ?? GIBIBYTE, options.sheet);
  }
  if (packing === 'zip')
    throw new BytesFault('file/format', `The file is no ${options.format}, but an archive or XLSX.`);
  if (options.format === 'xlsx') {
    refuseOtherContent(head);
    throw new BytesFault('file/format', 'The file is no XLSX workbook.');
  }
  const source = new TextSource(file, packing, options.maxUnpacked ?? 8 * GIBIBYTE);
  try {
    const { text } = await source.sample();
    const format = options.format ?? textFormatOf(text, options.fileName);
    return await (format === 'ndjson' ? openNdjson(source) : openCsv(source, options.delimiter));
  } catch (error) {
    await source.close();
    throw error;
  }
}
