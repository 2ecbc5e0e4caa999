import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NewActor } from '@app/catalog';
import { actor } from './support/entries.js';
import { type FileMapping, mappingOfFile } from './support/mapping-of.js';
import { MemoryLookups } from './support/memory-lookups.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stanceline-votes-'));
  await writeFile(
    path.join(folder, 'roll-calls.csv'),
    'rcid,session,date,unres,short,descr\n1,75,2020-11-04,,,\n2,1001,1956-11-01,R/ES-I/1,SUEZ,\n3,59,2004-11-04,,,\n4,ES-10,2024-05-10,NA,NA,NA\n',
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function votes(rows: readonly string[], lookups = new MemoryLookups()): Promise<FileMapping> {
  const file = path.join(folder, 'votes.csv');
  await writeFile(file, ['rcid,country,country_code,vote', ...rows, ''].join('\n'));
  return mappingOfFile('un-ga-votes', file, { tables: { 'roll-calls': path.join(folder, 'roll-calls.csv') }, lookups });
}

const slugsOf = ({ stances }: FileMapping): string[] => stances.map(({ actor: { slug } }) => slug);

describe('a vote', () => {
  it('of a state under any of its names is of one actor', async () => {
    expect(
      slugsOf(await votes(['1,Turkey,TR,yes', '1,Côte d’Ivoire,CI,yes', '1,Namibia,NA,no', '2,USSR,RU,no'])),
    ).toEqual(['turkey', 'cote-divoire', 'namibia', 'russia']);
  });

  it('of a name that nobody knows is not taken by its code', async () => {
    const { stances, faults } = await votes([
      '1,Republic of Somaliland,NA,yes',
      '1,"Germany, Fed. Rep.",DE,yes',
      '3,Union of Serbia,CS,no',
    ]);
    expect(stances).toEqual([]);
    expect(faults.map(({ code, value, detail }) => [code, value, /means "([^"]*)"/.exec(detail)?.[1]])).toEqual([
      ['import/contradiction', 'Republic of Somaliland', 'namibia'],
      ['import/contradiction', 'Germany, Fed. Rep.', 'germany'],
      ['import/contradiction', 'Union of Serbia', 'yugoslavia'],
    ]);
  });

  it('of a name that nobody knows is not taken by the code of an actor of the catalog', async () => {
    const lookups = new MemoryLookups([actor('zembla', 'Zembla', [['iso3166-1-alpha-2', 'ZZ']])]);
    const { faults } = await votes(['1,Neu Zembla,ZZ,yes'], lookups);
    expect(faults).toMatchObject([{ code: 'import/contradiction', value: 'Neu Zembla' }]);
  });

  it('of a name that the catalog knows is of that actor, whatever its code', async () => {
    const lookups = new MemoryLookups([actor('somaliland', 'Republic of Somaliland')]);
    expect(slugsOf(await votes(['1,Republic of Somaliland,NA,yes'], lookups))).toEqual(['somaliland']);
  });

  it('of Serbia and Montenegro is not Czechoslovakia’s, which had the code before', async () => {
    const { stances, lookups } = await votes(['3,Serbia & Montenegro,CS,yes', '2,Czechoslovakia,CS,yes']);
    expect(stances.map((stance) => stance.actor.slug)).toEqual(['yugoslavia', 'czechoslovakia']);
    const borne = lookups.made('actor').flatMap((made) => (made as NewActor).identifiers ?? []);
    expect(borne.filter(({ value }) => value === 'CS').map(({ valid }) => valid)).toEqual([
      '2003-07-23/2006-09-25',
      '../1992-12-31',
    ]);
  });

  it('of neither name nor code in the table is of an actor made from its name', async () => {
    const mapping = await votes(['1,Atlantis,,yes', '1,Neu Zembla,ZZ,yes', '1,Bohemia,CS,yes']);
    expect(slugsOf(mapping)).toEqual(['atlantis', 'neu-zembla', 'bohemia']);
    expect(mapping.lookups.made('actor').map((made) => (made as NewActor).identifiers)).toEqual([[], [], []]);
  });

  it('of a state of the past is not its successor’s, though it has the code of it', async () => {
    const mapping = await votes(['1,Federal Republic of Germany,DE,yes', '2,Germany,DE,yes', '2,Zanzibar,TZ,no']);
    expect(slugsOf(mapping)).toEqual(['federal-republic-of-germany', 'germany', 'zanzibar']);
    const codes = mapping.lookups
      .made('actor')
      .map((made) => (made as NewActor).identifiers?.map(({ value }) => value));
    expect(codes).toEqual([['260'], ['DE', 'DEU', '255'], ['511']]);
  });

  it('of an actor that is in the catalog under another slug is that actor’s', async () => {
    const lookups = new MemoryLookups([actor('usa', 'America', [['iso3166-1-alpha-2', 'US']])]);
    expect(slugsOf(await votes(['1,United States,US,yes'], lookups))).toEqual(['usa']);
  });

  it('keeps the day from 2003 on, and the year of its session where that is not in the table', async () => {
    const { stances, lookups } = await votes(['1,Cuba,CU,yes', '2,Cuba,CU,yes']);
    expect(stances.map(({ date, event }) => [date.edtf, event?.slug])).toEqual([
      ['2020-11-04', 'un-ga-session-75'],
      ['1956-11', 'un-ga-session-1001'],
    ]);
    expect(lookups.made('event')).toMatchObject([{ date: '2020/2021' }, { date: '1956' }]);
  });

  it('of a roll call without a resolution has a name and a proposition all the same', async () => {
    const { lookups } = await votes(['1,Cuba,CU,yes']);
    expect(lookups.made('issue')[1]).toMatchObject({
      name: 'UNGA roll call 1',
      proposition: 'The General Assembly should adopt the motion put to the vote as roll call 1.',
    });
  });

  it('of a roll call whose texts are NA has none', async () => {
    const { lookups } = await votes(['4,Namibia,NA,yes']);
    expect(lookups.made('issue')[1]).toMatchObject({
      name: 'UNGA roll call 4',
      proposition: 'The General Assembly should adopt the motion put to the vote as roll call 4.',
      description: null,
    });
    expect(lookups.made('actor')).toMatchObject([{ slug: 'namibia' }]);
  });

  it('of an emergency session is at an event of its own', async () => {
    const { stances, lookups } = await votes(['4,Cuba,CU,yes']);
    expect(stances.map(({ event }) => event?.slug)).toEqual(['un-ga-session-es-10']);
    expect(lookups.made('event')).toMatchObject([{ name: 'United Nations General Assembly, session ES-10' }]);
  });

  it('of two spellings that come to one slug is a fault of the name, and of no table', async () => {
    const { faults } = await votes(['1,Foo Land,,yes', '1,Foo-Land,,yes']);
    expect(faults).toMatchObject([{ code: 'import/slug-clash', name: 'country', value: 'Foo-Land' }]);
    expect(faults[0]?.detail).not.toContain('table');
  });

  it('that is no vote, or of a roll call that is not there, is refused', async () => {
    const { faults } = await votes(['1,Cuba,CU,absent', '9,Cuba,CU,yes', '1,,CU,yes']);
    expect(faults.map(({ line, column, code, value }) => [line, column, code, value])).toEqual([
      [2, 4, 'import/value', 'absent'],
      [3, 1, 'import/no-match', '9'],
      [4, 1, 'import/required', null],
      [4, 2, 'import/required', null],
    ]);
  });
});
