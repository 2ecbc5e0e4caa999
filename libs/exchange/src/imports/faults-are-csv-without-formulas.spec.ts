import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { faultsCsv } from './faults-csv.js';

const FAULT = { line: 3, column: 2, name: 'actor', value: 'x', code: 'actor/unknown', detail: 'Nobody.' };

const cellsOf = (text: string): string[] => parse(text, { record_delimiter: '\r\n', from: 2 })[0] as string[];

describe('faults as CSV', () => {
  it('have a header and CRLF at the end of each line', () => {
    expect(faultsCsv([FAULT])).toBe('line,column,name,value,code,detail\r\n3,2,actor,x,actor/unknown,Nobody.\r\n');
    expect(faultsCsv([])).toBe('line,column,name,value,code,detail\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('keep %j from being a formula', (value) => {
    expect(cellsOf(faultsCsv([{ ...FAULT, value }]))[3]).toBe(`'${value}`);
  });

  it('leave what has no text empty', () => {
    expect(cellsOf(faultsCsv([{ ...FAULT, name: null, value: null }]))).toEqual([
      '3',
      '2',
      '',
      '',
      'actor/unknown',
      'Nobody.',
    ]);
  });

  it('give every other text back unchanged', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('a"b', 'a,b', 'a\nb', '"', 'a\r\nb', ' x '),
    );
    fc.assert(
      fc.property(
        texts.filter((text) => !/^[=+\-@\t\r]/.test(text)),
        (value) => {
          expect(cellsOf(faultsCsv([{ ...FAULT, value, detail: `.${value}` }]))).toEqual([
          '3', '2', 'actor', value, 'actor/unknown', `.${value}`,
        ]); // prettier-ignore
        },
      ),
    );
  });
});
