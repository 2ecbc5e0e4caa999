import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ActorsService } from '@app/catalog';
import { byHand, EDITOR, ImportServices } from '../support/imports/import-services.js';
import { fileStance, ndjsonOf } from '../support/imports/stance-files.js';

const NONE = { created: 0, revised: 0, unchanged: 0, retracted: 0, overridden: 0 };

describe('The very same file', () => {
  let services: ImportServices;
  let file: string;
  const again = async (dataset: string) => (await services.import(file, { dataset })).counts.stances;
  beforeAll(async () => {
    services = await ImportServices.start();
    file = await services.file('same.ndjson', ndjsonOf(['a', 'b', 'c'].map((id) => fileStance(id))));
  });

  afterAll(() => services.close());

  it('counts as unchanged, and is an import of its own', async () => {
    const first = await services.import(file, { dataset: 'twice' });
    expect(first.counts.stances).toEqual({ ...NONE, created: 3 });
    const second = await services.import(file, { dataset: 'twice' });
    expect(second).toMatchObject({ failure: null, rows: { read: 3, skipped: 0, rejected: 0 } });
    expect(second.counts.stances).toEqual({ ...NONE, unchanged: 3 });
    expect(second.id).not.toBe(first.id);
  });

  it('is read again where a stance of the dataset has changed since', async () => {
    await again('edited');
    await services.stances.revise({ position: 2 }, byHand(await services.idOf('edited', 'a')));
    expect(await again('edited')).toEqual({ ...NONE, revised: 1, unchanged: 2, overridden: 1 });
    await services.stances.retract('Not so.', byHand(await services.idOf('edited', 'b')));
    expect(await again('edited')).toEqual({ ...NONE, created: 1, unchanged: 2 });
    expect(await again('edited')).toEqual({ ...NONE, unchanged: 3 });
  });

  it('is read again after its import has been undone', async () => {
    const { id } = await services.import(file, { dataset: 'undone' });
    await services.undo(id);
    expect(await again('undone')).toEqual({ ...NONE, created: 3 });
  });

  it('is read again where the catalog has changed since', async () => {
    await again('catalog');
    const actor = {
      slug: 'another-iran',
      kind: 'STATE',
      names: [{ text: 'iran', language: 'en', kind: 'PREFERRED' }],
    } as const;
    await services.app.get(ActorsService).create(actor, EDITOR);
    expect(await again('catalog')).toEqual({ ...NONE, unchanged: 3 });
  });

  it('is read again for another dataset, and to retract what is missing', async () => {
    await again('other');
    await services.importRows([fileStance('d')], { dataset: 'other' });
    const { counts } = await services.import(file, { dataset: 'other', retractMissing: true });
    expect(counts.stances).toEqual({ ...NONE, unchanged: 3, retracted: 1 });
  });

  it('is tried out as it would be imported', async () => {
    await again('tried');
    const { counts } = await services.import(file, { dataset: 'tried', dryRun: true });
    expect(counts.stances).toEqual({ ...NONE, unchanged: 3 });
  });
});
