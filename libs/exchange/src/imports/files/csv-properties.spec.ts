import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { CsvRecord, CsvRecords } from './csv-records.js';
import { isFault, RowFault } from './rows.js';
import { readText } from './support/read-file.js';

const cell = fc.string({
  unit: fc.constantFrom('a', 'é', '😀', '"', ',', ';', '\t', '\n', '\r', ' ', '|'),
  maxLength: 8,
});
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const delimiter = fc.constantFrom(',', ';', '\t', '|');

const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 12 }));

/** As csv-stringify quotes: what has a delimiter, a quote, a line end or a space at an end. */
const written = (text: string, by: string) =>
  /["\r\n]|^\s|\s$/.test(text) || text.includes(by) ? `"${text.replaceAll('"', '""')}"` : text;

function recordsOf(pieces: readonly string[], by = ','): (CsvRecord | RowFault)[] {
  const records = new CsvRecords(by);
  return [...pieces.flatMap((piece) => records.push(piece)), ...records.end()];
}

/** By csv-parse; null where it refuses. */
function parsed(text: string): string[][] | null {
  try {
    return parse(text, { relax_column_count: true, skip_empty_lines: true, record_delimiter: '\n' });
  } catch {
    return null;
  }
}

function cutAt(text: string, places: readonly number[]): string[] {
  const ends = [...new Set(places.map((place) => place % (text.length + 1)))].toSorted((one, other) => one - other);
  return [0, ...ends].map((start, at) => text.slice(start, ends[at] ?? text.length));
}

describe('A table of whatever cells', () => {
  it('reads back the same, with the line that each row begins on, but for rows that hold nothing', async () => {
    await fc.assert(
      fc.asyncProperty(table, lineEnd, delimiter, fc.boolean(), async (rows, end, by, isMarked) => {
        const header = (rows[0] ?? ['', '']).map((_, at) => `column ${at}`);
        const lines = [header, ...rows].map((row) => row.map((text) => written(text, by)).join(by));
        const text = (isMarked ? '\ufeff' : '') + lines.join(end);
        const read = await readText(text, { delimiter: by });
        let line = 2;
        const all = rows.map((row) => {
          const begins = line;
          line += 1 + (row.join(' ').match(/\r\n|\r|\n/g)?.length ?? 0);
          return { line: begins, cells: row.map((each) => each.trim() || null) };
        });
        const expected = all.filter(({ cells }) => cells.some((each) => each !== null));
        expect(read.header).toEqual(header);
        expect(read.rows).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});

describe('A text of whatever characters', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'é'), maxLength: 60 });

  it('gives the same records whatever its pieces', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 8 }), (whole, places) => {
        expect(recordsOf(cutAt(whole, places))).toEqual(recordsOf([whole]));
        expect(recordsOf(Array.from(whole))).toEqual(recordsOf([whole]));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the records of csv-parse, and a fault where csv-parse refuses', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'é'), maxLength: 40 });
    fc.assert(
      fc.property(plain, (whole) => {
        const records = recordsOf([whole]);
        const isRefused = records.some((record) => isFault(record));
        expect(isRefused ? null : records.map((record) => (record as CsvRecord).cells)).toEqual(parsed(whole));
      }),
      { numRuns: 5000 },
    );
  });

  it('gives records and faults in order of their lines, and no line twice', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const lines = recordsOf([whole]).map(({ line }) => line);
        expect(lines).toEqual([...new Set(lines)].toSorted((one, other) => one - other));
        expect(lines.at(-1) ?? 0).toBeLessThanOrEqual(whole.split(/\r\n|\r|\n/).length);
      }),
      { numRuns: 2000 },
    );
  });
});
