import { createGunzip, createZstdDecompress, Gunzip, ZstdDecompress } from 'node:zlib';
import { BytesFault } from './faults.js';

export type Packing = 'gzip' | 'zstd';

const PIECE = 48 * 1024;
const MEBIBYTE = 1024 * 1024;
/** Rows that repeat pack to a hundredth in honest files; a bomb goes on beyond two hundred to one. */
const RATIO = 200;
const RATIO_COUNTS_FROM = 64 * MEBIBYTE;

/** Refuses what unpacks to more than `maxUnpacked` bytes, or to more than 200 times its size past 64 MiB. */
export function refuseBomb(unpacked: number, packed: number, maxUnpacked: number): void {
  if (unpacked > maxUnpacked) {
    const detail = `The file unpacks to more than ${Math.floor(maxUnpacked / MEBIBYTE)} MiB. Split it into several files.`;
    throw new BytesFault('file/too-large', detail);
  }
  if (unpacked > RATIO_COUNTS_FROM && unpacked > packed * RATIO) {
    const detail = `The file unpacks to more than ${RATIO} times its size, as no honest table does. Send it unpacked, or in parts.`;
    throw new BytesFault('file/too-large', detail);
  }
}

/**
 * The content of a gzip or zstd file, several members or frames one after the other included. What zlib has given is
 * passed on before the BytesFault of a truncated or damaged file, so the line where reading stops is the same each time.
 */
export async function* unpack(
  bytes: AsyncIterable<Buffer>,
  packing: Packing,
  maxUnpacked: number,
): AsyncGenerator<Buffer, void> {
  let packed = 0;
  let unpacked = 0;
  let member = new Member(packing);
  const checked = (piece: Buffer): Buffer => {
    unpacked += piece.length;
    refuseBomb(unpacked, packed, maxUnpacked);
    return piece;
  };
  try {
    for await (const chunk of bytes) {
      packed += chunk.length;
      let rest = chunk;
      while (rest.length > 0) {
        const before = member.taken();
        for await (const piece of member.unpacked(rest)) yield checked(piece);
        rest = rest.subarray(member.taken() - before);
        // Node stops at the end of a zstd frame and leaves the next one to us.
        if (member.ended) member = member.successor();
      }
    }
    for await (const piece of member.rest()) yield checked(piece);
  } finally {
    member.destroy();
  }
}

/** One run of the decompressor, read only as fast as its output is taken. */
class Member {
  ended = false;
  private readonly stream: Gunzip | ZstdDecompress;
  private failure: Error | undefined;
  private isBusy = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly packing: Packing,
    private readonly isFirst = true,
  ) {
    this.stream = packing === 'gzip' ? createGunzip({ chunkSize: PIECE }) : createZstdDecompress({ chunkSize: PIECE });
    this.stream.on('readable', () => this.wake());
    this.stream.on('end', () => {
      this.ended = true;
      this.wake();
    });
    this.stream.on('error', (error) => {
      this.failure = error;
      this.wake();
    });
  }

  /** Packed bytes that have been used. */
  taken(): number {
    return this.stream.bytesWritten;
  }

  unpacked(chunk: Buffer): AsyncGenerator<Buffer, void> {
    return this.drained((done) => this.stream.write(chunk, done));
  }

  async *rest(): AsyncGenerator<Buffer, void> {
    if (!this.isFirst && this.taken() === 0) return;
    yield* this.drained(() => this.stream.end());
  }

  successor(): Member {
    this.destroy();
    return new Member(this.packing, false);
  }

  destroy(): void {
    this.stream.destroy();
  }

  private async *drained(begin: (done: () => void) => void): AsyncGenerator<Buffer, void> {
    this.isBusy = true;
    begin(() => {
      this.isBusy = false;
      this.wake();
    });
    for (;;) {
      const piece: unknown = this.stream.read();
      if (Buffer.isBuffer(piece)) yield piece;
      else if (this.failure) throw damaged(this.failure, this.isFirst && this.taken() === 0);
      else if (this.ended || !this.isBusy) return;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

function damaged(error: Error & { code?: string }, isAtStart: boolean): BytesFault {
  const options = { cause: error };
  if (error.code === 'Z_BUF_ERROR') {
    return new BytesFault('file/corrupt', 'The file is truncated: its end is missing. Send it again.', options);
  }
  if (/checksum|data check|length check/i.test(`${error.code} ${error.message}`)) {
    const detail = 'The checksum of the file does not fit its content: it was damaged on the way. Pack it again.';
    return new BytesFault('file/corrupt', detail, options);
  }
  const isHeader = /header check|unknown frame/i.test(error.message);
  const what = isHeader && !isAtStart ? 'Something that is no packed data follows the packed data' : 'It is damaged';
  return new BytesFault('file/corrupt', `The file cannot be unpacked. ${what}. Pack it again.`, options);
}
