import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SourcesService } from '@app/catalog';
import { ImportReader } from '@app/exchange';
import { StanceReader } from '@app/ledger';
import { byHand, EDITOR, ImportServices } from '../support/imports/import-services.js';
import { inForce, knownOf, ledgerOf } from '../support/imports/ledger-of.js';
import { fileStance } from '../support/imports/stance-files.js';

const NONE = { created: 0, revised: 0, unchanged: 0, retracted: 0, overridden: 0 };
const row = fileStance;

describe('An import that is undone', () => {
  let services: ImportServices;

  beforeAll(async () => {
    services = await ImportServices.start();
  });

  afterAll(() => services.close());

  /** What is in force, apart from who recorded it when and why. */
  const content = async (dataset: string): Promise<object[]> =>
    (await inForce(services.client, dataset)).map((each) => ({
      ...each,
      revision: null,
      recordedBy: null,
      changeNote: null,
    }));

  it('has what it made retracted', async () => {
    const { id } = await services.importRows([row('a'), row('b')], { dataset: 'made' });
    expect(await services.undo(id)).toMatchObject({ failure: null, counts: { stances: { ...NONE, retracted: 2 } } });
    expect(await content('made')).toEqual([]);
    const [first] = await ledgerOf(services.client, 'made');
    expect(first?.map(({ changeNote, recordedBy, status }) => ({ changeNote, recordedBy, status }))).toEqual([
      { changeNote: null, recordedBy: 'the tests', status: 'PUBLISHED' },
      {
        changeNote: expect.stringMatching(/^Undoing the import of rows-\d+\.ndjson$/),
        recordedBy: 'the tests',
        status: 'RETRACTED',
      },
    ]);
  });

  it('has what it revised say again what it said, and what it retracted recorded anew', async () => {
    const dataset = 'mixed';
    const citations = ['page 1', 'page 2'].map((locator) => ({
      source: 'iran-international-2024-02-19',
      credibility: 3,
      locator,
    }));
    const first = [row('a', { citations, note: 'Noted.' }), row('b', { citations }), row('c'), row('d')];
    await services.importRows(first, { dataset });
    const before = await content(dataset);
    const second = [row('a', { position: null, target: 'taliban' }), row('d'), row('e'), row('f')];
    const { counts, id } = await services.importRows(second, { dataset, retractMissing: true });
    expect(counts.stances).toEqual({ created: 2, revised: 1, unchanged: 1, retracted: 2, overridden: 0 });
    const after = await content(dataset);
    expect((await services.undo(id)).counts.stances).toEqual({ ...NONE, created: 2, revised: 1, retracted: 2 });
    expect(await content(dataset)).toEqual(before);
    const again = await services.importRows(first, { dataset, retractMissing: true });
    expect(again.counts.stances).toEqual({ ...NONE, unchanged: 4 });
    await services.importRows(second, { dataset, retractMissing: true });
    expect(await content(dataset)).toEqual(after);
  });

  it('leaves alone what others have revised or retracted since', async () => {
    const dataset = 'since';
    await services.importRows([row('a'), row('b'), row('c'), row('gone')], { dataset });
    const changed = ['a', 'b', 'c'].map((id) => row(id, { position: 2 }));
    const { id } = await services.importRows([...changed, row('new')], { dataset, retractMissing: true });
    await services.stances.revise({ position: -2 }, byHand(await services.idOf(dataset, 'a')));
    await services.stances.retract('Not so.', byHand(await services.idOf(dataset, 'b')));
    await services.importRows([row('gone', { position: 0 })], { dataset });
    expect((await services.undo(id)).counts.stances).toEqual({ ...NONE, revised: 1, unchanged: 2, retracted: 1 });
    const positions = (await inForce(services.client, dataset)).map(({ externalId, position }) => [
      externalId,
      position,
    ]);
    expect(positions).toEqual([
      ['a', -2],
      ['c', 1],
      ['gone', 0],
    ]);
  });

  it('does not bring back what came with an import that is undone', async () => {
    const dataset = 'order';
    const first = await services.importRows([row('x'), row('y')], { dataset });
    const second = await services.importRows([row('x')], { dataset, retractMissing: true });
    await services.undo(first.id);
    expect((await services.undo(second.id)).counts.stances).toEqual(NONE);
    expect(await content(dataset)).toEqual([]);
  });

  it('retracts what it cannot say again, since its source has been retracted', async () => {
    const dataset = 'source';
    const cited = (source: string) => ({ citations: [{ source, credibility: 3, locator: 'p. 1' }] });
    const sources = services.app.get(SourcesService);
    await sources.create({ slug: 'withdrawn', title: 'A paper', reliability: 'C' }, EDITOR);
    await services.importRows([row('a', cited('withdrawn')), row('b', { position: 1 })], { dataset });
    const before = await content(dataset);
    const { id } = await services.importRows([row('a'), row('b', { position: 2 })], { dataset });
    await sources.retract('Not what it said.', byHand('withdrawn'));
    expect((await services.undo(id)).counts.stances).toEqual({ ...NONE, revised: 1, retracted: 1 });
    expect(await content(dataset)).toEqual(before.slice(1));
  });

  it('leaves alone what was never its own: records by hand, and those of other imports', async () => {
    const dataset = 'own';
    await services.importRows([row('a')], { dataset });
    await services.importRows([row('a')], { dataset: 'other' });
    const { id } = await services.importRows([row('a'), row('b')], { dataset });
    await services.stances.record(
      { ...row('by-hand'), act: 'STATEMENT', channel: null, confidence: null, citations: row('').citations },
      EDITOR,
    );
    const [others, hand] = [await ledgerOf(services.client, 'other'), await ledgerOf(services.client, 'by-hand')];
    expect((await services.undo(id)).counts.stances).toEqual({ ...NONE, retracted: 1 });
    expect((await inForce(services.client, dataset)).map(({ externalId }) => externalId)).toEqual(['a']);
    expect(await ledgerOf(services.client, 'other')).toEqual(others);
    expect(await ledgerOf(services.client, 'by-hand')).toEqual(hand);
  });

  it('is not undone again, nor is its undoing, nor what recorded nothing', async () => {
    const dataset = 'once';
    const { id } = await services.importRows([row('a')], { dataset });
    const undoing = await services.undo(id);
    const failed = await services.importRows([row('b', { position: 9 })], { dataset });
    const tried = await services.importRows([row('b')], { dataset, dryRun: true });
    for (const each of [id, undoing.id, failed.id, tried.id]) {
      await expect(services.undo(each)).rejects.toMatchObject({ code: 'import/not-undoable' });
    }
    expect(await content(dataset)).toEqual([]);
  });

  it('is undone once where two undo it at the same time', async () => {
    const dataset = 'twice';
    const { id } = await services.importRows([row('a'), row('b')], { dataset });
    const ends = await Promise.allSettled([services.undo(id), services.undo(id)]);
    const codes = ends.map((end) =>
      end.status === 'fulfilled' ? (end.value.failure?.code ?? 'undone') : (end.reason as { code: string }).code,
    );
    expect(codes.toSorted()).toEqual(['import/not-undoable', 'undone']);
    expect((await ledgerOf(services.client, dataset)).map((revisions) => revisions.length)).toEqual([2, 2]);
  });

  it('is still known at the moments at which it was recorded', async () => {
    const dataset = 'known';
    const moments: { readonly id: string; readonly known: object[] }[] = [];
    const note = async ({ id }: { readonly id: string }): Promise<void> => {
      moments.push({ id, known: await inForce(services.client, dataset) });
    };
    await note(await services.importRows([row('known/a'), row('known/b')], { dataset }));
    const second = await services.importRows([row('known/a', { position: 2 }), row('known/c')], { dataset });
    await note(second);
    await note(await services.undo(second.id));
    await note(await services.importRows([row('known/c')], { dataset, retractMissing: true }));
    for (const { id, known } of moments) {
      const moment = await services.value<string>('SELECT i.recorded_at::text FROM import i WHERE i.id = $1', [id]);
      expect(await knownOf(services.client, dataset, moment)).toEqual(known);
    }
    expect(moments.map(({ known }) => known.length)).toEqual([2, 3, 2, 1]);
    expect(await Promise.all(moments.map(({ id }) => positionOf('known/a', id)))).toEqual([[1], [2], [1], []]);
  });

  /** The positions of a stance as the service tells them for the moment of an import. */
  async function positionOf(externalId: string, id: string): Promise<unknown[]> {
    const { knownAt } = JSON.parse(await services.app.get(ImportReader).get(id)) as { knownAt: string };
    const asked = { externalId, knownAt, status: ['PUBLISHED' as const], limit: 10, count: false, descending: false };
    const { items } = await services.app.get(StanceReader).list(asked);
    return (JSON.parse(items) as { position: unknown }[]).map(({ position }) => position);
  }
});
