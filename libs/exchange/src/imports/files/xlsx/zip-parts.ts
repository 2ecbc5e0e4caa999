import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { Entry, fromRandomAccessReaderPromise, RandomAccessReader, ZipFile } from 'yauzl';
import { BytesFault } from '../faults.js';
import { StoredFile } from '../stored-file.js';
import { refuseBomb } from '../unpack.js';

const MOST_PARTS = 10_000;
const SMALL = 16 * 1024 * 1024;
const PIECE = 256 * 1024;

/** The parts of a workbook by their path, read one at a time. Throws BytesFaults. */
export class ZipParts {
  private unpacked = 0;
  private readonly counted = new Set<string>();

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly maxUnpacked: number,
  ) {}

  static async open(file: StoredFile, maxUnpacked: number): Promise<ZipParts> {
    try {
      const zip = await fromRandomAccessReaderPromise(new HandleReader(file), file.size, { autoClose: false });
      return new ZipParts(zip, await entriesOf(zip), maxUnpacked);
    } catch (error) {
      throw asDamage(error);
    }
  }

  has(path: string): boolean {
    return this.entries.has(path);
  }

  /** Bytes, unpacked. */
  sizeOf(path: string): number {
    return this.entries.get(path)?.uncompressedSize ?? 0;
  }

  /** A part that is taken into memory: 16 MiB at most, far above what real ones have. */
  readSmall(path: string): AsyncGenerator<Buffer, void> {
    if (this.sizeOf(path) <= SMALL) return this.read(path);
    throw new BytesFault('file/too-large', `The part ${path} of the workbook is too large. Send the table as CSV.`);
  }

  async *read(path: string): AsyncGenerator<Buffer, void> {
    const entry = this.entries.get(path);
    if (!entry) throw new BytesFault('file/corrupt', `The workbook lacks its part ${path}. Save it again.`);
    this.count(entry);
    let sum = 0;
    try {
      for await (const piece of await this.zip.openReadStreamPromise(entry)) {
        sum = crc32(piece as Buffer, sum);
        yield piece as Buffer;
      }
    } catch (error) {
      throw asDamage(error);
    }
    if (sum !== entry.crc32) {
      throw new BytesFault(
        'file/corrupt',
        `The checksum of ${path} does not fit: the file was damaged. Send it again.`,
      );
    }
  }

  /** By the sizes that the archive claims: yauzl ends a part that goes on beyond its claim. */
  private count(entry: Entry): void {
    if (entry.isEncrypted()) throw new BytesFault('file/encrypted', 'The archive has a password. Save it without one.');
    if (this.counted.has(entry.fileName)) return;
    this.counted.add(entry.fileName);
    this.unpacked += entry.uncompressedSize;
    refuseBomb(this.unpacked, Infinity, this.maxUnpacked);
    refuseBomb(entry.uncompressedSize, entry.compressedSize, this.maxUnpacked);
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_PARTS) {
    throw new BytesFault('file/format', `The archive has more than ${MOST_PARTS} parts, and is no workbook.`);
  }
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) {
      throw new BytesFault('file/corrupt', `The archive has two parts called ${entry.fileName}. Save it again.`);
    }
    entries.set(entry.fileName, entry);
  }
  return entries;
}

/** Errors of whoever takes the pieces do not come through here, only yauzl's and zlib's. */
function asDamage(error: unknown): BytesFault {
  if (error instanceof BytesFault) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new BytesFault('file/corrupt', `The archive is damaged or truncated (${reason}). Send it again.`, {
    cause: error,
  });
}

/** Reads by the file's handle, which waits for a read under way before it closes. */
class HandleReader extends RandomAccessReader {
  constructor(private readonly file: StoredFile) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.range(start, end), { objectMode: false, highWaterMark: PIECE });
  }

  private async *range(start: number, end: number): AsyncGenerator<Buffer, void> {
    for (let at = start; at < end;) {
      const length = Math.min(PIECE, end - at);
      const { buffer, bytesRead } = await this.file.handle.read(Buffer.allocUnsafe(length), 0, length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }
}
