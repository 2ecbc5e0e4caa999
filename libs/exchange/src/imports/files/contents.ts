import { BytesFault } from './faults.js';

const signature = (text: string): Buffer => Buffer.from(text, 'latin1');

const GZIP = signature('\x1f\x8b');
const ZSTD = signature('\x28\xb5\x2f\xfd');
const ZIP = [signature('PK\x03\x04'), signature('PK\x05\x06')];
const COMPOUND = signature('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1');
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

/** What begins like this is no table, whatever it is called. */
const OTHERS: readonly [Buffer, string][] = [
  [signature('%PDF'), 'a PDF'],
  [signature('\x89PNG'), 'a picture'],
  [signature('\xff\xd8\xff'), 'a picture'],
  [signature('GIF8'), 'a picture'],
  [signature('PAR1'), 'a Parquet file'],
  [signature('SQLite format 3\0'), 'an SQLite database'],
  [signature('BZh'), 'packed with bzip2'],
  [signature('\xfd7zXZ\0'), 'packed with xz'],
  [signature('7z\xbc\xaf\x27\x1c'), 'a 7z archive'],
  [signature('Rar!'), 'a RAR archive'],
  [signature('<?xml'), 'XML'],
  [signature('<!DOCTYPE'), 'HTML'],
  [signature('<!doctype'), 'HTML'],
  [signature('<html'), 'HTML'],
];

const ADVICE = 'Send CSV, NDJSON or XLSX, as it is or packed with gzip or zstd.';

/** How many bytes these functions want to see. */
export const HEAD = 64 * 1024;

export function packingOf(head: Buffer): 'none' | 'gzip' | 'zstd' | 'zip' {
  if (begins(head, GZIP)) return 'gzip';
  if (begins(head, ZSTD) || isSkippableFrame(head)) return 'zstd';
  return ZIP.some((start) => begins(head, start)) ? 'zip' : 'none';
}

/** Throws a BytesFault for what is neither text in UTF-8 nor anything else that is read here. */
export function refuseOtherContent(head: Buffer): void {
  if (begins(head, COMPOUND)) throw compoundFile(head);
  const other = OTHERS.find(([start]) => begins(head, start));
  if (other) throw new BytesFault('file/format', `The file is ${other[1]}. ${ADVICE}`);
  if (packingOf(head) !== 'none') {
    throw new BytesFault('file/format', 'The file is packed twice. Pack it once, or send it as it is.');
  }
  if (isUtf16(head)) {
    const detail =
      'The file is in UTF-16. Save it as UTF-8: in Excel as "CSV UTF-8", in Notepad with the encoding UTF-8.';
    throw new BytesFault('file/utf-16', detail);
  }
}

/** From the first text of the file; a name only tells where the content leaves it open. */
export function textFormatOf(text: string, fileName: string | undefined): 'csv' | 'ndjson' {
  const start = text.trimStart();
  if (/^\[\s*[[{"\]]/.test(start) && !/\.(csv|tsv)\b/i.test(fileName ?? '')) {
    throw new BytesFault(
      'file/format',
      'The file is one JSON array. Send NDJSON: one object a line, without the array.',
    );
  }
  if (/^\{\s*[\r\n]/.test(start)) {
    throw new BytesFault('file/format', 'The JSON object goes over several lines. Send NDJSON: one object a line.');
  }
  return start.startsWith('{') || /\.(ndjson|jsonl)\b/i.test(fileName ?? '') ? 'ndjson' : 'csv';
}

const begins = (head: Buffer, start: Buffer): boolean => head.subarray(0, start.length).equals(start);

const isSkippableFrame = (head: Buffer): boolean =>
  head.length >= 4 && (head.readUInt32LE(0) & 0xfffffff0) >>> 0 === 0x184d2a50;

/** Old Excel files and encrypted new ones are both compound files. */
function compoundFile(head: Buffer): BytesFault {
  if (head.includes(ENCRYPTED_PACKAGE)) {
    return new BytesFault('file/encrypted', 'The workbook has a password. Save it without one.');
  }
  return new BytesFault(
    'file/format',
    'The file is an old Office file, such as .xls. Save it as .xlsx or as CSV UTF-8.',
  );
}

/** By its mark, or by NUL bytes that stand in every other place: a stray NUL in UTF-8 is another fault. */
function isUtf16(head: Buffer): boolean {
  if (begins(head, signature('\xff\xfe')) || begins(head, signature('\xfe\xff'))) return true;
  const nuls = [0, 0];
  for (let at = head.indexOf(0); at !== -1; at = head.indexOf(0, at + 1)) nuls[at % 2]! += 1;
  const [even, odd] = nuls as [number, number];
  return Math.max(even, odd) >= head.length / 20 && Math.min(even, odd) * 9 <= Math.max(even, odd) && head.length > 1;
}
