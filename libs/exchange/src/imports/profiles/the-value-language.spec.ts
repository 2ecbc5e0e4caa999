import { describe, expect, it } from '@jest/globals';
import type { NewSource } from '@app/catalog';
import { type Given, mappingOf } from './support/mapping-of.js';

/** What stands as the note of a source whose note is `value`. */
async function valueOf(value: string, lines: readonly string[], given?: Given, more = ''): Promise<unknown[]> {
  const profile = `profile: test\ntitle: Test\n${more}\nsources:\n  - slug: s\n    title: t\n    reliability: A\n    note: ${value}\n`;
  const mappings = await mappingOf(profile, lines, given);
  return mappings.map((mapping) => {
    if (mapping.outcome === 'rejected')
      return mapping.faults.map(({ code, column, name, value: text }) => [code, column, name, text]);
    const [record] = mapping.outcome === 'records' ? mapping.records : [];
    return record?.kind === 'entry' ? (record.entry.entry as NewSource).note : mapping.outcome;
  });
}

describe('templates', () => {
  it('stand for cells, and for the text between them', async () => {
    expect(await valueOf(`'{a}-{b} of {c d}'`, ['a|b|c d', '1|2|3'])).toEqual(['1-2 of 3']);
  });

  it('are nothing as soon as one of their cells is empty', async () => {
    expect(await valueOf(`'{a}-{b}'`, ['a|b', '1|', '|2', '1|2'])).toEqual([null, null, '1-2']);
  });

  it('have braces of their own by writing them twice', async () => {
    expect(await valueOf(`'{{{a}}}'`, ['a', '1'])).toEqual(['{1}']);
  });

  it('without a cell in them are constants, numbers too', async () => {
    expect(await valueOf('2.5', ['a', '1'])).toEqual(['2.5']);
    expect(await valueOf('plain', ['a', '1'])).toEqual(['plain']);
  });

  it('take a column for granted unless there is a question mark', async () => {
    expect(await valueOf(`'{nota}'`, ['note|b', '1|2'])).toEqual([[['import/column-missing', 3, 'nota', null]]]);
    expect(await valueOf(`'{nota?}'`, ['note|b', '1|2'])).toEqual([undefined]);
    expect(await valueOf(`'{nota}{b}'`, ['note|b', '1|2'], { format: 'ndjson' })).toEqual([null]);
  });

  it('take parameters', async () => {
    const parameters = 'parameters: { p: { default: x }, q: {} }';
    expect(await valueOf(`'{param.p}{param.q}{a}'`, ['a', '1'], { parameters: { q: 'y' } }, parameters)).toEqual([
      'xy1',
    ]);
    await expect(valueOf(`'{param.p}'`, ['a', '1'], {}, parameters)).rejects.toMatchObject({
      code: 'import/parameter-required',
    });
    await expect(valueOf('x', ['a', '1'], { parameters: { q: '', r: '' } }, parameters)).rejects.toMatchObject({
      code: 'import/parameter-unknown',
    });
  });
});

describe('filters', () => {
  it.each([
    ['Côte d’Ivoire', 'cote-divoire'],
    ['Antigua & Barbuda', 'antigua-barbuda'],
    ['São Tomé & Príncipe', 'sao-tome-principe'],
    ['Łódź Straße Ærø', 'lodz-strasse-aero'],
    ['  --Mixed__CASE 42--', 'mixed-case-42'],
    ['ایران', null],
    ['x'.repeat(99) + ' yz', 'x'.repeat(99)],
    ['x'.repeat(150), 'x'.repeat(100)],
  ])('makes a slug of %j', async (text, slug) => {
    expect(await valueOf(`'{a|slug}'`, ['a', text])).toEqual([slug]);
  });

  it('change case and take the year out of a date', async () => {
    expect(await valueOf(`'{a|lower}/{a|upper}/{b|year}'`, ['a|b', 'Ab|12/6/1989', 'Ab|1989-12-06'])).toEqual([
      'ab/AB/1989',
      'ab/AB/1989',
    ]);
  });

  it('are refused where there is no such one', async () => {
    await expect(valueOf(`'{a|slugg}'`, ['a', '1'])).rejects.toMatchObject({ code: 'profile/invalid' });
  });
});

describe('values that are looked up', () => {
  it('are the first that says something, else what stands for nothing', async () => {
    expect(await valueOf(`{ from: ['{a}', '{b}'], default: none }`, ['a|b', '1|2', '|2', '|'])).toEqual([
      '1',
      '2',
      'none',
    ]);
  });

  it('are a fault outside the map, unless the profile says what they are otherwise', async () => {
    expect(
      await valueOf(`{ from: '{a}', map: { yes: 1, no: 0 } }`, ['b|a', 'x|yes', 'x|maybe', 'x|YES', 'x|']),
    ).toEqual(['1', [['import/value', 2, 'a', 'maybe']], [['import/value', 2, 'a', 'YES']], null]);
    expect(
      await valueOf(`{ from: '{a}', map: { Yes: 1 }, otherwise: null, ignoreCase: true }`, ['a', 'YES', 'x']),
    ).toEqual(['1', null]);
  });

  it('are cut at a word', async () => {
    expect(
      await valueOf(`{ from: '{a}', cut: 12 }`, ['a', 'one two three four', 'short', '🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂']),
    ).toEqual(['one two…', 'short', '🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂…']);
  });

  it('may take texts for nothing, and NA is none of them', async () => {
    expect(await valueOf(`'{a}'`, ['a', '.', 'NULL', 'NA'], {}, `blank: ['.', 'NULL']`)).toEqual([null, null, 'NA']);
  });
});

describe('texts that the database would not keep', () => {
  it.each([
    ['a zero character', 'a\0b', 'a\u2400b'],
    ['half a character', 'a\ud800b', 'a\ufffdb'],
    ['a text that is too long', 'x'.repeat(10_001), 'x'.repeat(200)],
  ])('are refused: %s', async (_, text, shown) => {
    expect(await valueOf(`'{a}'`, ['a', text])).toEqual([[['import/value', 1, 'a', shown]]]);
  });

  it('count characters as the database counts them', async () => {
    expect(await valueOf(`'{a}'`, ['a', '🙂'.repeat(10_000)])).toEqual(['🙂'.repeat(10_000)]);
  });
});
