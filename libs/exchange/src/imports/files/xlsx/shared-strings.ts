import { BytesFault } from '../faults.js';
import { readXml } from './xml.js';

/** In characters: they are the one part of a workbook that must be in memory. */
const MOST_TEXT = 128 * 1024 * 1024;

/** The texts of a workbook that cells refer to by number; the runs of rich text joined, readings of kanji left out. */
export async function sharedStrings(bytes: AsyncIterable<Buffer>): Promise<string[]> {
  const strings: string[] = [];
  const text = new StringItem();
  let total = 0;
  await readXml(bytes, {
    open: (name) => {
      if (name === 'si') text.begin();
      else text.open(name);
    },
    text: (piece) => text.text(piece),
    close: (name) => {
      text.close(name);
      if (name !== 'si') return;
      const value = text.value();
      total += value.length + 16;
      if (total > MOST_TEXT) {
        throw new BytesFault('file/too-large', 'The workbook has more than 128 MiB of text. Send the table as CSV.');
      }
      strings.push(value);
    },
  });
  return strings;
}

/** The content of `si` and `is`: `t`, or runs `r` with a `t` each, and `rPh`, which is how to pronounce it. */
export class StringItem {
  private pieces = '';
  private isInText = false;
  private isInReading = false;

  begin(): void {
    this.pieces = '';
    this.isInText = this.isInReading = false;
  }

  open(name: string): void {
    if (name === 't') this.isInText = true;
    if (name === 'rPh') this.isInReading = true;
  }

  text(piece: string): void {
    if (this.isInText && !this.isInReading) this.pieces += piece;
  }

  close(name: string): void {
    if (name === 't') this.isInText = false;
    if (name === 'rPh') this.isInReading = false;
  }

  value(): string {
    return unescaped(this.pieces);
  }
}

/** What XML cannot hold is written `_x000D_`, and an underscore that could be taken for its beginning `_x005F_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
