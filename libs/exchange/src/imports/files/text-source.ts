import { HEAD, refuseOtherContent } from './contents.js';
import { StoredFile } from './stored-file.js';
import { Packing, unpack } from './unpack.js';
import { Utf8Text } from './text.js';

/** The text of a file, piece by piece, of which the beginning can be looked at before it is read. */
export class TextSource {
  private readonly pieces: AsyncGenerator<string, void>;
  private beginning = '';
  private isWhole = false;
  private failure: { error: unknown } | undefined;

  constructor(
    readonly file: StoredFile,
    packing: Packing | 'none',
    maxUnpacked: number,
  ) {
    const bytes = packing === 'none' ? file.bytes() : unpack(file.bytes(), packing, maxUnpacked);
    this.pieces = texts(bytes);
  }

  /** Some 64 KiB, less if the file is shorter or breaks off before: that error comes when reading gets there. */
  async sample(): Promise<{ text: string; isWhole: boolean }> {
    try {
      while (this.beginning.length < HEAD && !this.isWhole) {
        const next = await this.pieces.next();
        if (next.done) this.isWhole = true;
        else this.beginning += next.value;
      }
    } catch (error) {
      if (this.beginning === '') throw error;
      this.failure = { error };
    }
    return { text: this.beginning, isWhole: this.isWhole };
  }

  /** All of it, once. */
  async *read(): AsyncGenerator<string, void> {
    yield this.beginning;
    if (this.failure) throw this.failure.error;
    if (!this.isWhole) yield* this.pieces;
  }

  async close(): Promise<void> {
    await this.pieces.return();
    await this.file.close();
  }
}

async function* texts(bytes: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  const decoder = new Utf8Text();
  let isFirst = true;
  for await (const piece of bytes) {
    if (isFirst) refuseOtherContent(piece.subarray(0, HEAD));
    isFirst = false;
    yield decoder.push(piece);
  }
  yield decoder.end();
}
