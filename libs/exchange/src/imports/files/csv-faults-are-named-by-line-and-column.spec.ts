import { describe, expect, it } from '@jest/globals';
import { CsvRecords } from './csv-records.js';
import { readText } from './support/read-file.js';

const codes = async (text: string | Buffer) =>
  (await readText(text)).rows.map((row) => ('code' in row ? [row.line, row.column, row.code] : [row.line, row.cells]));

describe('A fault in a CSV file', () => {
  it('is ragged with a cell too few, at the first that is missing', async () => {
    const { rows } = await readText('a,b,c\n1,2\n1,2,3\n');
    expect(rows).toEqual([
      {
        line: 2,
        column: 3,
        name: 'c',
        value: null,
        code: 'file/ragged',
        detail: 'This row has 2 cells, and the header has 3. Look for a missing or an unquoted delimiter.',
      },
      { line: 3, cells: ['1', '2', '3'] },
    ]);
  });

  it('is ragged with a cell too many, at the first that has no heading', async () => {
    const { rows } = await readText('a,b\n1,2,extra,more\n');
    expect(rows[0]).toMatchObject({ line: 2, column: 3, name: null, value: 'extra', code: 'file/ragged' });
  });

  it('is not a row of delimiters only, as spreadsheets leave them, however many there are', async () => {
    expect(await codes('a;b;c\n1;2;3\n;;\n;;;;;\n4;5;6\n ; ;\n')).toEqual([
      [2, ['1', '2', '3']],
      [5, ['4', '5', '6']],
    ]);
  });

  it('is where the quote was opened, and the next line is read', async () => {
    expect(await codes('a,b\n1,"two\n3,4\n5,6')).toEqual([
      [2, 2, 'file/quote'],
      [3, ['3', '4']],
      [4, ['5', '6']],
    ]);
    expect(await codes('a,b\n1,"two"x\n3,4')).toEqual([
      [2, 2, 'file/quote'],
      [3, ['3', '4']],
    ]);
    expect(await codes('a,b\n"1\n2",say "yes"\n3,4')).toEqual([
      [3, 2, 'file/quote'],
      [4, ['3', '4']],
    ]);
  });

  it('spoils only its row where bytes are not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\n1,x'), Buffer.from([0xe9, 0xff]), Buffer.from('y\n2,Irán\n')]);
    const { rows } = await readText(bytes);
    expect(rows[0]).toMatchObject({ line: 2, column: 2, name: 'b', value: 'e9 ff', code: 'file/not-utf8' });
    expect(rows[1]).toEqual({ line: 3, cells: ['2', 'Irán'] });
  });

  it('tells NUL from other control characters, and takes tabs and line ends in cells', async () => {
    expect(await codes('a,b\n1,x\0\n2,x\x07\n3,"x\ty\r\nz"\n4,😀')).toEqual([
      [2, 2, 'file/nul'],
      [3, 2, 'file/control-character'],
      [4, ['3', 'x\ty\r\nz']],
      [6, ['4', '😀']],
    ]);
  });

  it('is one row of more than 1 MiB, quoted or not, after which the next line is read', async () => {
    const long = 'x'.repeat(1024 * 1024);
    expect(await codes(`a,b\n1,${long}\n2,3\n`)).toEqual([
      [2, 1, 'file/row-too-long'],
      [3, ['2', '3']],
    ]);
    const lines = `y,z\n`.repeat(270_000);
    const found = await codes(`a,b\n1,"2\n${lines}`);
    expect(found[0]).toEqual([2, 2, 'file/row-too-long']);
    expect(found).toHaveLength(270_001);
  });

  it('goes on after 1 MiB of an unclosed quote, and does not wait for the end of the file', () => {
    const records = new CsvRecords(',');
    const piece = `${'x'.repeat(99)}\n`.repeat(2_600);
    records.push('a\n"');
    for (let count = 0; count < 100; count++) records.push(piece);
    expect(records.line).toBeGreaterThan(250_000);
  });
});
