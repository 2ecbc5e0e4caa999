import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { faultOf } from './support/read-file.js';
import { sheet } from './support/sheet.js';
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

  // A file of two members that lacks just the second is a whole file.
  it.each(FILES.filter((name) => /\.(gz|zst|xlsx)$/.test(name) && !name.includes('two-')))(
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

describe('The XML of a sheet, damaged before it was packed', () => {
  const good =
    '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="inlineStr"><is><r><t>b</t></r></is></c></row>' +
    '<row r="2"><c r="A2"><v>1.5</v></c><c r="B2" t="e"><v>#N/A</v></c></row>' +
    '<row r="3"><c r="A3" s="1"><f>A2</f><v>2</v></c><c r="B3" t="b"><v>1</v></c></row>';
  const put = fc.constantFrom(
    '',
    '<row>',
    '</row>',
    '<c t="s">',
    '<v>',
    '</c>',
    '<is>',
    '"',
    '&#1;',
    '&',
    'NaN',
    '-1',
    'r="ZZZ9"',
  );

  it('ends in faults of rows or of the file, and in nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length), fc.nat(12), put, async (at, cut, text) => {
        const fault = await faultOf(await sheet({ rows: good.slice(0, at) + text + good.slice(at + cut) }));
        expect(fault?.code ?? 'file/read').toMatch(/^file\//);
        expect(fault?.line ?? 1).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
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
