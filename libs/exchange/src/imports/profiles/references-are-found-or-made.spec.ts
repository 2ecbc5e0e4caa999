import { beforeEach, describe, expect, it } from '@jest/globals';
import type { NewActor } from '@app/catalog';
import type { Mapping } from './mapped.js';
import { actor, issue, source } from './support/entries.js';
import { mappingOf } from './support/mapping-of.js';
import { MemoryLookups } from './support/memory-lookups.js';

/** A stance whose actor is `reference`. */
const profileOf = (reference: string): string => `
profile: test
title: Test
stances:
  - externalId: '{id}'
    actor: ${reference}
    issue: envoy
    act: STATEMENT
    date: '{date}'
    citations:
      - { source: article, credibility: 2 }
`;

const HEADER = 'id|name|code|date';
const MAKE = `make: { slug: '{name|slug}', kind: STATE, names: [{ text: '{name}', language: en, kind: PREFERRED }] }`;

let lookups: MemoryLookups;
beforeEach(() => {
  lookups = new MemoryLookups([
    issue('envoy'),
    source('article'),
    actor('czechoslovakia', 'Czechoslovakia', [['alpha-2', 'CS', '../1992-12-31']]),
    actor('serbia', 'Serbia and Montenegro', [['alpha-2', 'CS', '2003/..']]),
    actor('congo-brazzaville', 'Congo'),
    actor('congo-kinshasa', 'Congo'),
  ]);
});

const actorsOf = (mappings: readonly Mapping[]): unknown[] =>
  mappings.map((mapping) => {
    if (mapping.outcome === 'rejected') return mapping.faults.map(({ code, name, value }) => [code, name, value]);
    const [record] = mapping.outcome === 'records' ? mapping.records : [];
    return record?.kind === 'stance' ? record.actor.slug : mapping.outcome;
  });

const found = async (reference: string, rows: readonly string[]): Promise<unknown[]> =>
  actorsOf(await mappingOf(profileOf(reference), [HEADER, ...rows], { lookups }));

describe('a reference', () => {
  it('is a slug where nothing else is said', async () => {
    expect(await found(`'{name}'`, ['1|serbia||2024', '2|Serbia||2024', '3|||2024'])).toEqual([
      'serbia',
      [['actor/unknown', 'name', 'Serbia']],
      [['import/required', 'name', null]],
    ]);
  });

  it('is found by the first way that says something and finds something', async () => {
    const ways = `{ find: [{ slug: '{code}' }, { name: '{name}' }] }`;
    expect(
      await found(ways, [
        '1|SERBIA AND MONTENEGRO||2024',
        '2|Serbia and Montenegro|czechoslovakia|2024',
        '3|Atlantis|atlantis|2024',
      ]),
    ).toEqual(['serbia', 'czechoslovakia', [['actor/unknown', 'code', 'atlantis']]]);
  });

  it('is found by an identifier on the day of the record', async () => {
    const ways = `{ find: [{ identifier: alpha-2, value: '{code}' }] }`;
    expect(await found(ways, ['1||CS|1968-08-21', '2||CS|2004', '3||CS|2000', '4||CS|1968-08-21'])).toEqual([
      'czechoslovakia',
      'serbia',
      [['actor/unknown', 'code', 'CS']],
      'czechoslovakia',
    ]);
  });

  it('is looked for in a way only where its condition holds', async () => {
    const ways = `{ find: [{ when: { value: '{code}', is: [null] }, slug: '{name}' }, { slug: '{code}' }] }`;
    expect(
      await found(ways, ['1|serbia|czechoslovakia|2024', '2|serbia||2024', '3|serbia|czechoslovakia|2024']),
    ).toEqual(['czechoslovakia', 'serbia', 'czechoslovakia']);
  });

  it('is never a guess between several', async () => {
    const mappings = await mappingOf(profileOf(`{ find: [{ name: '{name}' }] }`), [HEADER, '1|congo||2024'], {
      lookups,
    });
    expect(mappings).toMatchObject([
      { outcome: 'rejected', faults: [{ code: 'import/ambiguous', line: 2, column: 2, value: 'congo' }] },
    ]);
    expect(JSON.stringify(mappings)).toContain('congo-brazzaville, congo-kinshasa');
  });

  it('is refused where the entry is retracted', async () => {
    lookups.retract('actor', 'serbia');
    expect(await found(`'{name}'`, ['1|serbia||2024'])).toEqual([[['reference/retracted', 'name', 'serbia']]]);
  });

  it('may be left out where it is optional', async () => {
    const profile = profileOf('serbia').replace(
      '    act:',
      `    target: { find: [{ name: '{name}' }], optional: true }\n    act:`,
    );
    const [mapping] = await mappingOf(profile, [HEADER, '1|Atlantis||2024'], { lookups });
    expect(mapping).toMatchObject({ outcome: 'records', records: [{ target: null }] });
  });
});

describe('an entry made on the way', () => {
  it('is made once, and found from then on', async () => {
    const ways = `{ find: [{ name: '{name}' }], ${MAKE} }`;
    expect(await found(ways, ['1|Åland||2024', '2|Åland||2023', '3|Serbia and Montenegro||2024'])).toEqual([
      'aland',
      'aland',
      'serbia',
    ]);
    expect(lookups.made('actor').map((made) => (made as NewActor).names[0]?.text)).toEqual(['Åland']);
  });

  it('is a clash where two names come to the same slug', async () => {
    const ways = `{ find: [{ name: '{name}' }], ${MAKE} }`;
    expect(await found(ways, ['1|Åland||2024', '2|Aland||2024', '3|Åland||2024'])).toEqual([
      'aland',
      [['import/slug-clash', 'name', 'Aland']],
      'aland',
    ]);
  });

  it('is a clash too where nothing is looked for: the raw text decides', async () => {
    expect(await found(`{ ${MAKE} }`, ['1|Åland||2024', '2|aland||2024'])).toEqual([
      'aland',
      [['import/slug-clash', 'name', 'aland']],
    ]);
  });

  it('needs a slug that can be made of its name', async () => {
    expect(await found(`{ find: [{ name: '{name}' }], ${MAKE} }`, ['1|ایران||2024'])).toEqual([
      [['actor/unknown', 'name', 'ایران']],
    ]);
  });

  it('is not made where the catalog has its slug under another name', async () => {
    expect(await found(`{ find: [{ name: '{name}' }], ${MAKE} }`, ['1|Serbia||2024'])).toEqual(['serbia']);
    expect(lookups.made('actor')).toEqual([]);
  });

  it('is not made for a row that is refused for something else', async () => {
    expect(await found(`{ ${MAKE} }`, ['1|Åland||never', '|Öland||2024'])).toEqual([
      [['date/not-edtf', 'date', 'never']],
      [['import/required', 'id', null]],
    ]);
    expect(lookups.made('actor')).toEqual([]);
  });

  it('may name entries that are made for it', async () => {
    const make = (slug: string, more: string): string =>
      `{ make: { slug: ${slug}, name: x, proposition: y, scale: vote-3${more} } }`;
    const nested = make(
      "'{name|slug}'",
      `, broader: [{ issue: ${make('upper', `, broader: [{ issue: ${make('top', '')} }]`)} }]`,
    );
    const profile = profileOf('serbia').replace('issue: envoy', `issue: ${nested}`);
    await mappingOf(profile, [HEADER, '1|Åland||2024', '2|Öland||2024'], { lookups });
    expect(
      lookups
        .made('issue')
        .map(({ slug, ...made }) => [slug, 'broader' in made ? made.broader?.map(({ issue: above }) => above) : null]),
    ).toEqual([
      ['top', null],
      ['upper', ['top']],
      ['aland', ['upper']],
      ['oland', ['upper']],
    ]);
  });

  it('is checked like any other', async () => {
    const kind = MAKE.replace('STATE', `'{code}'`);
    expect(await found(`{ ${kind} }`, ['1|Åland|island|2024'])).toEqual([[['import/value', 'code', 'island']]]);
    const unnamed = MAKE.replace('PREFERRED', 'ALIAS');
    expect(await found(`{ ${unnamed} }`, ['1|Åland||2024'])).toEqual([
      [['actor/preferred-name-required', 'name', 'aland']],
    ]);
  });
});

describe('what is not known yet', () => {
  it('is asked for together, and the row is mapped again', async () => {
    lookups = new MemoryLookups([issue('envoy'), source('article'), actor('serbia', 'Serbia')], true);
    const ways = `{ find: [{ slug: '{code}' }, { name: '{name}' }], ${MAKE} }`;
    const row = '1|Serbia|srb|2024';
    expect(await found(ways, [row, row])).toEqual(['pending', 'serbia']);
  });

  it('goes before faults, so that all of them are reported together', async () => {
    lookups = new MemoryLookups([issue('envoy'), source('article')], true);
    const row = '1|Atlantis||never';
    expect(await found(`'{name}'`, [row, row])).toEqual([
      'pending',
      [
        ['date/not-edtf', 'date', 'never'],
        ['actor/unknown', 'name', 'Atlantis'],
      ],
    ]);
  });
});
