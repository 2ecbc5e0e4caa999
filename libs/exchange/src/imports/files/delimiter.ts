import { CsvRecords } from './csv-records.js';
import { isFault } from './rows.js';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const ROWS = 50;

/**
 * The delimiter of a table, from its first lines: the one with which the heading has at least two cells and most of the
 * rows have as many as it; of equals the one that gives more columns. A comma where none does: a table of one column.
 */
export function detectDelimiter(text: string, isWhole: boolean): string {
  let best = { delimiter: ',', share: 0, width: 1 };
  for (const delimiter of DELIMITERS) {
    const { share, width } = fit(text, isWhole, delimiter);
    if (width < 2) continue;
    if (share > best.share || (share === best.share && width > best.width)) best = { delimiter, share, width };
  }
  return best.delimiter;
}

function fit(text: string, isWhole: boolean, delimiter: string): { share: number; width: number } {
  const records = new CsvRecords(delimiter);
  const found = records.push(text);
  if (isWhole) found.push(...records.end());
  const [header, ...rows] = found.slice(0, ROWS + 1);
  if (!header || isFault(header)) return { share: 0, width: 0 };
  const width = header.cells.length;
  const fitting = rows.filter((row) => !isFault(row) && row.cells.length === width);
  return { share: rows.length === 0 ? 1 : fitting.length / rows.length, width };
}
