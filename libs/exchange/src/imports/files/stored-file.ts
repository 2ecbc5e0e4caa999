import { FileHandle, open } from 'node:fs/promises';

/** Small, so that the rows of a piece are gone before V8 takes them for long-lived ones. */
const PIECE = 48 * 1024;

/** A file on disk that is read once from its beginning to its end, and closed once. */
export class StoredFile {
  private position = 0;
  private closing: Promise<void> | undefined;

  private constructor(
    readonly handle: FileHandle,
    readonly size: number,
  ) {}

  static async open(path: string): Promise<StoredFile> {
    const handle = await open(path, 'r');
    try {
      return new StoredFile(handle, (await handle.stat()).size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  bytesRead(): number {
    return this.position;
  }

  /** The first bytes; what `bytes` gives is not changed by it. */
  async head(length: number): Promise<Buffer> {
    const { buffer, bytesRead } = await this.handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  }

  /** Pieces of up to 48 KiB. The memory of a piece is used again for the next one. */
  async *bytes(): AsyncGenerator<Buffer, void> {
    const buffer = Buffer.allocUnsafeSlow(PIECE);
    for (;;) {
      const { bytesRead } = await this.handle.read(buffer, 0, PIECE, this.position);
      if (bytesRead === 0) return;
      this.position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  close(): Promise<void> {
    this.closing ??= this.handle.close();
    return this.closing;
  }
}
