import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isFault } from './rows.js';
import { readFile, WhatWasRead } from './support/read-file.js';

const FOLDER = path.resolve(import.meta.dirname, '../../../../../test/fixtures/ok');
const FILES = readdirSync(FOLDER);

const cellsOf = ({ rows }: WhatWasRead) => rows.map((row) => (isFault(row) ? row : row.cells));

describe('Ten stances', () => {
  it.each(FILES)('in %s read to the same header and rows as in plain CSV', async (name) => {
    const plain = await readFile(path.join(FOLDER, 'stances.csv'));
    const other = await readFile(path.join(FOLDER, name));
    expect(plain.rows).toHaveLength(10);
    expect(other.stopped).toBeNull();
    expect(other.header).toEqual(plain.header);
    expect(cellsOf(other)).toEqual(cellsOf(plain));
  });

  it('keep their text to the letter: quotes, line ends, composed and decomposed letters, joiners', async () => {
    const { header, rows } = await readFile(path.join(FOLDER, 'stances.csv'));
    const [first] = rows;
    if (!first || isFault(first)) throw new Error('The first row is at fault.');
    expect(first.line).toBe(2);
    expect(first.cells[header.indexOf('note')]).toBe(
      'He said "no"; then, | after\na pause, \u201cyes\u201d. می\u200cخواهد, Zürich, e\u0301, 😀',
    );
    expect(first.cells[header.indexOf('event')]).toBeNull();
    expect(rows[1]).toMatchObject({ line: 4 });
  });

  it('have their places: the line of a sheet, the character of a line of NDJSON', async () => {
    const sheet = await readFile(path.join(FOLDER, 'stances.xlsx'));
    expect(sheet.rows.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const objects = await readFile(path.join(FOLDER, 'stances.ndjson'));
    const [first] = objects.rows;
    if (!first || isFault(first)) throw new Error('The first row is at fault.');
    expect(first.columns?.[0]).toBe('{"externalId":'.length + 1);
  });
});
