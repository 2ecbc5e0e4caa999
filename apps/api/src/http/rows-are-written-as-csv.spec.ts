import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvOf, headerOf } from './csv.js';

const linesOf = (text: string): string[][] => parse(text, { record_delimiter: '\r\n' }) as string[][];

describe('rows as CSV', () => {
  it('have a line of names, and CRLF at the end of each line', () => {
    const rows = [{ actor: 'iran', from: { position: -2 }, between: [null, '2024-02-19'] }];
    expect(csvOf(['actor', 'from.position', 'between[0]', 'between[1]'], rows)).toBe(
      'actor,fromPosition,betweenFirst,betweenLast\r\niran,-2,,2024-02-19\r\n',
    );
  });

  it('have the line of names even where there are none', () => {
    expect(csvOf(['actor', 'from.position'], [])).toBe('actor,fromPosition\r\n');
  });

  it.each([
    [null, ''],
    [undefined, ''],
    [true, 'true'],
    [false, 'false'],
    [0, '0'],
    [-0, '0'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1e21, '1e+21'],
    [5e-324, '5e-324'],
    [[], ''],
    [['a', 'b'], 'a b'],
    [{}, '{}'],
    [{ '-2': 1, '1': 3 }, '"{""1"":3,""-2"":1}"'],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['ایران', 'ایران'],
  ])('write %j as %s', (value, cell) => {
    expect(csvOf(['value', 'last'], [{ value, last: 1 }])).toBe(`value,last\r\n${cell},1\r\n`);
  });

  it('give every text and every number back unchanged', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"', '\r', '\n', '\r\n', ',', ' x ', "'", '\ufeffx'),
    );
    const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
    fc.assert(
      fc.property(fc.array(fc.record({ text: texts, number: numbers })), (rows) => {
        const [header, ...lines] = linesOf(csvOf(['text', 'number'], rows));
        expect(header).toEqual(['text', 'number']);
        expect(lines.map(([text, number]) => ({ text, number: Number(number) }))).toEqual(
          rows.map(({ number, text }) => ({ text, number: number === 0 ? 0 : number })),
        );
      }),
    );
  });
});

describe('the name of a column', () => {
  it.each([
    ['actor', 'actor'],
    ['ageDays', 'ageDays'],
    ['from.position', 'fromPosition'],
    ['between[0]', 'betweenFirst'],
    ['between[1]', 'betweenLast'],
  ])('of %s is %s', (column, name) => {
    expect(headerOf(column)).toBe(name);
  });
});
