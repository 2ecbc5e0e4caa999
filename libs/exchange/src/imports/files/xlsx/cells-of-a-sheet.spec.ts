import { describe, expect, it } from '@jest/globals';
import { isFault } from '../rows.js';
import { faultOf, readText } from '../support/read-file.js';
import { sheet, SheetParts } from '../support/sheet.js';

const rowsOf = async (parts: SheetParts) =>
  (await readText(await sheet(parts))).rows.map((row) => (isFault(row) ? [row.line, row.column, row.code] : row.cells));

const HEADER = '<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row>';

describe('Cells of a sheet', () => {
  it('have the numbers that Excel shows', async () => {
    const numbers = ['0.10000000000000001', '0.30000000000000004', '1E-7', '-2', '1.5E3', '2019', '100000000000000'];
    const cells = numbers.map((number) => `<row><c><v>${number}</v></c></row>`).join('');
    expect(await rowsOf({ rows: HEADER + cells })).toEqual(
      ['0.1', '0.3', '0.0000001', '-2', '1500', '2019', '100000000000000'].map((text) => [text, null]),
    );
  });

  it('are text, booleans and dates without references, with a prefix and in CDATA', async () => {
    const rows =
      '<x:row><x:c t="str"><x:v>a</x:v></x:c><x:c t="str"><x:v><![CDATA[b]]></x:v></x:c></x:row>' +
      '<x:row><x:c t="b"><x:v>1</x:v></x:c><x:c t="d"><x:v>2024-02-19T00:00:00</x:v></x:c></x:row>';
    expect(await rowsOf({ rows, prefix: 'x:' })).toEqual([['true', '2024-02-19']]);
  });

  it('have their line and column where rows and cells are left out', async () => {
    const { rows } = await readText(
      await sheet({ rows: `${HEADER}<row r="7"><c r="B7"><v>1</v></c></row><row r="9"><c r="A9" s="3"/></row>` }),
    );
    expect(rows).toEqual([{ line: 7, cells: [null, '1'] }]);
  });

  it('undo what Excel escapes, once', async () => {
    const text = (content: string) => `<c t="inlineStr"><is><t>${content}</t></is></c>`;
    expect(await rowsOf({ rows: `${HEADER}<row>${text('a_x000D_b')}${text('_x005F_x000D_')}</row>` })).toEqual([
      ['a\rb', '_x000D_'],
    ]);
    expect(await rowsOf({ rows: `${HEADER}<row>${text('_xD83D_')}</row>` })).toEqual([[2, 1, 'file/surrogate']]);
  });

  it('are all named where several of a row are at fault', async () => {
    const row = '<row><c t="e"><v>#REF!</v></c><c><f>A1</f><v>1</v></c><c><v>3</v></c></row>';
    expect(await rowsOf({ rows: HEADER + row })).toEqual([
      [2, 1, 'file/error-cell'],
      [2, 2, 'file/formula'],
      [2, 3, 'file/ragged'],
    ]);
  });

  it('that are merged are at fault where the range begins, also in rows that hold nothing', async () => {
    const after = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B9:B10"/><mergeCell ref="B3:B3"/></mergeCells>';
    const rows = `${HEADER}<row><c><v>1</v></c></row><row><c r="B3"><v>2</v></c></row>`;
    expect(await rowsOf({ rows, after })).toEqual([
      [2, 1, 'file/merged'],
      [null, '2'],
      [9, 2, 'file/merged'],
    ]);
  });

  it('are of the sheet that is named', async () => {
    const bytes = await sheet({ rows: HEADER });
    expect((await readText(bytes, { sheet: 'Table' })).header).toEqual(['a', 'b']);
    expect(await faultOf(bytes, { sheet: 'Other' })).toMatchObject({
      code: 'file/sheet',
      detail: 'The workbook has no sheet "Other". It has "Table".',
    });
  });

  it('have as much of a date as is shown', async () => {
    const formats = ['yyyy-mm-dd', 'mmm-yy', 'yyyy'];
    const cells = formats.map((_, style) => `<row><c s="${style}"><v>45341</v></c></row>`).join('');
    const iso = '<row><c s="1" t="d"><v>2024-02-19</v></c></row>';
    expect(await rowsOf({ rows: HEADER + cells + iso, formats })).toEqual(
      ['2024-02-19', '2024-02', '2024', '2024-02'].map((text) => [text, null]),
    );
  });

  it('are of the first sheet that is not hidden', async () => {
    expect((await readText(await sheet({ rows: HEADER, before: ['hidden', 'veryHidden'] }))).header).toEqual([
      'a',
      'b',
    ]);
    expect(await faultOf(await sheet({ rows: HEADER, before: ['visible'] }))).toMatchObject({ code: 'file/empty' });
    const hidden = await sheet({ rows: HEADER, before: ['hidden'] });
    expect(await faultOf(hidden, { sheet: 'Before 0' })).toMatchObject({ code: 'file/empty' });
  });

  it('are bounded: one cell of many megabytes, tags without end', async () => {
    const long = `<row><c t="inlineStr"><is><t>${'x'.repeat(5_000_000)}</t></is></c></row>`;
    expect(await faultOf(await sheet({ rows: HEADER + long }))).toMatchObject({ code: 'file/too-large' });
    expect(await faultOf(await sheet({ rows: HEADER + '<a>'.repeat(10_000) }))).toMatchObject({ code: 'file/corrupt' });
    expect(await faultOf(await sheet({ rows: '<row r="2"/><row r="1"/>' }))).toMatchObject({ code: 'file/corrupt' });
  });
});
