import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACTOR, ActorsService, EntriesService, type NewActor } from '@app/catalog';
import type { ImportEnd } from '@app/exchange';
import { oneValue } from '../support/one-value.js';
import { byHand, EDITOR, ImportServices } from '../support/imports/import-services.js';

const NONE = { created: 0, revised: 0, unchanged: 0 };

const NAMES = [
  { text: 'Aland', language: 'en', kind: 'PREFERRED' },
  { text: 'State of Aland', language: 'en', kind: 'OFFICIAL' },
  { text: 'آلند', language: 'fa', kind: 'PREFERRED', script: 'Arab' },
] as const;
const IDENTIFIERS = [
  { scheme: 'cow', value: '9001' },
  { scheme: 'wikidata', value: 'Q9001', valid: '1990/..' },
];
const STANDING = { kind: 'STATE', names: NAMES, identifiers: IDENTIFIERS, description: 'An example.' } as const;

interface Standing {
  readonly revision: number;
  readonly changeNote: string | null;
  readonly kind: string;
  readonly description: string | null;
  readonly names: readonly { readonly text: string; readonly language: string; readonly kind: string }[];
  readonly identifiers: readonly { readonly scheme: string; readonly value: string; readonly valid: string | null }[];
}

describe('A file of actors', () => {
  let services: ImportServices;
  let files = 0;

  beforeAll(async () => {
    services = await ImportServices.start();
  });

  afterAll(() => services.close());

  const actors = (): ActorsService => services.app.get(ActorsService);
  const create = (slug: string, more: Partial<NewActor> = {}) =>
    actors().create({ slug, ...STANDING, ...more }, EDITOR);
  const get = async (slug: string): Promise<Standing> =>
    JSON.parse((await services.app.get(EntriesService).get(ACTOR, slug)).json) as Standing;

  async function importCsv(...lines: string[]): Promise<ImportEnd> {
    const file = await services.file(`actors-${(files += 1)}.csv`, `${lines.join('\n')}\n`);
    return services.import(file, { profile: 'actors' });
  }

  it('changes what it says, and leaves names of other languages and identifiers of other schemes', async () => {
    await create('aland', { identifiers: IDENTIFIERS });
    const end = await importCsv('slug,kind,name_en,id_cow,id_iso3166-1-alpha-2', 'aland,STATE,Åland,9002,X1');
    expect(end).toMatchObject({ failure: null, counts: { entries: { ...NONE, revised: 1 } } });
    const { changeNote, description, identifiers, kind, names, revision } = await get('aland');
    expect({ changeNote, description, kind, revision }).toEqual({
      changeNote: `Import of actors-${files}.csv`,
      description: 'An example.',
      kind: 'STATE',
      revision: 2,
    });
    expect(names.map((name) => `${name.language} ${name.kind} ${name.text}`).toSorted()).toEqual([
      'en OFFICIAL State of Aland',
      'en PREFERRED Åland',
      'fa PREFERRED آلند',
    ]);
    expect(identifiers.map(({ scheme, valid, value }) => `${scheme} ${value} ${valid}`).toSorted()).toEqual([
      'cow 9002 null',
      'iso3166-1-alpha-2 X1 null',
      'wikidata Q9001 1990/..',
    ]);
  });

  it('makes no revision of what it states as it stands, in whatever order', async () => {
    await create('bland', { identifiers: [{ scheme: 'cow', value: '9101' }] });
    await create('cland', { identifiers: [{ scheme: 'cow', value: '9102' }] });
    const before = await services.recorded();
    const end = await importCsv(
      'kind,official_en,name_fa,name_en,slug',
      'STATE,State of Aland,آلند,Aland,bland',
      'state,State of Aland,آلند,Aland,cland',
    );
    // A name in a column has no script, and one that the editor wrote does not lose its own.
    expect(end).toMatchObject({ failure: null, counts: { entries: { ...NONE, unchanged: 2 } } });
    expect(await services.recorded()).toEqual(before);
  });

  it('adds, changes and leaves alone in one go, and again changes nothing', async () => {
    await create('dland', { identifiers: [] });
    await create('eland', { identifiers: [] });
    const lines = [
      'slug,kind,name_en,official_en,aliases_en',
      'dland,IGO,Dland,,D|Dee',
      'eland,STATE,Aland,State of Aland,',
      'fland,NGO,Fland,,',
    ];
    const end = await importCsv(...lines);
    expect(end.counts.entries).toEqual({ created: 1, revised: 1, unchanged: 1 });
    expect((await get('dland')).names.map(({ text }) => text).toSorted()).toEqual([
      'D',
      'Dee',
      'Dland',
      'State of Aland',
      'آلند',
    ]);
    expect((await importCsv(...lines)).counts.entries).toEqual({ ...NONE, unchanged: 3 });
  });

  it('is refused where somebody changes or adds what it states while it is read', async () => {
    await create('gland', { identifiers: [] });
    const overtaken = async (line: string, meanwhile: () => Promise<unknown>): Promise<ImportEnd> => {
      await services.client.query('BEGIN');
      // Whoever holds the clock keeps the import from recording what it has read.
      await services.client.query('SELECT record_time()');
      const importing = importCsv('slug,kind,name_en', line);
      while (!(await isRecording())) await new Promise(setImmediate);
      const changing = meanwhile();
      await services.client.query('COMMIT');
      await changing;
      return importing;
    };
    const first = await overtaken('gland,STATE,Gland', () =>
      services.client.query(`UPDATE actor SET revision = revision + 1, description = 'Changed.' WHERE slug = 'gland'`),
    );
    expect(first.failure).toMatchObject({ code: 'import/changed-meanwhile' });
    const second = await overtaken('hland,STATE,Hland', () =>
      services.client.query(`INSERT INTO actor (slug, kind, recorded_by) VALUES ('hland', 'NGO', 'the tests')`),
    );
    expect(second.failure).toMatchObject({ code: 'import/changed-meanwhile' });
    expect(await get('gland')).toMatchObject({ revision: 2, description: 'Changed.' });
    expect(await get('hland')).toMatchObject({ revision: 1, kind: 'NGO', names: [] });
    const again = await importCsv('slug,kind,name_en', 'gland,STATE,Gland', 'hland,STATE,Hland');
    expect(again).toMatchObject({ failure: null, counts: { entries: { ...NONE, revised: 2 } } });
  });

  const isRecording = (): Promise<unknown> =>
    oneValue(
      services.database,
      `SELECT EXISTS (SELECT FROM pg_stat_activity a
        WHERE a.datname = current_database() AND a.application_name = 'stanceline bulk write' AND a.wait_event_type = 'Lock')`,
    );

  it('leaves no actor of a row that is refused, and none where another row is', async () => {
    const slugs = ['slug,kind,name_en', 'iland,STATE,Iland', 'jland,PLANET,Jland', 'iland,NGO,Iland again'];
    const end = await importCsv(...slugs);
    expect(end.faults.map(({ code, line }) => [line, code])).toEqual([
      [3, 'import/value'],
      [4, 'import/duplicate-slug'],
    ]);
    await expect(get('iland')).rejects.toMatchObject({ code: 'actor/not-found' });
    const file = await services.file('kept-going.csv', slugs.join('\n'));
    const kept = await services.import(file, { profile: 'actors', keepGoing: true });
    expect(kept).toMatchObject({ rows: { read: 3, rejected: 2 }, counts: { entries: { ...NONE, created: 1 } } });
    expect(await get('iland')).toMatchObject({ kind: 'STATE', revision: 1 });
    await expect(get('jland')).rejects.toMatchObject({ code: 'actor/not-found' });
  });

  it('empties what it has an empty cell for, leaves alone what it has no column for, and says why', async () => {
    await create('lland', { identifiers: [], validity: '1950/..' });
    const end = await importCsv('slug,kind,name_en,description,changeNote', 'lland,STATE,Aland,,No longer described.');
    expect(end.counts.entries).toEqual({ ...NONE, revised: 1 });
    expect(await get('lland')).toMatchObject({
      changeNote: 'No longer described.',
      description: null,
      validity: '1950/..',
    });
  });

  it('does not bring back an actor that is retracted', async () => {
    await create('kland', { identifiers: [] });
    await actors().retract('Never was.', byHand('kland'));
    const end = await importCsv('slug,kind,name_en', 'kland,STATE,Kland');
    expect(end.faults).toMatchObject([{ line: 2, column: 1, code: 'reference/retracted' }]);
  });
});
