import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { MappedStance } from './mapped.js';
import { exampleFile, type FileMapping, mappingOfFile } from './support/mapping-of.js';

const SPELLS = exampleFile('recognition/taiwan_roc_recognition_spells_to_1999.csv');

/** Who recognises at the end of a year: of the records of an actor, the last one by date, then by order, decides. */
function recognisers(stances: readonly MappedStance[], year: number): string[] {
  const last = new Map<string, MappedStance>();
  const until = `${year}-12-31`;
  for (const stance of stances) {
    const before = last.get(stance.actor.slug);
    const day = stance.date.latest ?? '';
    if (day <= until && day >= (before?.date.latest ?? '')) last.set(stance.actor.slug, stance);
  }
  return [...last].filter(([, { position }]) => position === 2).map(([slug]) => slug);
}

async function spellsIn(
  rows: readonly string[],
  parameters: Readonly<Record<string, string>> = {},
): Promise<FileMapping> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stanceline-spells-'));
  const file = path.join(folder, 'spells.csv');
  await writeFile(file, ['country,iso2,start_year,end_year', ...rows, ''].join('\n'));
  return mappingOfFile('recognition-spells', file, { parameters }).finally(() => rm(folder, { recursive: true }));
}

const spells = async (...given: Parameters<typeof spellsIn>): Promise<MappedStance[]> =>
  (await spellsIn(...given)).stances;

describe('spells of recognition', () => {
  it.each([
    [1960, 57],
    [1971, 58],
    [1972, 44],
    [1980, 22],
  ])('say who recognised at the end of %i: %i', async (year, count) => {
    const { stances, faults } = await mappingOfFile('recognition-spells', SPELLS);
    expect(faults).toEqual([]);
    expect(recognisers(stances, year)).toHaveLength(count);
  });

  it('give and withdraw, toward the one who is recognised', async () => {
    expect(await spells(['Czechoslovakia,,1930,1949'])).toMatchObject([
      {
        actor: { slug: 'czechoslovakia' },
        target: { slug: 'taiwan' },
        act: 'ACTION',
        position: 2,
        date: { edtf: '1930' },
      },
      {
        actor: { slug: 'czechoslovakia' },
        target: { slug: 'taiwan' },
        act: 'ACTION',
        position: -1,
        date: { edtf: '1949' },
      },
    ]);
  });

  it('that end and begin in one year leave recognition at its end', async () => {
    const switched = await spells(['Liberia,LR,1957,1977', 'Liberia,LR,1977,']);
    expect(recognisers(switched, 1977)).toEqual(['liberia']);
  });

  it('that begin and end in one year leave none', async () => {
    expect(recognisers(await spells(['Papua New Guinea,PG,1999,1999']), 1999)).toEqual([]);
  });

  it('are of the state of then, whatever code it is given', async () => {
    const stances = await spells([
      'Germany (Federal Rep.),DE,1955,',
      'Soviet Union,RU,1929,',
      'South Vietnam,,1955,',
      'Zaire,CD,1960,',
    ]);
    expect(stances.map(({ actor }) => actor.slug)).toEqual([
      'federal-republic-of-germany',
      'russia',
      'republic-of-vietnam',
      'congo-kinshasa',
    ]);
  });

  it('may be about somebody else', async () => {
    const [stance] = await spells(['Albania,AL,2008,'], {
      recognised: 'kosovo',
      'recognised-name': 'Kosovo',
      source: 'kosovo-thanks-you',
      'source-title': 'Kosovo Thanks You',
    });
    expect(stance).toMatchObject({
      externalId: 'recognition-of-kosovo/albania/2008/given',
      issue: { slug: 'recognition-of-kosovo' },
      target: { slug: 'kosovo' },
      citations: [{ source: { slug: 'kosovo-thanks-you' } }],
    });
  });

  it('about somebody else say nothing of Taiwan', async () => {
    await expect(spells(['Albania,AL,2008,'], { recognised: 'kosovo' })).rejects.toMatchObject({
      code: 'import/parameter-required',
      faults: [{ pointer: '/parameters/recognised-name' }, { pointer: '/parameters/source-title' }],
    });
    const { lookups, stances } = await spellsIn(['Albania,AL,2008,'], {
      recognised: 'kosovo',
      'recognised-name': 'Kosovo',
      'source-title': 'Kosovo Thanks You',
    });
    expect(lookups.made('source')).toMatchObject([
      { title: 'Kosovo Thanks You', url: null, publisher: null, reliability: 'F' },
    ]);
    const said = JSON.stringify([stances, lookups.made('issue'), lookups.made('source'), lookups.made('actor')]);
    expect(said).not.toMatch(/taiwan|china|wikipedia/i);
  });

  it('that end before they begin are refused', async () => {
    const { stances, faults } = await spellsIn(['Liberia,LR,1977,1957', 'Chad,TD,1962,1962']);
    expect(stances.map((stance) => stance.actor.slug)).toEqual(['chad', 'chad']);
    expect(faults).toMatchObject([{ line: 2, column: 4, code: 'date/too-early', value: '1957' }]);
  });
});
