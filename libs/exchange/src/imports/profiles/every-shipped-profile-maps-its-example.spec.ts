import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '@app/database';
import { isSlug } from '@app/domain';
import type { NewEntry } from './lookups.js';
import { loadProfile, shippedProfiles } from './shipped.js';
import { exampleFile, type FileMapping, mappingOfFile } from './support/mapping-of.js';
import { MemoryLookups } from './support/memory-lookups.js';

const entriesOf = ({ entries }: FileMapping): NewEntry[] => entries.map(({ entry }) => entry);

describe('the shipped profiles', () => {
  it('are listed with a title each', async () => {
    const profiles = await shippedProfiles();
    const names = ['actors', 'issues', 'recognition-spells', 'sources', 'stances', 'un-ga-votes', 'un-ga-votes-cow'];
    expect(profiles.map(({ name }) => name)).toEqual(names);
    expect(profiles.filter(({ title, description }) => title === '' || description === null)).toEqual([]);
  });

  it('are found by name, and a name that is not there is told apart', async () => {
    await expect(loadProfile('un-ga-vote')).rejects.toMatchObject({
      code: 'profile/unknown',
      message: expect.stringContaining('did you mean un-ga-votes?'),
    });
    await expect(loadProfile('/nowhere/mine.yaml')).rejects.toMatchObject({ code: 'profile/unknown' });
  });
});

describe('the examples', () => {
  it('of stances stand on those of actors, issues and sources', async () => {
    const actors = await mappingOfFile('actors', exampleFile('actors/actors.csv'));
    const issues = await mappingOfFile('issues', exampleFile('issues/issues.csv'));
    const sources = await mappingOfFile('sources', exampleFile('sources/sources.csv'));
    expect([...actors.faults, ...issues.faults, ...sources.faults]).toEqual([]);
    expect([actors, issues, sources].map(({ entries }) => entries.length)).toEqual([8, 3, 3]);

    const catalog = [actors, issues, sources].flatMap(entriesOf);
    const csv = await mappingOfFile('stances', exampleFile('stances/stances.csv'), {
      lookups: new MemoryLookups(catalog),
    });
    expect(csv.faults).toEqual([]);
    expect(csv.stances.map(({ actor, act, position }) => [actor.slug, act, position])).toEqual([
      ['austria', 'VOTE', 1],
      ['netherlands', 'VOTE', -1],
      ['singapore', 'VOTE', 0],
      ['united-kingdom', 'ABSENCE', null],
      ['united-kingdom', 'STATEMENT', -2],
      ['austria', 'AGREEMENT', 2],
      ['austria', 'ACTION', 2],
      ['south-africa', 'AGREEMENT', 2],
    ]);

    const ndjson = await mappingOfFile('stances', exampleFile('stances/stances.ndjson'), {
      lookups: new MemoryLookups(catalog),
    });
    expect(ndjson.faults).toEqual([]);
    expect(ndjson.stances[1]).toMatchObject({
      externalId: 'tpnw/10',
      position: -2,
      citations: [
        { credibility: 1, exact: expect.stringContaining('ratify'), locator: 'paragraph 2' },
        { source: { slug: 'un-conference-2017-07-07' }, credibility: 2, exact: null },
      ],
    });
  });

  it('of a first profile is what the documentation writes', async () => {
    const profile = exampleFile('first-profile/ban-treaty-vote.yaml');
    const documentation = await readFile(path.join(projectRoot(), 'docs', 'profiles.md'), 'utf8');
    expect(documentation).toContain(await readFile(profile, 'utf8'));
    const files = ['actors', 'issues', 'sources'].map((name) =>
      mappingOfFile(name, exampleFile(`${name}/${name}.csv`)),
    );
    const lookups = new MemoryLookups((await Promise.all(files)).flatMap(entriesOf));
    const { stances, faults } = await mappingOfFile(profile, exampleFile('first-profile/votes.csv'), { lookups });
    expect(faults).toEqual([]);
    expect(stances.map(({ actor, position, date }) => [actor.slug, position, date.edtf])).toEqual([
      ['austria', 1, '2017-07-07'],
      ['namibia', 1, '2017-07-07'],
      ['singapore', 0, '2017-07-07'],
      ['netherlands', -1, '2017-07-07'],
    ]);
  });

  it('of actors have names in every script, and Namibia is NA', async () => {
    const { entries } = await mappingOfFile('actors', exampleFile('actors/actors.csv'));
    expect(entries.find(({ entry }) => entry.entry.slug === 'namibia')?.entry.entry).toMatchObject({
      names: [
        { text: 'Namibia', language: 'en', kind: 'PREFERRED' },
        { text: 'Namibie', language: 'fr', kind: 'PREFERRED' },
        { text: 'نامیبیا', language: 'fa', kind: 'PREFERRED' },
        { text: 'Republic of Namibia', language: 'en', kind: 'OFFICIAL' },
        { text: 'South West Africa', language: 'en', kind: 'ALIAS' },
      ],
      identifiers: [
        { scheme: 'iso3166-1-alpha-2', value: 'NA' },
        { scheme: 'iso3166-1-alpha-3', value: 'NAM' },
      ],
    });
  });

  it('of issues have broader ones, in both directions', async () => {
    const { entries } = await mappingOfFile('issues', exampleFile('issues/issues.csv'));
    expect(entries.map(({ entry }) => (entry.kind === 'issue' ? entry.entry.broader : null))).toEqual([
      [],
      [{ issue: 'nuclear-disarmament', direction: 1, weight: 1 }],
      [{ issue: 'nuclear-disarmament', direction: -1, weight: 1 }],
    ]);
  });

  it('of votes with codes of the Correlates of War tell absent from abstaining and from not being a member', async () => {
    const tables = { 'roll-calls': exampleFile('un-ga-cow/roll_calls.csv') };
    const { stances, faults, skipped, lookups } = await mappingOfFile(
      'un-ga-votes-cow',
      exampleFile('un-ga-cow/votes.csv'),
      { tables },
    );
    expect(faults).toEqual([]);
    expect([stances.length, skipped]).toEqual([60, 25]);
    const counts = new Map<string, number>();
    for (const { act, position } of stances)
      counts.set(`${act} ${position}`, (counts.get(`${act} ${position}`) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({ 'VOTE 1': 31, 'VOTE 0': 11, 'VOTE -1': 9, 'ABSENCE null': 9 });
    expect(lookups.made('issue').find(({ slug }) => slug === 'un-ga-2016-rc-3479')).toMatchObject({
      broader: ['un-ga-2016-votes', 'un-ga-2016-me', 'un-ga-2016-nu', 'un-ga-2016-di'].map((issue) => ({
        issue,
        direction: 1,
        weight: 1,
      })),
    });
    expect(stances.every(({ actor }) => isSlug(actor.slug))).toBe(true);
  });
});
