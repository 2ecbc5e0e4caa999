import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { actor, issue, source } from './support/entries.js';
import { mappingOf, mappingOfFile } from './support/mapping-of.js';
import { MemoryLookups } from './support/memory-lookups.js';

describe('a code that passed from one state to another', () => {
  it('means the state of the day, though the cell is the same', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'stanceline-codes-'));
    const rollCalls = path.join(folder, 'roll-calls.csv');
    const header = 'rcid,session,year,date,unres,importantvote,me,nu,di,hr,co,ec';
    await writeFile(
      rollCalls,
      `${header}\n1,45,1990,12/1/1990,R/45/1,0,0,0,0,0,0,0\n2,65,2010,12/1/2010,R/65/1,0,0,0,0,0,0,0\n`,
    );
    const votes = path.join(folder, 'votes.csv');
    await writeFile(votes, 'rcid,ccode,vote\n1,345,1\n2,345,3\n1,345,2\n');
    const { stances } = await mappingOfFile('un-ga-votes-cow', votes, { tables: { 'roll-calls': rollCalls } });
    await rm(folder, { recursive: true });
    expect(stances.map((stance) => [stance.actor.slug, stance.position])).toEqual([
      ['yugoslavia', 1],
      ['serbia', -1],
      ['yugoslavia', 0],
    ]);
  });

  it('is asked for again on another day, though an actor has been made for it', async () => {
    const lookups = new MemoryLookups([
      issue('envoy'),
      source('article'),
      actor('old-bearer', 'Old bearer', [['iso3166-1-alpha-2', 'QX', '2003/2006']]),
    ]);
    const profile = `
profile: test
title: Test
stances:
  - externalId: '{id}'
    actor:
      find: [{ identifier: iso3166-1-alpha-2, value: '{code}' }]
      make: { slug: 'made-{code|slug}', kind: STATE, names: [{ text: '{code}', language: en, kind: PREFERRED }] }
    issue: envoy
    act: VOTE
    date: '{date}'
    citations: [{ source: article, credibility: 2 }]
`;
    const mappings = await mappingOf(profile, ['id|code|date', '1|QX|1968', '2|QX|1968', '3|QX|1969', '4|QX|2004'], {
      lookups,
    });
    expect(
      mappings.map((mapping) => {
        const [record] = mapping.outcome === 'records' ? mapping.records : [];
        return record?.kind === 'stance' ? record.actor.slug : mapping;
      }),
    ).toEqual(['made-qx', 'made-qx', 'made-qx', 'old-bearer']);
  });
});
