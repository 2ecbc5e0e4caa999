import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { faultOf, readText } from './support/read-file.js';
import { BytesFault } from './faults.js';
import { Packing, refuseBomb, unpack } from './unpack.js';

const MEBIBYTE = 1024 * 1024;
const CSV = `a,b\n${'1,2\n'.repeat(100_000)}`;

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer, void> {
  // One memory for all of them, as a file is read.
  const memory = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) yield memory.subarray(0, bytes.copy(memory, 0, at, at + size));
}

async function unpacked(bytes: Buffer, packing: Packing, size: number): Promise<{ text: string; error: unknown }> {
  let text = '';
  try {
    for await (const piece of unpack(inPieces(bytes, size), packing, Infinity)) text += piece.toString('latin1');
  } catch (error) {
    return { text, error };
  }
  return { text, error: null };
}

describe('Unpacking', () => {
  it.each(['gzip', 'zstd'] as const)('of %s gives all members, whatever the pieces', async (packing) => {
    const pack = packing === 'gzip' ? gzipSync : zstdCompressSync;
    const packed = Buffer.concat([pack(CSV), pack(''), pack('end')]);
    for (const size of [1, 7, 64, packed.length]) {
      expect(await unpacked(packed, packing, size)).toEqual({ text: `${CSV}end`, error: null });
    }
  });

  it('gives what comes before the end of a truncated file', async () => {
    const packed = gzipSync(CSV);
    const { text, error } = await unpacked(packed.subarray(0, packed.length - 8), 'gzip', 64);
    expect(text).toBe(CSV);
    expect(error).toBeInstanceOf(BytesFault);
  });

  it('stops at the size that is allowed', async () => {
    expect(await faultOf(gzipSync(CSV), { maxUnpacked: 400_004 })).toBeNull();
    expect(await faultOf(gzipSync(CSV), { maxUnpacked: 400_003 })).toMatchObject({ code: 'file/too-large' });
    expect(await faultOf(zstdCompressSync(CSV), { maxUnpacked: 400_003 })).toMatchObject({ code: 'file/too-large' });
    expect(await faultOf(CSV, { maxUnpacked: 1 })).toBeNull();
  });

  it('stops beyond 200 to one, but not before 64 MiB', () => {
    expect(() => refuseBomb(64 * MEBIBYTE, 1, Infinity)).not.toThrow();
    expect(() => refuseBomb(64 * MEBIBYTE + 1, 1, Infinity)).toThrow(BytesFault);
    expect(() => refuseBomb(200 * MEBIBYTE, MEBIBYTE, Infinity)).not.toThrow();
    expect(() => refuseBomb(200 * MEBIBYTE + 1, MEBIBYTE, Infinity)).toThrow(BytesFault);
  });

  it('is told by the first bytes, and not by the name', async () => {
    const { header, rows } = await readText(gzipSync('a,b\n1,2\n'), { fileName: 'plain.csv' });
    expect({ header, rows }).toEqual({ header: ['a', 'b'], rows: [{ line: 2, cells: ['1', '2'] }] });
    expect((await readText('a,b\n1,2\n', { fileName: 'packed.csv.gz' })).rows).toHaveLength(1);
  });
});
