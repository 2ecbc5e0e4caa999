import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ActorsService } from '@app/catalog';
import { type ImportEnd, ImportReader, type RowFault } from '@app/exchange';
import { EDITOR, ImportServices } from '../support/imports/import-services.js';
import { inForce, ledgerOf } from '../support/imports/ledger-of.js';
import { everyRow } from '../support/stances/keeping.js';

type Place = Pick<RowFault, 'line' | 'column' | 'code'>;

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures');
const filesIn = (folder: string): string[] =>
  readdirSync(path.join(FIXTURES, folder)).filter((name) => !name.endsWith('.expected.json'));

const BROKEN = filesIn('not-ok').map((name) => {
  const file = path.join(FIXTURES, 'not-ok', name);
  const expected = JSON.parse(readFileSync(`${file}.expected.json`, 'utf8')) as { profile: string; faults: Place[] };
  return { name, file, ...expected };
});

/** What leaves no row to be recorded. */
const SPOILS_ALL = /^(file\/(corrupt|empty|encrypted|format|header|too-large|utf-16)|import\/column-missing)$/;
const spoilsAll = ({ code, line }: Place): boolean => line === 1 || SPOILS_ALL.test(code);

const placesOf = (faults: readonly RowFault[]): Place[] =>
  faults.map(({ code, column, line }) => ({ line, column, code }));

describe('A broken file', () => {
  let services: ImportServices;

  beforeAll(async () => {
    services = await ImportServices.start();
    for (const slug of ['kabul-delegation-2022', 'kabul-delegation-2024']) {
      const names = [{ text: 'Kabul delegation', language: 'en', kind: 'PREFERRED' as const }];
      await services.app.get(ActorsService).create({ slug, kind: 'COALITION', names }, EDITOR);
    }
  });

  afterAll(() => services.close());

  /** All there is but the imports themselves, and the name of the dataset they are for. */
  const recorded = async (): Promise<string[]> =>
    (await everyRow(services.client)).filter((row) => !/^(import|import_fault|dataset)\{/.test(row));

  async function shown({ id }: { readonly id: string }) {
    const reader = services.app.get(ImportReader);
    const { knownAt, problem, status } = JSON.parse(await reader.get(id)) as Record<string, unknown>;
    return { knownAt, problem, status, faults: placesOf(await reader.allFaults(id)) };
  }

  it.each(BROKEN)('$name is refused as a whole: each fault by its place, and nothing changes', async (broken) => {
    const before = await recorded();
    const end = await services.import(broken.file, { profile: broken.profile });
    expect(placesOf(end.faults)).toEqual(broken.faults);
    expect(end.failure).not.toBeNull();
    expect(await shown(end)).toEqual({
      knownAt: null,
      problem: end.failure,
      status: 'FAILED',
      faults: broken.faults,
    });
    expect(await recorded()).toEqual(before);
  });

  it.each(BROKEN.filter(({ faults }) => !faults.some(spoilsAll)))(
    '$name has its other rows recorded where that is asked for, with the same faults',
    async ({ file, faults, name, profile }) => {
      const dataset = name.toLowerCase().replaceAll('.', '-');
      const end = await services.import(file, { profile, dataset, keepGoing: true });
      expect(end).toMatchObject({ failure: null, rows: { read: 3, rejected: 1 } });
      expect(placesOf(end.faults)).toEqual(faults);
      expect(await shown(end)).toMatchObject({ problem: null, status: 'DONE', faults });
      const ids = (await inForce(services.client, dataset)).map(({ externalId }) => externalId);
      expect(ids).toEqual(['fixture/1', 'fixture/3']);
    },
  );

  it.each(BROKEN.filter(({ faults }) => faults.some(spoilsAll)))(
    '$name has no row to be recorded, whatever is asked for',
    async ({ file, faults, profile }) => {
      const before = await recorded();
      const end = await services.import(file, { profile, keepGoing: true });
      expect(placesOf(end.faults)).toEqual(faults);
      expect(await shown(end)).toMatchObject({ status: 'FAILED', faults });
      expect(await recorded()).toEqual(before);
    },
  );
});

describe('A file in any of the formats', () => {
  let services: ImportServices;

  beforeAll(async () => {
    services = await ImportServices.start();
  });

  afterAll(() => services.close());

  const end = ({ counts, failure, faults }: ImportEnd) => ({ counts, failure, faults });
  const CREATED = { created: 10, revised: 0, unchanged: 0, retracted: 0, overridden: 0 };
  const UNCHANGED = { ...CREATED, created: 0, unchanged: 10 };
  const ENTRIES = { created: 0, revised: 0, unchanged: 0 };

  it.each(filesIn('ok'))('%s is recorded as the same ten stances', async (name) => {
    const file = path.join(FIXTURES, 'ok', name);
    const dataset = name.toLowerCase().replaceAll('.', '-');
    const first = await services.import(file, { dataset });
    expect(end(first)).toEqual({ counts: { stances: CREATED, entries: ENTRIES }, failure: null, faults: [] });
    const reference = await services.import(path.join(FIXTURES, 'ok', 'stances.csv'));
    expect(reference.failure).toBeNull();
    expect(await ledgerOf(services.client, dataset)).toEqual(await ledgerOf(services.client, 'stances'));
    const again = await services.import(file);
    expect(end(again)).toEqual({ counts: { stances: UNCHANGED, entries: ENTRIES }, failure: null, faults: [] });
  });
});
