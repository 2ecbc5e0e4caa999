import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACTOR, ActorsService, EntriesService, ISSUE } from '@app/catalog';
import type { ImportEnd } from '@app/exchange';
import { EDITOR, ImportServices } from '../support/imports/import-services.js';
import { inForce } from '../support/imports/ledger-of.js';

const ACTOR_AND_STANCE = `
profile: actor-and-stance
title: An actor and a stance of each row
actors:
  - { slug: '{slug}', kind: STATE, names: [{ text: '{slug}', language: en, kind: PREFERRED }], identifiers: [{ scheme: cow, value: '{cow?}' }] }
stances:
  - externalId: '{id}'
    actor: { find: [{ slug: '{holder?}' }], make: { slug: 'made-{id}', kind: NGO, names: [{ text: '{id}', language: en, kind: PREFERRED }] } }
    issue: water
    act: STATEMENT
    date: '2024'
    citations: [{ source: iran-international-2024-02-19, credibility: 1 }]
`;

const placesOf = ({ faults }: ImportEnd) => faults.map(({ code, line }) => `${line} ${code}`);

describe('A row makes all of its records or none', () => {
  let services: ImportServices;
  let files = 0;

  beforeAll(async () => {
    services = await ImportServices.start();
  });

  afterAll(() => services.close());

  async function importLines(profile: string, lines: readonly string[], keepGoing = true) {
    const dataset = `rows-${(files += 1)}`;
    const file = await services.file(`${dataset}.csv`, `${lines.join('\n')}\n`);
    return services.import(file, { profile, dataset, keepGoing });
  }

  const own = () => services.file('actor-and-stance.yaml', ACTOR_AND_STANCE);
  const idsIn = async () => (await inForce(services.client, `rows-${files}`)).map(({ externalId }) => externalId);
  const isThere = (slug: string): Promise<boolean> =>
    services.value('SELECT EXISTS (SELECT FROM actor WHERE slug = $1)', [slug]);

  it('where it states an actor that another row states', async () => {
    const end = await importLines(await own(), ['id,slug,holder', '1,rv-b1,iran', '2,rv-b1,', '3,rv-b3,iran']);
    expect(placesOf(end)).toEqual(['3 import/duplicate-slug']);
    expect(end).toMatchObject({ failure: null, rows: { read: 3, rejected: 1 } });
    expect(await idsIn()).toEqual(['1', '3']);
    expect(await isThere('made-2')).toBe(false);
  });

  it('where its stance stands further up, and so do those who name what it states', async () => {
    await importLines(await own(), ['id,slug,holder', '0,rv-c0,iran']);
    const end = await importLines(await own(), ['id,slug,holder', '1,rv-c1,iran', '1,rv-c2,iran']);
    expect(placesOf(end)).toEqual(['3 import/duplicate-external-id']);
    expect(await idsIn()).toEqual(['1']);
    expect([await isThere('rv-c1'), await isThere('rv-c2')]).toEqual([true, false]);
  });

  it('where an actor of it has an identifier that is taken', async () => {
    const names = [{ text: 'Taken', language: 'en', kind: 'PREFERRED' as const }];
    const identifiers = [{ scheme: 'cow', value: '7001' }];
    await services.app.get(ActorsService).create({ slug: 'rv-taken', kind: 'STATE', names, identifiers }, EDITOR);
    const lines = ['id,slug,holder,cow', '1,rv-d1,iran,7001', '2,rv-d2,iran,7002', '3,rv-d3,iran,7002'];
    const refused = await importLines(await own(), lines, false);
    expect(refused.failure).toMatchObject({ code: 'import/rejected' });
    const end = await importLines(await own(), lines);
    expect(end.faults).toEqual(refused.faults);
    expect(end.faults).toMatchObject([
      { line: 2, column: 2, name: 'slug', value: '7001', code: 'actor/identifier-taken' },
      { line: 4, column: 2, name: 'slug', value: '7002', code: 'actor/identifier-taken' },
    ]);
    expect(end).toMatchObject({ rows: { read: 3, rejected: 2 }, counts: { entries: { created: 1 } } });
    expect(await idsIn()).toEqual(['2']);
  });

  it('where its issue names what is not there, is on no scale, or would be broader than itself', async () => {
    const id = await services.value<string>(`SELECT id FROM issue WHERE slug = 'water'`);
    const lines = [
      'slug,name,proposition,scale,broader',
      'rv-further-down,N,P,support-5,rv-e8',
      'rv-e3,N,P,support-5,rv-nowhere',
      'rv-e4,N,P,support-5,rv-e3',
      'rv-e5,N,P,rv-no-scale,',
      'rv-e6,N,P,support-5,rv-e7',
      'rv-e7,N,P,support-5,rv-e6',
      `rv-e8,N,P,support-5,${id}`,
      'water,N,P,vote-3,',
    ];
    const whole = await importLines('issues', lines, false);
    const end = await importLines('issues', lines);
    expect(whole.faults).toEqual(end.faults);
    expect(placesOf(end)).toEqual([
      '3 issue/unknown',
      '4 issue/unknown',
      '5 scale/unknown',
      '6 issue/cycle',
      '7 issue/cycle',
      '9 issue/scale-fixed',
    ]);
    expect(end).toMatchObject({ failure: null, rows: { read: 8, rejected: 6 }, counts: { entries: { created: 2 } } });
    const { json } = await services.app.get(EntriesService).get(ISSUE, 'rv-e8');
    expect(json).toContain('"water"');
    const again = await importLines('issues', [lines[0] as string, lines[7] as string]);
    expect(again.counts.entries).toEqual({ created: 0, revised: 0, unchanged: 1 });
  });

  it('where a revision is refused, without the stances of others on what stands', async () => {
    const lines = ['id,slug,holder,cow', '1,rv-f1,iran,7101', '2,rv-f2,iran,7102'];
    expect(await importLines(await own(), lines)).toMatchObject({ failure: null });
    const end = await importLines(await own(), [
      'id,slug,holder,cow',
      '1,rv-f1,iran,7102',
      '2,rv-f3,rv-f1,7103',
      '3,rv-f1,iran,7104',
    ]);
    expect(placesOf(end)).toEqual(['2 actor/identifier-taken', '4 import/duplicate-slug']);
    expect(await idsIn()).toEqual(['2']);
  });

  it('and lets an identifier move from one actor to another', async () => {
    expect(await importLines('actors', ['slug,kind,name_en,id_cow', 'rv-g1,STATE,G,7201'])).toMatchObject({
      failure: null,
    });
    const end = await importLines('actors', ['slug,kind,name_en,id_cow', 'rv-g2,STATE,G2,7201', 'rv-g1,STATE,G,7202']);
    expect(end).toMatchObject({ failure: null, counts: { entries: { created: 1, revised: 1 } } });
    const { json } = await services.app.get(EntriesService).get(ACTOR, 'rv-g2');
    expect(json).toContain('7201');
  });

  it('also where an identifier does not move after all', async () => {
    await importLines('actors', ['slug,kind,name_en,id_cow', 'rv-h1,STATE,H,7301']);
    const own = await services.file('moving.yaml', ACTOR_AND_STANCE);
    const end = await importLines(own, [
      'id,slug,holder,cow',
      '1,rv-h0,iran,7300',
      '1,rv-h1,iran,7302',
      '2,rv-h2,iran,7301',
    ]);
    expect(placesOf(end)).toEqual(['3 import/duplicate-external-id', '4 actor/identifier-taken']);
    expect(await idsIn()).toEqual(['1']);
  });

  it('where one spoils another, and that one the next, however many they are', async () => {
    const issues = Array.from({ length: 500 }, (_, n) => `rv-i${n},N,P,support-5,rv-i${n + 1}`);
    const end = await importLines('issues', ['slug,name,proposition,scale,broader', 'rv-i,N,P,support-5,', ...issues]);
    expect(end).toMatchObject({
      failure: null,
      rows: { read: 501, rejected: 500 },
      counts: { entries: { created: 1 } },
    });
  });

  it('or leaves the whole file out where identifiers that stay spoil one row after the other', async () => {
    const actors = (shift: number): string[] => [
      'slug,kind,name_en,id_cow',
      ...Array.from({ length: 80 }, (_, n) => `rv-j${n},STATE,J,74${n + shift}`),
    ];
    expect(await importLines('actors', [...actors(0), 'rv-k,STATE,K,7480'])).toMatchObject({ failure: null });
    const end = await importLines('actors', actors(1));
    expect(end.failure).toMatchObject({ code: 'import/rejected' });
    expect(end.failure?.detail).toContain('have to be corrected');
  });

  it('and makes a bounded number of them', async () => {
    const many = await services.file(
      'many.yaml',
      `
profile: many
title: As many stances as a cell has parts
stances:
  - { split: { value: '{ids}', by: '|' }, externalId: '{part}', actor: iran, issue: water, act: STATEMENT, date: '2024', citations: [{ source: iran-international-2024-02-19, credibility: 1 }] }
`,
    );
    const cell = (row: number, parts: number): string =>
      Array.from({ length: parts }, (_, n) => `${row}-${n}`).join('|');
    const end = await importLines(many, ['ids', cell(1, 9_000), cell(2, 10_001), cell(3, 10_000), cell(4, 9_000)]);
    expect(placesOf(end)).toEqual(['3 import/too-many-records']);
    expect(end).toMatchObject({ rows: { read: 4, rejected: 1 }, counts: { stances: { created: 28_000 } } });
  });
});
