import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { faultOf } from './support/read-file.js';
import { Utf8Text } from './text.js';

const FOLDER = path.resolve(import.meta.dirname, '../../../../../test/fixtures/ok');
const FILES = readdirSync(FOLDER);

interface Damage {
  readonly at: number;
  readonly cut: number;
  readonly put: Uint8Array;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.nat(),
  cut: fc.nat({ max: 20 }),
  put: fc.uint8Array({ maxLength: 8 }),
});

function damaged(bytes: Buffer, damages: readonly Damage[]): Buffer {
  let result = bytes;
  for (const { at, cut, put } of damages) {
    const start = at % (result.length + 1);
    result = Buffer.concat([result.subarray(0, start), put, result.subarray(start + cut)]);
  }
  return result;
}

describe('Bytes damaged anywhere', () => {
  it.each(FILES)('of %s end in faults of rows or of the file, and in nothing else', async (name) => {
    const bytes = readFileSync(path.join(FOLDER, name));
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
        const fault = await faultOf(damaged(bytes, damages));
        expect(fault?.code ?? 'file/read').toMatch(/^file\//);
        expect(fault?.line ?? 1).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  it.each(FILES.filter((name) => /\.(gz|zst|xlsx)$/.test(name)))(
    'of %s that are missing at the end are always noticed',
    async (name) => {
      const bytes = readFileSync(path.join(FOLDER, name));
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: bytes.length - 4 }), async (length) => {
          const fault = await faultOf(bytes.subarray(0, bytes.length - length));
          expect(fault?.code ?? 'none').toMatch(/^file\//);
        }),
        { numRuns: 40 },
      );
    },
  );
});

describe('Text in UTF-8', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array)),
    fc.string({ unit: 'binary', maxLength: 20 }).map((text) => Buffer.from(text)),
    fc
      .array(fc.constantFrom(0x61, 0x80, 0xbf, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0xed, 0xa0), { maxLength: 20 })
      .map((array) => Buffer.from(array)),
  );

  it('is the same whatever its pieces, is right where it is right, and marks every byte that is wrong', () => {
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 5 }), (all, size) => {
        const whole = new Utf8Text();
        const text = whole.push(all) + whole.end();
        const cut = new Utf8Text();
        let pieces = '';
        for (let at = 0; at < all.length; at += size) pieces += cut.push(all.subarray(at, at + size));
        expect(pieces + cut.end()).toBe(text);
        const back = Buffer.concat(
          Array.from(text, (character) =>
            character.isWellFormed() ? Buffer.from(character) : Buffer.from([character.charCodeAt(0) & 0xff]),
          ),
        );
        const unmarked = all.subarray(0, 3).toString('hex') === 'efbbbf' ? all.subarray(3) : all;
        expect(back.equals(unmarked)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});
