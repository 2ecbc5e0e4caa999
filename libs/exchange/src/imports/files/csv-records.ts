import { rowFault } from './faults.js';
import { RowFault } from './rows.js';

/** A record as it stands in the file, quotes taken away. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: string[];
}

/** In characters. It bounds what an unclosed quote can take into memory. */
export const LONGEST_ROW = 1024 * 1024;

/** Where a quoted cell was opened. */
interface Opened {
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

type Outcome = 'more' | 'done';

/**
 * Records of RFC 4180 out of text that comes in pieces; a line ends with LF, CRLF or CR. Strict: a quote stands at both
 * ends of a cell or, doubled, inside of a quoted one. After a fault, reading goes on with the next line; after one in a
 * quoted cell, with the line after the one that it was opened on. Blank lines are passed over.
 */
export class CsvRecords {
  /** Of the next record. */
  line = 1;
  private text = '';
  private at = 0;
  private isFinal = false;
  /** The rest of a line is passed over. */
  private isSkipping = false;
  private nextLf = -1;
  private nextCr = -1;
  private nextQuote = -1;
  private found: (CsvRecord | RowFault)[] = [];

  constructor(private readonly delimiter: string) {}

  push(text: string): (CsvRecord | RowFault)[] {
    this.text = this.text.slice(this.at) + text;
    this.at = 0;
    this.nextLf = this.nextCr = this.nextQuote = -1;
    let outcome: Outcome = 'done';
    while (outcome === 'done' && this.at < this.text.length) outcome = this.isSkipping ? this.skip() : this.next();
    const found = this.found;
    this.found = [];
    return found;
  }

  end(): (CsvRecord | RowFault)[] {
    this.isFinal = true;
    return this.push('');
  }

  private next(): Outcome {
    const start = this.at;
    const end = this.lineEnd(start);
    if (this.nextQuote < start) this.nextQuote = this.find('"', start);
    if (this.nextQuote < end) return this.quoted();
    if (Math.min(end, this.text.length) - start > LONGEST_ROW) return this.tooLong(start, this.line);
    if (end === Infinity && !this.isFinal) return 'more';
    const after = this.afterLineEnd(end);
    if (after === -1) return 'more';
    if (end > start) this.plain(this.text.slice(start, Math.min(end, this.text.length)));
    this.at = after;
    this.line += 1;
    return 'done';
  }

  private plain(text: string): void {
    const cells = text.split(this.delimiter);
    if (cells.length === 1 && cells[0]!.trim() === '') return;
    this.found.push({ line: this.line, cells });
  }

  /** A record with at least one quote in its first line. */
  private quoted(): Outcome {
    const { text } = this;
    const limit = this.at + LONGEST_ROW;
    const cells: string[] = [];
    let line = this.line;
    let at = this.at;
    for (;;) {
      const column = cells.length + 1;
      if (at > limit) return this.tooLong(at, line);
      if (text[at] === '"') {
        const opened = { at, line, column };
        const close = this.closingQuote(at + 1, limit);
        if (close === Infinity) return this.unclosed(opened, limit);
        const inner = text.slice(at + 1, close);
        cells.push(inner.includes('"') ? inner.replaceAll('""', '"') : inner);
        line += lineEndsIn(inner);
        at = close + 1;
        if (at >= text.length && !this.isFinal) return 'more';
        if (!this.isCellEnd(at)) {
          return this.badQuote(
            opened,
            text.slice(opened.at, at + 1),
            'Something follows the closing quote of this cell',
          );
        }
      } else {
        const end = this.plainEnd(at, limit);
        if (end > limit) return this.tooLong(at, line);
        if (end >= text.length && !this.isFinal) return 'more';
        if (text[end] === '"') {
          return this.badQuote({ at: end, line, column }, text.slice(at, end + 1), 'A quote stands inside a cell');
        }
        cells.push(text.slice(at, end));
        at = end;
      }
      if (text[at] === this.delimiter) at += 1;
      else break;
    }
    const after = this.afterLineEnd(at < text.length ? at : Infinity);
    if (after === -1) return 'more';
    this.found.push({ line: this.line, cells });
    this.at = after;
    this.line = line + 1;
    return 'done';
  }

  /** The next quote that is not doubled; Infinity where there is none up to `limit`. */
  private closingQuote(from: number, limit: number): number {
    for (let at = from; ; at += 2) {
      at = this.find('"', at);
      if (at > limit || this.text[at + 1] !== '"') return at > limit ? Infinity : at;
    }
  }

  /** Where a cell without quotes ends: at a delimiter, a line end, a quote that should not be there, or the text's end. */
  private plainEnd(from: number, limit: number): number {
    let at = from;
    while (at < this.text.length && at <= limit && this.text[at] !== '"' && !this.isCellEnd(at)) at += 1;
    return at;
  }

  private isCellEnd(at: number): boolean {
    if (at >= this.text.length) return true;
    const character = this.text[at];
    return character === this.delimiter || character === '\n' || character === '\r';
  }

  private unclosed(opened: Opened, limit: number): Outcome {
    if (this.text.length > limit) return this.tooLong(opened.at, opened.line, opened);
    if (!this.isFinal) return 'more';
    return this.badQuote(opened, this.text.slice(opened.at), 'The quote that opens this cell is never closed');
  }

  private badQuote(opened: Opened, value: string, what: string): Outcome {
    const detail = `${what}. A cell with quotes in it stands in quotes, and they are doubled: "say ""yes""".`;
    this.found.push(rowFault({ line: opened.line, column: opened.column, value }, 'file/quote', detail));
    return this.skipFrom(opened.at, opened.line);
  }

  private tooLong(at: number, line: number, place: Opened = { at: this.at, line: this.line, column: 1 }): Outcome {
    const detail = 'This row is longer than 1 MiB. Look for a quote that is not closed, or for missing line ends.';
    const value = this.text.slice(place.at, place.at + 80);
    this.found.push(rowFault({ ...place, value }, 'file/row-too-long', detail));
    return this.skipFrom(at, line);
  }

  private skipFrom(at: number, line: number): Outcome {
    this.isSkipping = true;
    this.at = at;
    this.line = line;
    this.nextLf = this.nextCr = this.nextQuote = -1;
    return 'done';
  }

  private skip(): Outcome {
    const end = this.lineEnd(this.at);
    const after = this.afterLineEnd(end);
    this.at = after === -1 ? end : after;
    if (after === -1) return 'more';
    if (end === Infinity) return 'done';
    this.isSkipping = false;
    this.line += 1;
    return 'done';
  }

  /** The next line end; Infinity where the text has none. */
  private lineEnd(from: number): number {
    if (this.nextLf < from) this.nextLf = this.find('\n', from);
    if (this.nextCr < from) this.nextCr = this.find('\r', from);
    return Math.min(this.nextLf, this.nextCr);
  }

  /** Where the next line begins; −1 where the line end may go on in the next piece of text. */
  private afterLineEnd(end: number): number {
    if (end === Infinity) return this.text.length;
    if (this.text[end] === '\n') return end + 1;
    if (end + 1 === this.text.length && !this.isFinal) return -1;
    return this.text[end + 1] === '\n' ? end + 2 : end + 1;
  }

  private find(character: string, from: number): number {
    const at = this.text.indexOf(character, from);
    return at === -1 ? Infinity : at;
  }
}

function lineEndsIn(text: string): number {
  return text.includes('\n') || text.includes('\r') ? (text.match(/\r\n|\n|\r/g)?.length ?? 0) : 0;
}
