import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SourcesService } from '@app/catalog';
import { byHand, EDITOR, ImportServices } from '../support/imports/import-services.js';
import { inForce, ledgerOf } from '../support/imports/ledger-of.js';
import { ARTICLE, type FileCitation, type FileStance, fileStance } from '../support/imports/stance-files.js';

const NONE = { created: 0, revised: 0, unchanged: 0, retracted: 0, overridden: 0 };

const cited = (more: Partial<FileCitation> = {}): FileCitation => ({ source: ARTICLE, credibility: 2, ...more });
const QUOTED = cited({ quote: { exact: 'derail UN efforts', prefix: 'trying to ', suffix: ' to help' }, locator: '1' });
const SECOND = cited({ source: 'second-report', credibility: 3 });
const THIRD = cited({ source: 'second-report', credibility: 5, locator: 'page 3' });

/** Everything that a stance can say. */
const FULL: Partial<FileStance> = {
  target: 'united-nations',
  event: 'doha-meeting-2024-02',
  speaker: 'hassan-kazemi-qomi',
  channel: 'ON_RECORD',
  confidence: 'MODERATE',
  summary: 'Iran speaks.',
  note: 'Noted.',
  citations: [QUOTED, SECOND, THIRD],
};

const quoted = (more: object): readonly FileCitation[] => [
  cited({ locator: '1', quote: { ...QUOTED.quote!, ...more } }),
  SECOND,
  THIRD,
];

/** One field each; what is null here is filled in FULL. */
const CHANGES: Readonly<Record<string, Partial<FileStance>>> = {
  actor: { actor: 'taliban' },
  issue: { issue: 'water' },
  act: { act: 'PLEDGE' },
  position: { position: 2 },
  'no position': { position: null },
  day: { date: '2024-02-19' },
  'day, known less well': { date: '2024-02' },
  'day, said with less certainty': { date: '2024-02-18~' },
  'day, as a span': { date: '2024-02-18/2024-02-18' },
  'day, as an open span': { date: '2024-02-18/..' },
  target: { target: 'taliban' },
  'no target': { target: null },
  event: { event: 'taliban-takeover-2021' },
  'no event': { event: null },
  speaker: { speaker: 'ali-khamenei' },
  'no speaker': { speaker: null },
  channel: { channel: 'LEAK' },
  'no channel': { channel: null },
  confidence: { confidence: 'LOW' },
  'no confidence': { confidence: null },
  summary: { summary: 'Iran speaks' },
  'no summary': { summary: null },
  note: { note: 'noted.' },
  'no note': { note: null },
  'source of the first citation': { citations: [{ ...QUOTED, source: 'second-report' }, SECOND, THIRD] },
  'credibility of the first citation': { citations: [{ ...QUOTED, credibility: 6 }, SECOND, THIRD] },
  'words of the first citation': { citations: quoted({ exact: 'derail efforts' }) },
  'what stands before them': { citations: quoted({ prefix: undefined }) },
  'what stands after them': { citations: quoted({ suffix: undefined }) },
  'place of the first citation': { citations: [{ ...QUOTED, locator: '2' }, SECOND, THIRD] },
  'no words and no place': { citations: [cited(), SECOND, THIRD] },
  'source of the second citation': { citations: [QUOTED, { ...SECOND, source: ARTICLE }, THIRD] },
  'credibility of the third citation': { citations: [QUOTED, SECOND, { ...THIRD, credibility: 1 }] },
  'place of the third citation': { citations: [QUOTED, SECOND, { ...THIRD, locator: 'page 4' }] },
  'words of the second citation': { citations: [QUOTED, { ...SECOND, quote: { exact: 'efforts' } }, THIRD] },
  'second citation left out': { citations: [QUOTED, THIRD] },
  'third citation left out': { citations: [QUOTED, SECOND] },
  'all but the first left out': { citations: [QUOTED] },
  'citation added': { citations: [QUOTED, SECOND, THIRD, SECOND] },
  'citations in another order': { citations: [QUOTED, THIRD, SECOND] },
};

describe('An import', () => {
  let services: ImportServices;

  beforeAll(async () => {
    services = await ImportServices.start();
    const source = { slug: 'second-report', title: 'A second report', reliability: 'C' as const };
    await services.app.get(SourcesService).create(source, EDITOR);
  });

  afterAll(() => services.close());

  it('of a file again makes no record of any kind', async () => {
    const rows = Object.values(CHANGES).map((change, index) => fileStance(`${index}`, { ...FULL, ...change }));
    const first = await services.importRows(rows, { dataset: 'again' });
    expect(first).toMatchObject({ failure: null, counts: { stances: { ...NONE, created: rows.length } } });
    const before = await services.recorded();
    for (const order of [rows, rows.toReversed()]) {
      const again = await services.importRows(order, { dataset: 'again' });
      expect(again).toMatchObject({ failure: null, counts: { stances: { ...NONE, unchanged: rows.length } } });
      expect(await services.recorded()).toEqual(before);
    }
  });

  it('of a corrected file revises the rows that are corrected, whatever the field, and no other', async () => {
    const dataset = 'corrected';
    const kept = Object.keys(CHANGES).map((name) => fileStance(`kept: ${name}`, FULL));
    const full = Object.keys(CHANGES).map((name) => fileStance(name, FULL));
    const changed = full.map((row) => ({ ...row, ...CHANGES[row.externalId] }));
    const count = full.length;
    await services.importRows([...kept, ...full], { dataset });
    const forth = await services.importRows([...changed, ...kept], { dataset });
    expect(forth.counts.stances).toEqual({ ...NONE, revised: count, unchanged: count });
    const back = await services.importRows([...kept, ...full], { dataset });
    expect(back.counts.stances).toEqual({ ...NONE, revised: count, unchanged: count });
    const ledger = await ledgerOf(services.client, dataset);
    for (const revisions of ledger) {
      const externalId = revisions[0]?.externalId ?? '';
      const said = revisions.map((each) => JSON.stringify({ ...each, revision: 0, changeNote: null }));
      const shown = said.map((each) => (each === said[0] ? 'as before' : 'changed'));
      expect([externalId, ...shown]).toEqual([
        externalId,
        'as before',
        ...(externalId.startsWith('kept') ? [] : ['changed', 'as before']),
      ]);
    }
    expect(ledger).toHaveLength(2 * count);
  });

  it('retracts what is missing only where that is asked for', async () => {
    const dataset = 'missing';
    const byHandBefore = await inForce(services.client, 'by-hand');
    await services.importRows(
      ['a', 'b', 'c'].map((id) => fileStance(id)),
      { dataset },
    );
    await services.importRows([fileStance('a')], { dataset: 'another' });
    const part = [fileStance('b', { position: 2 })];
    expect((await services.importRows(part, { dataset })).counts.stances).toEqual({ ...NONE, revised: 1 });
    expect(await inForce(services.client, dataset)).toHaveLength(3);
    const retracting = await services.importRows(part, { dataset, retractMissing: true });
    expect(retracting.counts.stances).toEqual({ ...NONE, unchanged: 1, retracted: 2 });
    expect((await inForce(services.client, dataset)).map(({ externalId }) => externalId)).toEqual(['b']);
    expect(await inForce(services.client, 'another')).toHaveLength(1);
    expect(await inForce(services.client, 'by-hand')).toEqual(byHandBefore);
    const again = await services.importRows(part, { dataset, retractMissing: true });
    expect(again.counts.stances).toEqual({ ...NONE, unchanged: 1 });
    const back = await services.importRows(
      ['a', 'b', 'c'].map((id) => fileStance(id)),
      { dataset, retractMissing: true },
    );
    expect(back.counts.stances).toEqual({ ...NONE, created: 2, revised: 1 });
  });

  it('retracts nothing for a file without stances, nor where rows may be left out', async () => {
    const dataset = 'emptied';
    await services.importRows([fileStance('a')], { dataset });
    const skipping = await services.file('nothing.csv', 'externalId,actor,issue,act,date,source,credibility\n');
    const end = await services.import(skipping, { dataset, retractMissing: true });
    expect(end.failure).toMatchObject({ code: 'import/nothing-to-keep' });
    await expect(
      services.importRows([fileStance('b')], { dataset, retractMissing: true, keepGoing: true }),
    ).rejects.toMatchObject({
      code: 'import/retract-needs-all',
    });
    expect(await inForce(services.client, dataset)).toHaveLength(1);
  });

  it('records a row anew that was retracted by hand, and takes back what was changed by hand', async () => {
    const dataset = 'edited';
    const rows = ['as it was', 'changed', 'retracted', 'changed into the same'].map((id) => fileStance(id));
    await services.importRows(rows, { dataset });
    await services.stances.retract('Not so.', byHand(await services.idOf(dataset, 'retracted')));
    await services.stances.revise({ position: -1 }, byHand(await services.idOf(dataset, 'changed')));
    await services.stances.revise({ position: 2 }, byHand(await services.idOf(dataset, 'changed into the same')));
    const next = rows.map((row) => (row.externalId === 'changed into the same' ? { ...row, position: 2 } : row));
    const end = await services.importRows(next, { dataset });
    expect(end.counts.stances).toEqual({ created: 1, revised: 1, unchanged: 2, retracted: 0, overridden: 1 });
    const shown = (await ledgerOf(services.client, dataset)).map((revisions) =>
      revisions.map(({ externalId, position, recordedBy, status }) => [externalId, status, position, recordedBy]),
    );
    const said = (id: string, position: number, status = 'PUBLISHED', by = 'the tests') => [id, status, position, by];
    expect(shown).toEqual([
      [said('as it was', 1)],
      [said('changed', 1), said('changed', -1, 'PUBLISHED', EDITOR.name), said('changed', 1)],
      [said('changed into the same', 1), said('changed into the same', 2, 'PUBLISHED', EDITOR.name)],
      [said('retracted', 1), said('retracted', 1, 'RETRACTED', EDITOR.name)],
      [said('retracted', 1)],
    ]);
    const third = await services.importRows(rows, { dataset });
    // What an import has revised since is not by hand any more.
    expect(third.counts.stances).toEqual({ ...NONE, revised: 1, unchanged: 3, overridden: 1 });
  });

  it('can be tried out: the same counts, and nothing changes', async () => {
    const dataset = 'tried';
    await services.importRows(
      ['a', 'b', 'c', 'd'].map((id) => fileStance(id)),
      { dataset },
    );
    await services.stances.revise({ position: -1 }, byHand(await services.idOf(dataset, 'a')));
    await services.stances.retract('Not so.', byHand(await services.idOf(dataset, 'b')));
    const rows = ['a', 'b', 'd', 'e'].map((id) => fileStance(id, id === 'd' ? { summary: 'Said.' } : {}));
    const before = await services.recorded();
    const moments = await services.value('SELECT count(*)::integer FROM record_moment');
    const tried = await services.importRows(rows, { dataset, retractMissing: true, dryRun: true });
    expect(await services.recorded()).toEqual(before);
    expect(await services.value('SELECT count(*)::integer FROM record_moment')).toBe(moments);
    const real = await services.importRows(rows, { dataset, retractMissing: true });
    expect({ ...tried, id: null }).toEqual({ ...real, id: null });
    expect(real.counts.stances).toEqual({ created: 2, revised: 2, unchanged: 0, retracted: 1, overridden: 1 });
  });
});
