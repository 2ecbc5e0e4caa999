import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NewEntry } from './lookups.js';
import { actor } from './support/entries.js';
import { type FileMapping, mappingOfFile } from './support/mapping-of.js';
import { MemoryLookups } from './support/memory-lookups.js';

const JORDAN: NewEntry = {
  kind: 'actor',
  entry: { slug: 'jordan', kind: 'PERSON', names: [{ text: 'Jordan', language: 'en', kind: 'PREFERRED' }] },
};

let folder: string;
const FILES: Readonly<Record<string, string>> = {
  'un-ga-votes': 'rcid,country,country_code,vote\n1,Jordan,JO,yes\n',
  'un-ga-votes-cow': 'rcid,ccode,vote\n1,663,1\n',
  'recognition-spells': 'country,iso2,start_year,end_year\nJordan,JO,1990,\n',
};
const ROLL_CALLS: Readonly<Record<string, string>> = {
  'un-ga-votes': 'rcid,session,date,unres,short,descr\n1,75,2020-11-04,,,\n',
  'un-ga-votes-cow': 'rcid,session,year,date,unres,me,nu,di,hr,co,ec\n1,75,2020,11/4/2020,,0,0,0,0,0,0\n',
};
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stanceline-kinds-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function mapped(profile: string, catalog: readonly NewEntry[]): Promise<FileMapping> {
  const file = path.join(folder, 'file.csv');
  await writeFile(file, FILES[profile] ?? '');
  const rollCalls = path.join(folder, 'roll-calls.csv');
  await writeFile(rollCalls, ROLL_CALLS[profile] ?? '');
  const given = profile in ROLL_CALLS ? { tables: { 'roll-calls': rollCalls } } : {};
  return mappingOfFile(profile, file, { ...given, lookups: new MemoryLookups(catalog) });
}

describe.each(Object.keys(FILES))('to %s', (profile) => {
  it('a person who bears the slug of a state is not the state', async () => {
    const { stances, faults } = await mapped(profile, [JORDAN]);
    expect(stances).toEqual([]);
    expect(faults).toMatchObject([
      { code: 'import/kind', detail: expect.stringContaining('the actor "jordan" of the kind PERSON') },
    ]);
  });

  it('the state is found beside such a person by its identifiers', async () => {
    const state = actor('hashemite-kingdom-of-jordan', 'Hashemite Kingdom', [
      ['iso3166-1-alpha-2', 'JO'],
      ['cow', '663'],
    ]);
    const { stances, faults } = await mapped(profile, [JORDAN, state]);
    expect(faults).toEqual([]);
    expect(stances.map((stance) => stance.actor.slug)).toEqual(['hashemite-kingdom-of-jordan']);
  });

  it('a state of the catalog is found by its slug', async () => {
    const { stances } = await mapped(profile, [actor('jordan', 'Jordan')]);
    expect(stances.map((stance) => stance.actor.slug)).toEqual(['jordan']);
  });
});

describe('who is recognised', () => {
  it('is no person either', async () => {
    const names = [{ text: 'Tai Wan', language: 'en', kind: 'PREFERRED' as const }];
    const person: NewEntry = { kind: 'actor', entry: { slug: 'taiwan', kind: 'PERSON', names } };
    const { faults } = await mapped('recognition-spells', [person]);
    expect(faults.map(({ code }) => code)).toEqual(['import/kind']);
  });
});
