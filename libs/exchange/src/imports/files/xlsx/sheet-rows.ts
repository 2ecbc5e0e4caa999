import { plainDecimal } from '../decimal.js';
import { BytesFault, rowFault } from '../faults.js';
import { MOST_COLUMNS } from '../header.js';
import { RowFault } from '../rows.js';
import { isSuspect, textFault } from '../text.js';
import { ExcelDate, excelDate, isoDate } from './excel-date.js';
import { columnOf } from './merges.js';
import { StringItem, unescaped } from './shared-strings.js';
import { Workbook } from './workbook.js';
import { XmlReader } from './xml.js';

export interface SheetCell {
  readonly column: number;
  readonly text: string;
}

/** A row of a sheet: its cells that hold something, from left to right. */
export interface SheetRow {
  readonly line: number;
  readonly cells: SheetCell[];
  readonly faults: RowFault[];
}

const MOST_ROWS = 1_048_576;
const LONGEST_ROW = 1024 * 1024;
/** Of a date as text, in characters. */
const LENGTH = { day: 10, month: 7, year: 4 } as const;

/** The cell that is being read. */
interface OpenCell {
  column: number;
  type: string;
  style: number;
  isFormula: boolean;
  value: string;
}

/** The rows of a sheet out of its XML, which comes in pieces. */
export class SheetRows {
  /** Of the row that is being read, or was read last. */
  line = 0;
  private readonly reader: XmlReader;
  private readonly item = new StringItem();
  private found: SheetRow[] = [];
  private row: SheetRow | undefined;
  private length = 0;
  private column = 0;
  private cell: OpenCell | undefined;
  private isInValue = false;

  constructor(private readonly workbook: Workbook) {
    this.reader = new XmlReader({
      open: (name, attributes) => this.open(name, attributes),
      text: (text) => this.text(text),
      close: (name) => this.close(name),
    });
  }

  push(bytes: Buffer): SheetRow[] {
    this.reader.push(bytes);
    const { found } = this;
    this.found = [];
    return found;
  }

  end(): void {
    this.reader.end();
  }

  private open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.openRow(attributes.r);
    else if (name === 'c' && this.row) this.openCell(attributes);
    else if (!this.cell) return;
    else if (name === 'f') this.cell.isFormula = true;
    else if (name === 'v') this.isInValue = true;
    else if (name === 'is') this.item.begin();
    else this.item.open(name);
  }

  private openRow(number: string | undefined): void {
    const line = number === undefined ? this.line + 1 : Number(number);
    if (!Number.isInteger(line) || line <= this.line || line > MOST_ROWS) throw outOfOrder(`row ${number}`);
    this.line = line;
    this.column = this.length = 0;
    this.row = { line, cells: [], faults: [] };
  }

  private openCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.column + 1 : columnOf(/^[A-Z]{1,3}(?=\d)/.exec(r)?.[0] ?? '');
    if (column <= this.column || column > MOST_COLUMNS) throw outOfOrder(`cell ${r}`);
    this.column = column;
    this.cell = { column, type: t, style: Number(s), isFormula: false, value: '' };
    this.item.begin();
  }

  private text(text: string): void {
    if (!this.cell) return;
    if (this.isInValue) this.cell.value += text;
    else this.item.text(text);
  }

  private close(name: string): void {
    if (name === 'v') this.isInValue = false;
    else if (name === 'c' && this.cell) this.closeCell(this.cell);
    else if (name === 'row' && this.row) this.closeRow(this.row);
    else this.item.close(name);
  }

  private closeRow(row: SheetRow): void {
    if (this.length > LONGEST_ROW) {
      const place = { line: row.line, column: 1 };
      row.faults.push(rowFault(place, 'file/row-too-long', 'The cells of this row hold more than 1 MiB of text.'));
    }
    if (row.cells.length > 0 || row.faults.length > 0) this.found.push(row);
    this.row = undefined;
  }

  private closeCell(cell: OpenCell): void {
    this.cell = undefined;
    if (cell.isFormula) {
      const detail = 'This cell holds a formula, whose value can change. Copy the column and paste it as values.';
      return this.refuse(cell, cell.value, 'file/formula', detail);
    }
    switch (cell.type) {
      case 's':
        return this.keep(cell, this.sharedString(cell.value));
      case 'inlineStr':
        return this.keep(cell, this.item.value());
      case 'str':
        return this.keep(cell, unescaped(cell.value));
      case 'b':
        return this.keep(cell, cell.value === '' ? '' : cell.value.trim() === '1' ? 'true' : 'false');
      case 'e':
        return this.refuse(cell, cell.value, 'file/error-cell', `This cell holds the error ${cell.value}. Correct it.`);
      case 'd':
        return this.keepDate(cell, isoDate(cell.value.trim()));
      default:
        return this.keepNumber(cell);
    }
  }

  private keepNumber(cell: OpenCell): void {
    const text = cell.value.trim();
    if (text === '') return;
    if ((this.workbook.dateStyles[cell.style] ?? null) !== null) {
      return this.keepDate(cell, excelDate(Number(text), this.workbook.is1904));
    }
    // Excel shows fifteen digits; those after them are what binary fractions leave behind.
    const decimal = plainDecimal(Number(Number(text).toPrecision(15)));
    if (decimal !== null) return this.keep(cell, decimal);
    this.refuse(cell, text, 'file/number', 'This number cannot be kept exactly. Enter it as text.');
  }

  private keepDate(cell: OpenCell, date: ExcelDate): void {
    const shown = this.workbook.dateStyles[cell.style] ?? 'day';
    if ('day' in date) this.keep(cell, date.day.slice(0, LENGTH[shown]));
    else this.refuse(cell, cell.value, date.code, date.detail);
  }

  private keep({ column }: OpenCell, raw: string): void {
    const fault = isSuspect(raw) ? this.textFault(raw) : null;
    if (fault) return this.refuse({ column }, fault.value, fault.code, fault.detail);
    const text = raw.trim();
    this.length += text.length;
    if (text !== '' && this.length <= LONGEST_ROW) this.row?.cells.push({ column, text });
  }

  /** Bytes that are not UTF-8 end the reading of XML; half a pair can only have been written as `_xD800_`. */
  private textFault(text: string): { value: string; code: string; detail: string } | null {
    if (text.isWellFormed()) return textFault(text);
    return { value: '', code: 'file/surrogate', detail: 'Half a character stands here: surrogates come in pairs.' };
  }

  private refuse({ column }: { column: number }, value: string, code: string, detail: string): void {
    this.row?.faults.push(rowFault({ line: this.line, column, value }, code, detail));
  }

  private sharedString(number: string): string {
    const text = this.workbook.strings[Number(number)];
    if (text === undefined) throw new BytesFault('file/corrupt', 'A cell refers to a text that the workbook lacks.');
    return text;
  }
}

const outOfOrder = (what: string): BytesFault =>
  new BytesFault('file/corrupt', `The sheet is damaged: ${what} is out of order. Save it again.`);
