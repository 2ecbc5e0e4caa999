import { isAscii, isUtf8 } from 'node:buffer';

/** What a cell may not hold: control characters other than tab and line ends, and surrogates outside a pair. */
// eslint-disable-next-line no-control-regex
const SUSPECT = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]/;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;
/** With the flag u a surrogate of a pair does not match. */
const BAD_BYTES = /[\udc80-\udcff]/gu;

export interface TextFault {
  readonly value: string;
  readonly code: string;
  readonly detail: string;
}

/** Whether `textFault` is worth asking. True as well for characters that are pairs of surrogates. */
export const isSuspect = (text: string): boolean => SUSPECT.test(text);

/** Why a text from a `Utf8Text` cannot be kept; null where it can. */
export function textFault(text: string): TextFault | null {
  if (!text.isWellFormed()) return notUtf8(text);
  if (text.includes('\0')) {
    return { value: 'U+0000', code: 'file/nul', detail: 'A NUL character cannot be stored. Remove it.' };
  }
  const control = CONTROL.exec(text)?.[0];
  if (control === undefined) return null;
  const value = `U+${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return { value, code: 'file/control-character', detail: `The control character ${value} stands here. Remove it.` };
}

function notUtf8(text: string): TextFault {
  const bytes = (text.match(BAD_BYTES) ?? []).map((mark) => (mark.charCodeAt(0) & 0xff).toString(16));
  const detail = 'These bytes are not UTF-8. Save the file as UTF-8.';
  return { value: bytes.join(' '), code: 'file/not-utf8', detail };
}

/**
 * Text from bytes in UTF-8, piece by piece, without a byte order mark at its start. A byte that is not UTF-8 becomes
 * the surrogate U+DC00 + byte, which UTF-8 itself cannot give: so the row that it stands in is found, and only it.
 */
export class Utf8Text {
  private carry: Buffer = Buffer.alloc(0);
  private isAtStart = true;

  push(bytes: Buffer): string {
    const all = this.carry.length > 0 ? Buffer.concat([this.carry, bytes]) : bytes;
    const end = all.length - unfinished(all);
    this.carry = Buffer.from(all.subarray(end));
    return this.withoutMark(decode(all.subarray(0, end)));
  }

  end(): string {
    const text = decode(this.carry);
    this.carry = Buffer.alloc(0);
    return this.withoutMark(text);
  }

  private withoutMark(text: string): string {
    if (!this.isAtStart || text === '') return text;
    this.isAtStart = false;
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  }
}

/** How many of the last bytes begin a character that goes on in the next piece. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return lengthOf(byte) > back ? back : 0;
  }
  return 0;
}

const lengthOf = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2);

function decode(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : decodeMarked(bytes);
}

function decodeMarked(bytes: Buffer): string {
  let text = '';
  let good = 0;
  for (let at = 0; at < bytes.length;) {
    const length = characterLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    text += bytes.toString('utf8', good, at) + String.fromCharCode(0xdc00 + bytes[at]!);
    at += 1;
    good = at;
  }
  return text + bytes.toString('utf8', good);
}

/** 0 where no character of UTF-8 begins. */
function characterLength(bytes: Buffer, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lengthOf(lead);
  return at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}
