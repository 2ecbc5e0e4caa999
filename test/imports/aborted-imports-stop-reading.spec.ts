import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportProgress, ImportsService, loadProfile } from '@app/exchange';
import { ImportServices } from '../support/imports/import-services.js';
import { fileStance, ndjsonOf } from '../support/imports/stance-files.js';

describe('An import that is aborted', () => {
  let services: ImportServices;

  beforeAll(async () => {
    services = await ImportServices.start();
  });

  afterAll(() => services.close());

  it('stops also while it reads for faults only, when nothing is written any more', async () => {
    const rows = 60_000;
    // One row at fault at the beginning: the others are only read.
    const bad = ndjsonOf([fileStance('0', { position: 9 })]);
    const file = await services.file(
      'long.ndjson',
      bad + ndjsonOf(Array.from({ length: rows }, (_, n) => fileStance(`${n + 1}`))),
    );
    const imports = services.app.get(ImportsService);
    let latest: ImportProgress | undefined;
    let stopped: Promise<void> | undefined;
    const { ended } = await imports.start(
      {
        file: { path: file },
        profile: await loadProfile('stances'),
        tables: new Map(),
        parameters: {},
        dryRun: false,
        keepGoing: false,
        retractMissing: false,
      },
      { name: 'the tests' },
      (progress) => {
        latest = progress;
        stopped ??= imports.onApplicationShutdown();
      },
    );
    const end = await ended;
    await stopped;
    expect(end.failure).toMatchObject({ code: 'import/cut-off' });
    expect(latest?.rows).toBeLessThan(rows / 2);
  });
});
