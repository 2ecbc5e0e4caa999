import { describe, expect, it } from '@jest/globals';
import { faultOf, readText } from './support/read-file.js';

const headerOf = async (text: string) => (await readText(text)).header;

describe('The delimiter', () => {
  it.each([',', ';', '\t', '|'])('%j is found by itself', async (by) => {
    expect(await headerOf(`name${by}note\nIran${by}"a, b; c | d"\n`)).toEqual(['name', 'note']);
  });

  it('is the one that fits the rows, where the cells hold others', async () => {
    expect(await headerOf('name;share\nIran;1,5\nQatar;2,5\n')).toEqual(['name', 'share']);
    expect(await headerOf('name, first;age\na, b;1\nc;2\n')).toEqual(['name, first', 'age']);
    expect(await headerOf('a,b|c,d\n1,2|3,4\n')).toEqual(['a', 'b|c', 'd']);
  });

  it('is a comma in a table of one column', async () => {
    expect((await readText('name\nIran\n\nQatar')).rows).toEqual([
      { line: 2, cells: ['Iran'] },
      { line: 4, cells: ['Qatar'] },
    ]);
  });

  it('can be given', async () => {
    expect((await readText('a,b;c\n1,2;3\n', { delimiter: ';' })).header).toEqual(['a,b', 'c']);
  });
});

describe('Cells', () => {
  it('lose spaces at their ends, are null where nothing remains, and are otherwise left alone', async () => {
    const { header, rows } = await readText(' a , b,c\n NA ,"  ",\u00a0Côte d\u2019Ivoire\u2003\n');
    expect(header).toEqual(['a', 'b', 'c']);
    expect(rows).toEqual([{ line: 2, cells: ['NA', null, 'Côte d\u2019Ivoire'] }]);
  });

  it('may be none: a header without rows is a table', async () => {
    expect(await readText('a,b\n')).toEqual({ format: 'csv', header: ['a', 'b'], rows: [], stopped: null });
  });
});

describe('The format', () => {
  it('is NDJSON where the text begins with a brace, and as it is given otherwise', async () => {
    expect((await readText('\n {"a":1}\n')).format).toBe('ndjson');
    expect((await readText('{a},{b}\n1,2\n', { format: 'csv' })).header).toEqual(['{a}', '{b}']);
    expect((await readText('[a],b\n1,2\n')).header).toEqual(['[a]', 'b']);
  });

  it.each([
    ['a JSON array', '[{"a": 1}]', 'file/format'],
    ['JSON over several lines', '{\n  "a": 1\n}\n', 'file/format'],
    ['HTML that calls itself a sheet', '<html><table></table></html>', 'file/format'],
    ['a picture', '\x89PNG\r\n', 'file/format'],
    ['UTF-16 in the other order', '\0a\0,\0b\0\n', 'file/utf-16'],
  ])('is refused for %s', async (_, content, code) => {
    expect(await faultOf(Buffer.from(content, 'latin1'))).toMatchObject({ line: 1, column: 1, code });
  });

  it('is refused for text where a workbook was promised', async () => {
    expect(await faultOf('a,b\n1,2\n', { format: 'xlsx' })).toMatchObject({ code: 'file/format' });
  });

  it('of NDJSON may gain columns, and all rows of a chunk have them', async () => {
    const { header, rows } = await readText('{"a":1}\n{"b":{"c":[true,null]}}\n');
    expect(header).toEqual(['a', 'b.c.0', 'b.c.1']);
    expect(rows).toEqual([
      { line: 1, cells: ['1', null, null], columns: [6, 1, 1] },
      { line: 2, cells: [null, 'true', null], columns: [1, 12, 17] },
    ]);
  });
});
