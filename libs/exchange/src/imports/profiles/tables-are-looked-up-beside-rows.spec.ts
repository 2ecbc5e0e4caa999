import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Given, mappingOf } from './support/mapping-of.js';

const profileOf = (note: string, tables: string): string =>
  `profile: test\ntitle: Test\ntables:\n  ${tables}\nsources:\n  - slug: s\n    title: t\n    reliability: A\n    note: ${note}\n`;

async function notesOf(note: string, tables: string, lines: readonly string[], given?: Given): Promise<unknown[]> {
  const mappings = await mappingOf(profileOf(note, tables), lines, given);
  return mappings.map((mapping) => {
    if (mapping.outcome === 'rejected') return mapping.faults.map(({ code, name, value }) => [code, name, value]);
    const [record] = mapping.outcome === 'records' ? mapping.records : [];
    return record?.kind === 'entry' && record.entry.kind === 'source' ? record.entry.entry.note : mapping.outcome;
  });
}

const ROWS = `rows: [{ k: 1, n: one, l: Uno|Eins }, { k: 2, n: two, l: Dos }]`;

describe('a table', () => {
  it('gives the columns of the row that matches', async () => {
    expect(await notesOf(`'{t.n}'`, `t: { ${ROWS}, key: k, match: '{a}' }`, ['a', '1', '2'])).toEqual(['one', 'two']);
  });

  it('has to have a row, unless it says that it may not', async () => {
    expect(await notesOf(`'{t.n}'`, `t: { ${ROWS}, key: k, match: '{a}' }`, ['a|b', '3|', '|x'])).toEqual([
      [['import/no-match', 'a', '3']],
      [['import/no-match', 'a', null]],
    ]);
    expect(
      await notesOf(`'{t.n}'`, `t: { ${ROWS}, key: k, match: '{a}', optional: true }`, ['a|b', '3|', '|x']),
    ).toEqual([null, null]);
  });

  it('reports what is missing in it once, and not as missing in the record too', async () => {
    const profile = profileOf('x', `t: { ${ROWS}, key: k, match: '{a}' }`)
      .replace('title: t', `title: '{t.n}'`)
      .replace('slug: s', `slug: '{t.n}'`);
    expect(await mappingOf(profile, ['a', '3'])).toMatchObject([
      { outcome: 'rejected', faults: [{ code: 'import/no-match' }] },
    ]);
  });

  it('blames the cell that led to a wrong value in it', async () => {
    const profile = profileOf('x', `t: { rows: [{ k: 1, g: Z }], key: k, match: '{a}' }`).replace(
      'reliability: A',
      `reliability: '{t.g}'`,
    );
    const [mapping] = await mappingOf(profile, ['b|a', '0|1']);
    expect(mapping).toMatchObject({ faults: [{ column: 2, name: 'a', value: 'Z', code: 'import/value' }] });
    expect(JSON.stringify(mapping)).toContain('It comes from the table t.');
  });

  it('is looked up by several columns, by several keys in one, and whatever the case', async () => {
    const table = `t: { ${ROWS}, key: [n, l], splitKeys: '|', ignoreCase: true, match: '{a}' }`;
    expect(await notesOf(`'{t.k}'`, table, ['a', 'ONE', 'eins', 'Dos', 'uno'])).toEqual(['1', '1', '2', '1']);
  });

  it('is looked up by what another table says', async () => {
    const tables = `t: { ${ROWS}, key: k, match: '{a}' }\n  u: { rows: [{ w: two, z: zwei }], key: w, match: '{t.n}' }`;
    expect(await notesOf(`'{u.z}'`, tables, ['a', '2', '1'])).toEqual(['zwei', [['import/no-match', 'a', 'one']]]);
  });

  it('may have a row for each time', async () => {
    const table = `t: { rows: [{ k: 345, n: Yugoslavia, v: ../2006-06-04 }, { k: 345, n: Serbia, v: 2006-06-05/.. }], key: k, match: '{a}', validity: v, on: '{d}' }`;
    expect(
      await notesOf(`'{t.n}'`, table, ['a|d', '345|1946-01', '345|2006-06-04', '345|2006-06-05', '345|2024', '345|']),
    ).toEqual(['Yugoslavia', 'Yugoslavia', 'Serbia', 'Serbia', [['import/no-match', 'a', '345']]]);
  });

  it('has each key once, at each time', async () => {
    const twice = `t: { rows: [{ k: 1 }, { k: 1 }], key: k, match: '{a}' }`;
    await expect(notesOf(`x`, twice, ['a', '1'])).rejects.toMatchObject({
      code: 'import/table-invalid',
      faults: [{ code: 'import/duplicate-key' }],
    });
    const overlapping = `t: { rows: [{ k: 1, v: ../2006 }, { k: 1, v: 2006/.. }], key: k, match: '{a}', validity: v, on: '2006' }`;
    await expect(notesOf(`x`, overlapping, ['a', '1'])).rejects.toMatchObject({ code: 'import/table-invalid' });
  });

  it('may have texts that mean nothing, in all columns or in some', async () => {
    const table = (blank: string): string =>
      `t: { rows: [{ k: NA, n: NA }, { k: 1, n: x }], key: k, match: '{a}', optional: true, blank: ${blank} }`;
    expect(await notesOf(`'{t.k?}-{t.n}'`, table('{ m: [NA] }'), ['a', 'NA'])).toEqual(['NA-NA']);
    expect(await notesOf(`{ from: ['{t.n}', '{t.k}'] }`, table('{ n: [NA] }'), ['a', 'NA', '1'])).toEqual(['NA', 'x']);
    expect(await notesOf(`{ from: ['{t.n}', '{t.k}'] }`, table('[NA]'), ['a', 'NA', '1'])).toEqual([null, 'x']);
  });

  it('is not blamed for what the file itself says', async () => {
    const profile = profileOf('x', `t: { ${ROWS}, key: k, match: '{a}', optional: true }`);
    const table = profile.replace('reliability: A', `reliability: { from: ['{t.n}', '{a}'] }`);
    const [mapping] = await mappingOf(table, ['a', 'Z']);
    expect(mapping).toMatchObject({ faults: [{ column: 1, name: 'a', value: 'Z', code: 'import/value' }] });
    expect(JSON.stringify(mapping)).not.toContain('It comes from the table');
  });

  it('has the columns that are asked of it', async () => {
    await expect(notesOf(`'{t.m}'`, `t: { ${ROWS}, key: k, match: '{a}' }`, ['a'])).rejects.toMatchObject({
      code: 'profile/invalid',
    });
    await expect(notesOf(`x`, `t: { ${ROWS}, key: kk, match: '{a}' }`, ['a'])).rejects.toMatchObject({
      code: 'import/table-invalid',
      faults: [{ code: 'import/column-missing' }],
    });
  });
});

describe('a table that is given', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'stanceline-tables-'));
    await writeFile(path.join(folder, 't.csv'), 'k,n\n1,one\nNA,Namibia\n.,dot\n');
    await writeFile(path.join(folder, 'broken.csv'), 'k,n\n1,one\n2,two,three\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const tables = (file: string): Given => ({ tables: { t: path.join(folder, file) } });
  const table = (given: string): string => `t: { given: ${given}, key: k, match: '{a}' }`;

  it('is read from its file', async () => {
    expect(await notesOf(`'{t.n}'`, table('required'), ['a', '1', 'NA', '.'], tables('t.csv'))).toEqual([
      'one',
      'Namibia',
      'dot',
    ]);
  });

  it('has to be given where it is required, and is nothing where it is not', async () => {
    await expect(notesOf(`'{t.n}'`, table('required'), ['a', '1'])).rejects.toMatchObject({
      code: 'import/table-required',
    });
    expect(await notesOf(`'{t.n}'`, table('optional'), ['a', '1'])).toEqual([null]);
  });

  it('is refused where the profile takes none of that name', async () => {
    const given = { tables: { ...tables('t.csv').tables, u: 'u.csv' } };
    await expect(notesOf(`x`, table('required'), ['a'], given)).rejects.toMatchObject({ code: 'import/table-unknown' });
  });

  it('is refused where its file is broken, with the place', async () => {
    await expect(notesOf(`x`, table('required'), ['a'], tables('broken.csv'))).rejects.toMatchObject({
      code: 'import/table-invalid',
      faults: [{ pointer: '/tables/t', detail: expect.stringContaining('broken.csv, line 3') }],
    });
  });

  it('is refused where it lacks a column that is asked of it', async () => {
    await expect(notesOf(`'{t.m}'`, table('required'), ['a'], tables('t.csv'))).rejects.toMatchObject({
      code: 'import/column-missing',
    });
  });
});
