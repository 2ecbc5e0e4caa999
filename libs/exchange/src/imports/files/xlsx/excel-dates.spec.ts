import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateStyles } from './date-styles.js';
import { excelDate, isoDate } from './excel-date.js';

async function* once(text: string): AsyncGenerator<Buffer, void> {
  yield Buffer.from(text);
}

async function shownDate(format: string): Promise<string | null> {
  const code = format.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const xml = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="${code}"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>`;
  return (await dateStyles(once(xml)))[0]!;
}

describe('A date of Excel', () => {
  // The values that Excel shows for these numbers.
  it.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [61, false, '1900-03-01'],
    [36_526, false, '2000-01-01'],
    [45_341, false, '2024-02-19'],
    [2_958_465, false, '9999-12-31'],
    [0, true, '1904-01-01'],
    [43_879, true, '2024-02-19'],
  ])('%i (from 1904: %s) is %s', (serial, is1904, day) => {
    expect(excelDate(serial, is1904)).toEqual({ day });
  });

  it.each([
    [0, false, 'file/date'],
    [60, false, 'file/date'],
    [-1, true, 'file/date'],
    [2_958_466, false, 'file/date'],
    [45_341.5, false, 'file/time-of-day'],
  ])('%d (from 1904: %s) is at fault: %s', (serial, is1904, code) => {
    expect(excelDate(serial, is1904)).toMatchObject({ code });
  });

  it('is the same day in both systems, 1462 days apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_957_003 }), (serial) => {
        const shifted = excelDate(serial + 1462, false);
        expect(excelDate(serial, true)).toEqual(shifted);
      }),
    );
  });

  it('may be written as ISO 8601', () => {
    expect(isoDate('2024-02-19')).toEqual({ day: '2024-02-19' });
    expect(isoDate('2024-02-19T00:00:00.000Z')).toEqual({ day: '2024-02-19' });
    expect(isoDate('2024-02-19T08:00:00')).toMatchObject({ code: 'file/time-of-day' });
    expect(isoDate('soon')).toMatchObject({ code: 'file/date' });
  });

  it.each(['yyyy-mm-dd', 'd. mmm yy', '[$-409]d-mmm;@', 'h:mm AM/PM', '[h]:mm', 'General" on "d'])(
    'is shown by the format %s',
    async (format) => expect(await shownDate(format)).toBe('day'),
  );

  it.each([
    ['mmm-yy', 'month'],
    ['[$-409]mmmm\\ yyyy;@', 'month'],
    ['yyyy"-"mm', 'month'],
    ['yyyy', 'year'],
    ['"in" yyyy', 'year'],
  ])('is shown by the format %s without its day', async (format, shown) => expect(await shownDate(format)).toBe(shown));

  it('is shown by the built-in format 17 without its day', async () => {
    const xml = '<styleSheet><cellXfs><xf numFmtId="14"/><xf numFmtId="17"/></cellXfs></styleSheet>';
    expect(await dateStyles(once(xml))).toEqual(['day', 'month']);
  });

  it.each(['General', '0.00', '#,##0 "days"', '[Red]0;[Blue]-0', '0\\d', '_d0', '0.00E+00', '[$USD] 0'])(
    'is not shown by the format %s',
    async (format) => expect(await shownDate(format)).toBeNull(),
  );
});
