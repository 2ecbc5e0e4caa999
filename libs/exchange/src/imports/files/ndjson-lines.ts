import { LONGEST_ROW } from './csv-records.js';
import { rowFault } from './faults.js';
import { RowFault } from './rows.js';

export interface Line {
  readonly line: number;
  readonly text: string;
}

/** Lines, ended by LF or CRLF, out of text that comes in pieces. Blank ones are passed over. */
export class NdjsonLines {
  /** Of the next one. */
  line = 1;
  private text = '';
  private isSkipping = false;

  push(text: string): (Line | RowFault)[] {
    const found: (Line | RowFault)[] = [];
    this.text += text;
    let at = 0;
    for (let end = this.text.indexOf('\n'); end !== -1; end = this.text.indexOf('\n', at)) {
      this.take(at, end, found);
      at = end + 1;
      this.line += 1;
      this.isSkipping = false;
    }
    this.text = this.text.slice(at);
    if (this.text.length > LONGEST_ROW || this.isSkipping) {
      this.take(0, this.text.length, found);
      this.text = '';
      this.isSkipping = true;
    }
    return found;
  }

  end(): (Line | RowFault)[] {
    const found: (Line | RowFault)[] = [];
    this.take(0, this.text.length, found);
    this.text = '';
    return found;
  }

  private take(at: number, end: number, found: (Line | RowFault)[]): void {
    if (this.isSkipping) return;
    const text = this.text.slice(at, end);
    if (text.length > LONGEST_ROW) {
      const place = { line: this.line, column: 1, value: text.slice(0, 80) };
      found.push(rowFault(place, 'file/row-too-long', 'This line is longer than 1 MiB. Each object stands on a line.'));
    } else if (text.trim() !== '') found.push({ line: this.line, text });
  }
}
