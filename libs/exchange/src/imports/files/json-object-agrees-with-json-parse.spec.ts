import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JsonFault, leavesOf } from './json-object.js';

const read = (line: string) => {
  try {
    return leavesOf(line);
  } catch (error) {
    if (error instanceof JsonFault) return error;
    throw error;
  }
};

function flattened(value: unknown, key = ''): [string, string | null][] {
  if (value === null || typeof value !== 'object') {
    return [[key, value === null ? null : String(value as string | number | boolean).trim() || null]];
  }
  return Object.entries(value).flatMap(([name, inner]) => flattened(inner, key === '' ? name : `${key}.${name}`));
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

const key = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '"', '\\'), minLength: 1, maxLength: 3 });
const leaf = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'ی', '😀', '"', '\\', '\n', '/', ' '), maxLength: 6 }),
  fc.maxSafeInteger(),
  fc.integer({ min: -1000, max: 1000 }).map((number) => number / 8),
  fc.boolean(),
  fc.constant(null),
);
const { object } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, tie('object'), fc.array(tie('value'), { maxLength: 3 })),
  object: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}));

describe('A line of NDJSON', () => {
  it('has the values that JSON.parse gives, each at the character where it begins', () => {
    fc.assert(
      fc.property(object, fc.constantFrom(undefined, 1), (value, space) => {
        const line = JSON.stringify(value, null, space).replaceAll('\n', ' ');
        const leaves = read(line);
        if (leaves instanceof JsonFault) throw leaves;
        expect(leaves.map(({ key: name, text }) => [name, text])).toEqual(flattened(value));
        for (const { column, text } of leaves) {
          const there = line.slice(column - 1);
          expect(there).toMatch(text === null ? /^(null|" *(\\n *)*")/ : /^["\d\-tf]/);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused where JSON.parse refuses it', () => {
    const tokens = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"b"',
        '1',
        '-',
        '01',
        '1.',
        '1e5',
        'true',
        'nul',
        '"\\u12"',
        ' ',
      ),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(tokens, (parts) => {
        const line = `{${parts.join('')}}`;
        const outcome = read(line);
        // JSON.parse takes the last of two equal keys.
        const isRefused = outcome instanceof JsonFault && outcome.code !== 'file/duplicate-key';
        const mayBeEither = outcome instanceof JsonFault && !isRefused;
        expect(mayBeEither || isRefused === !isJson(line)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    [
      '{"a":1.0,"b":1e3,"c":-0,"d":1e-7,"e":1.50,"f":123456789.125}',
      ['1', '1000', '0', '0.0000001', '1.5', '123456789.125'],
    ],
    ['{"a":9007199254740991,"b":-1.5e-3}', ['9007199254740991', '-0.0015']],
  ])('%s has its numbers as shortest decimals', (line, texts) => {
    expect(leavesOf(line).map(({ text }) => text)).toEqual(texts);
  });

  it.each([
    ['{"a":9007199254740993}', 6, 'file/number'],
    ['{"a":1e400}', 6, 'file/number'],
    ['{"a":"\\ud83d\\u0041"}', 6, 'file/surrogate'],
    // Bad bytes never make a whole of half a pair that is escaped before them.
    ['{"a":"\\ud83d\udc80"}', 6, 'file/not-utf8'],
    ['{"a":"\t"}', 7, 'file/json'],
    ['{"a":1,"a":2}', 8, 'file/duplicate-key'],
    ['{"a.b":1,"a":{"b":2}}', 19, 'file/duplicate-key'],
    ['{" ":1}', 2, 'file/json'],
    ['"text"', 1, 'file/not-an-object'],
    [`{"a":${'['.repeat(40)}`, 37, 'file/json'],
  ])('%s is at fault at character %i: %s', (line, column, code) => {
    expect(read(line)).toMatchObject({ column, code });
  });
});
