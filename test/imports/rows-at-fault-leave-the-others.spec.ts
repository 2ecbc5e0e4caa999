import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportReader } from '@app/exchange';
import { ImportServices } from '../support/imports/import-services.js';
import { inForce } from '../support/imports/ledger-of.js';
import { fileStance, ndjsonOf } from '../support/imports/stance-files.js';

const TWO_A_ROW = `
profile: two-a-row
title: Two stances of each row
stances:
  - { externalId: '{first}', actor: iran, issue: water, act: VOTE, date: '{date}', citations: [{ source: iran-international-2024-02-19, credibility: 1 }] }
  - { externalId: '{second}', actor: iran, issue: refugees, act: VOTE, date: '{date}', citations: [{ source: iran-international-2024-02-19, credibility: 1 }] }
`;

describe('Rows at fault', () => {
  let services: ImportServices;

  beforeAll(async () => {
    services = await ImportServices.start();
  });

  afterAll(() => services.close());

  const idsIn = async (dataset: string) =>
    (await inForce(services.client, dataset)).map(({ externalId }) => externalId);

  it('are told in the order of the file, whatever is wrong with them', async () => {
    const rows = [
      fileStance('a'),
      fileStance('a', { position: 2 }),
      fileStance('b', { position: 9 }),
      fileStance('c'),
      fileStance('c', { position: 2 }),
      fileStance('d', { actor: 'nobody', act: 'SHRUG' }),
    ];
    const end = await services.importRows(rows, { dataset: 'in-order', keepGoing: true });
    expect(end.faults.map(({ code, line }) => `${line} ${code}`)).toEqual([
      '2 import/duplicate-external-id',
      '3 stance/off-scale',
      '5 import/duplicate-external-id',
      '6 actor/unknown',
      '6 import/value',
    ]);
    expect(end.rows).toEqual({ read: 6, skipped: 0, rejected: 4 });
    expect(await services.app.get(ImportReader).allFaults(end.id)).toEqual(end.faults);
    expect(await idsIn('in-order')).toEqual(['a', 'c']);
  });

  it('make no record at all, also where they would make several', async () => {
    const profile = await services.file('two-a-row.yaml', TWO_A_ROW);
    const lines = ['first,second,date', 'a,b,2024', 'c,a,2024', 'd,d,2024', 'e,f,2024', 'f,e,2024', 'g,h,2024'];
    const file = await services.file('two-a-row.csv', lines.join('\n'));
    const end = await services.import(file, { profile, dataset: 'several', keepGoing: true });
    expect(end.faults.map(({ line, value }) => [line, value])).toEqual([
      [3, 'a'],
      [4, 'd'],
      [6, 'f'],
      [6, 'e'],
    ]);
    expect(end).toMatchObject({ failure: null, rows: { read: 6, rejected: 3 }, counts: { stances: { created: 6 } } });
    expect(await idsIn('several')).toEqual(['a', 'b', 'e', 'f', 'g', 'h']);
  });

  it('make no entries either, but for those that other rows need as well', async () => {
    const profile = path.resolve(import.meta.dirname, '../support/imports/at-once.yaml');
    const made = (id: string, actor: string, ...sources: string[]) => ({
      ...fileStance(id, {
        actor: `made-${actor}`,
        citations: sources.map((source) => ({ source: `made-${source}`, credibility: 1 })),
      }),
      name: actor,
    });
    const rows = [
      made('a', 'x', 's'),
      made('a', 'only-here', 's', 'only-here'),
      made('a', 'y', 't', 's'),
      made('b', 'y', 'u', 't'),
    ];
    const end = await services.importRows(rows, { profile, dataset: 'entries', keepGoing: true });
    expect(end).toMatchObject({ failure: null, rows: { rejected: 2 }, counts: { entries: { created: 5 } } });
    const slugs = `SELECT string_agg(e.slug, ' ' ORDER BY e.slug) FROM (SELECT slug FROM actor UNION ALL SELECT slug FROM source) e WHERE e.slug LIKE 'made-%'`;
    expect(await services.value(slugs)).toBe('made-s made-t made-u made-x made-y');
  });

  it('are told also where the file breaks off further down', async () => {
    const rows = Array.from({ length: 30_000 }, (_, n) => fileStance(randomUUID(), n === 1 ? { position: 9 } : {}));
    const packed = gzipSync(ndjsonOf(rows));
    const file = await services.file('truncated.ndjson.gz', packed.subarray(0, packed.length / 2));
    for (const keepGoing of [false, true]) {
      const end = await services.import(file, { dataset: 'truncated', keepGoing });
      expect(end.failure).toMatchObject({ code: 'file/corrupt' });
      expect(end.faults.map(({ code, line }) => [line, code])).toEqual([
        [2, 'stance/off-scale'],
        [end.rows.read + 1, 'file/corrupt'],
      ]);
      expect(end.rows).toMatchObject({ rejected: 1 });
      expect(end.rows.read).toBeGreaterThan(5000);
    }
  });

  it('are counted in the database where one external id stands in very many', async () => {
    const rows = Array.from({ length: 12_001 }, () => fileStance('the-same'));
    const end = await services.importRows(rows, { dataset: 'the-same', keepGoing: true });
    expect(end).toMatchObject({ failure: null, rows: { read: 12_001, rejected: 12_000 }, faultsUnlisted: 2000 });
    expect(end.faults).toHaveLength(10_000);
    expect(end.faults.at(-1)).toMatchObject({ line: 10_001, code: 'import/duplicate-external-id' });
    expect(await idsIn('the-same')).toEqual(['the-same']);
  });

  it('are counted all, and told as far as there is room', async () => {
    const file = await services.file(
      'faults.ndjson',
      ndjsonOf([
        ...Array.from({ length: 10_500 }, (_, n) => fileStance(`${n}`, { position: 9 })),
        ...Array.from({ length: 5 }, () => fileStance('good')),
      ]),
    );
    const kept = await services.import(file, { dataset: 'many', keepGoing: true });
    expect(kept).toMatchObject({ failure: null, rows: { read: 10_505, rejected: 10_504 }, faultsUnlisted: 504 });
    expect(kept.readUntil).toBeUndefined();
    expect(await services.app.get(ImportReader).allFaults(kept.id)).toHaveLength(10_000);
    expect(await idsIn('many')).toEqual(['good']);
    const refused = await services.import(file, { dataset: 'many-refused' });
    expect(refused.failure).toMatchObject({ code: 'import/rejected' });
    expect(refused.failure?.detail).toMatch(new RegExp(`Reading stopped after line ${refused.rows.read}`));
    expect(refused).toMatchObject({ readUntil: refused.rows.read, faultsUnlisted: refused.rows.rejected - 10_000 });
    expect(await services.app.get(ImportReader).allFaults(refused.id)).toHaveLength(10_000);
    expect(await services.app.get(ImportReader).get(refused.id)).toContain('"FAILED"');
  }, 120_000);
});
