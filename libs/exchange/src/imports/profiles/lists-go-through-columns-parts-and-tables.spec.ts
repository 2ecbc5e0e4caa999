import { describe, expect, it } from '@jest/globals';
import { mappingOf } from './support/mapping-of.js';

const actors = (names: string, more = ''): string =>
  `profile: test\ntitle: Test\n${more}\nactors:\n  - slug: '{slug}'\n    kind: STATE\n    names:\n      - { text: '{slug}', language: en, kind: PREFERRED }\n      - ${names}\n`;

async function namesOf(profile: string, lines: readonly string[]): Promise<unknown[]> {
  const mappings = await mappingOf(profile, lines);
  return mappings.map((mapping) => {
    if (mapping.outcome === 'rejected')
      return mapping.faults.map(({ code, column, name, value }) => [code, column, name, value]);
    const [record] = mapping.outcome === 'records' ? mapping.records : [];
    if (record?.kind !== 'entry' || record.entry.kind !== 'actor') return mapping.outcome;
    return record.entry.entry.names.slice(1).map(({ text, language }) => `${text}:${language}`);
  });
}

describe('a list', () => {
  it('has an item for each column that fits and is filled', async () => {
    const profile = actors(`{ eachColumn: 'name_*', text: '{column.value}', language: '{column.rest}', kind: ALIAS }`);
    expect(await namesOf(profile, ['slug|name_fa|x|name_en', 'ir|ایران||Iran', 'x||1|'])).toEqual([
      ['ایران:fa', 'Iran:en'],
      [],
    ]);
  });

  it('names the column that is at fault', async () => {
    const profile = actors(`{ eachColumn: 'name_*', text: '{column.value}', language: '{column.rest}', kind: ALIAS }`);
    const lines = ['slug|name_fa|name_en_', `ir|${'x'.repeat(501)}|Iran`];
    expect(await namesOf(profile, lines)).toEqual([
      [
        ['import/value', 2, 'name_fa', 'x'.repeat(200)],
        ['import/value', 3, 'name_en_', 'en_'],
      ],
    ]);
  });

  it('takes further columns of the same star', async () => {
    const profile = actors(`{ eachColumn: 'n.*.text', text: '{n.*.text}', language: '{n.*.language}', kind: ALIAS }`);
    expect(await namesOf(profile, ['slug|n.0.text|n.1.language|n.1.text|n.0.language', 'ir|a|fr|b|de'])).toEqual([
      ['a:de', 'b:fr'],
    ]);
    expect(await namesOf(profile, ['slug|n.0.text', 'ir|a'])).toEqual([
      [['import/column-missing', 3, 'n.0.language', null]],
    ]);
  });

  it('has an item for each part of a text', async () => {
    const profile = actors(
      `{ eachColumn: 'a_*', split: { value: '{column.value}', by: ';' }, text: '{part}', language: '{column.rest}', kind: ALIAS }`,
    );
    expect(await namesOf(profile, ['slug|a_en|a_fr', 'ir|Iran; Persia;;|Perse', 'x||'])).toEqual([
      ['Iran:en', 'Persia:en', 'Perse:fr'],
      [],
    ]);
  });

  it('has an item for each row of a table, and only where its condition holds', async () => {
    const table = `tables:\n  t:\n    rows: [{ k: ir, n: Persia, ok: 1 }, { k: ir, n: Iran, ok: 0 }, { k: ir, n: Eran, ok: 1 }]\n    key: k\n    match: '{slug}'\n    many: true`;
    const profile = actors(
      `{ each: t, when: { value: '{t.ok}', is: [1] }, text: '{t.n}', language: en, kind: ALIAS }`,
      table,
    );
    expect(await namesOf(profile, ['slug', 'ir', 'x'])).toEqual([['Persia:en', 'Eran:en'], []]);
  });

  it('refuses the columns of many rows outside of it', async () => {
    const table = `tables:\n  t: { rows: [{ k: ir }], key: k, match: '{slug}', many: true }`;
    await expect(
      namesOf(actors(`{ text: '{t.k}', language: en, kind: ALIAS }`, table), ['slug']),
    ).rejects.toMatchObject({ code: 'profile/invalid' });
    await expect(
      namesOf(actors(`{ each: u, text: x, language: en, kind: ALIAS }`, table), ['slug']),
    ).rejects.toMatchObject({ code: 'profile/invalid' });
  });
});

describe('parts of an entry that the file says nothing about', () => {
  it('are left out where there is no column, and null where the cell is empty', async () => {
    const profile = `profile: test\ntitle: Test\nissues:\n  - slug: '{slug}'\n    name: n\n    proposition: p\n    scale: vote-3\n    description: '{description?}'\n    absenceCarriesPosition: '{absence?}'\n    broader:\n      - { split: { value: '{broader?}', by: '|' }, issue: '{part}' }\n`;
    const base = { slug: 'a', name: 'n', proposition: 'p', scale: 'vote-3' };
    const entryOf = async (lines: readonly string[]): Promise<unknown> => {
      const [mapping] = await mappingOf(profile, lines);
      const [record] = mapping?.outcome === 'records' ? mapping.records : [];
      return record?.kind === 'entry' ? record.entry.entry : mapping;
    };
    expect(await entryOf(['slug', 'a'])).toEqual(base);
    const empty = { ...base, description: null, absenceCarriesPosition: false, broader: [] };
    expect(await entryOf(['slug|description|absence|broader', 'a|||'])).toEqual(empty);
  });
});
