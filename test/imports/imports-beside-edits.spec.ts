import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ActorsService } from '@app/catalog';
import { Problem } from '@app/domain';
import { StanceReader } from '@app/ledger';
import { byHand, EDITOR, ImportServices } from '../support/imports/import-services.js';
import { catalogOf, ledgerOf } from '../support/imports/ledger-of.js';
import { ARTICLE, type FileStance, fileStance, ndjsonOf } from '../support/imports/stance-files.js';

const PROFILE = path.resolve(import.meta.dirname, '../support/imports/at-once.yaml');
const DOCUMENTED = ['stance/stale', 'stance/external-id-taken', 'actor/slug-taken', 'database/unavailable'];

/** What somebody does by hand beside an import into the dataset. */
type Edit = (services: ImportServices, dataset: string) => Promise<unknown>;

const revise =
  (row: number, position: number): Edit =>
  async (services, dataset) =>
    services.stances.revise({ position }, byHand(await services.idOf(dataset, `${row}`)));
const retract =
  (row: number): Edit =>
  async (services, dataset) =>
    services.stances.retract('Not so.', byHand(await services.idOf(dataset, `${row}`)));
const createActor =
  (name: string): Edit =>
  (services, dataset) => {
    const names = [{ text: 'By hand', language: 'en', kind: 'PREFERRED' as const }];
    return services.app.get(ActorsService).create({ slug: `${dataset}-${name}`, kind: 'NGO', names }, EDITOR);
  };
const record: Edit = ({ stances }, dataset) => {
  const citations = [{ source: ARTICLE, credibility: 1 }];
  const said = { actor: 'iran', issue: 'water', act: 'STATEMENT' as const, position: 0, date: '2024-02-20' };
  return stances.record({ ...said, externalId: `${dataset}/by-hand`, citations }, EDITOR);
};
const reviseOwn: Edit = async (services, dataset) =>
  services.stances.revise({ position: 2 }, byHand(await services.idOf('by-hand', `${dataset}/by-hand`)));

const EDITS: readonly Edit[] = [
  revise(0, -2),
  createActor('x'),
  retract(1),
  record,
  revise(2, 0),
  createActor('z'),
  reviseOwn,
  retract(3),
  revise(0, 0),
  createActor('y'),
];

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);
const rows = (from: number, to: number, changes: Partial<FileStance> & { name?: string } = {}): FileStance[] =>
  numbers(from, to).map((number) => fileStance(`${number}`, changes));

const BEFORE = rows(0, 40);
const VERSION = [
  ...rows(0, 20, { position: 2 }),
  ...rows(20, 40),
  ...rows(40, 200, { actor: '%/x', name: 'X' }),
  ...rows(200, 300, { actor: '%/y', name: 'Y' }),
];

describe('An import', () => {
  let atOnce: ImportServices;
  let inTurn: ImportServices;

  beforeAll(async () => {
    [atOnce, inTurn] = (await Promise.all([0, 1].map(() => ImportServices.start()))) as [
      ImportServices,
      ImportServices,
    ];
  });

  afterAll(() => Promise.all([atOnce, inTurn].map((services) => services.close())));

  async function importInto(services: ImportServices, dataset: string, name: string, of: readonly object[]) {
    const file = await services.file(`${dataset}-${name}.ndjson`, ndjsonOf(of).replaceAll('%/', `${dataset}-`));
    const { failure } = await services.import(file, { profile: PROFILE, dataset });
    expect(failure).toBeNull();
  }

  async function stateOf({ client }: ImportServices, dataset: string): Promise<string> {
    const hand = (await ledgerOf(client, 'by-hand')).filter(([first]) => first?.externalId?.startsWith(`${dataset}/`));
    const state = [await ledgerOf(client, dataset), hand, await catalogOf(client, `${dataset}-`)];
    return JSON.stringify(state, null, 1).replaceAll(dataset, '%');
  }

  /** The state after the edits, with the import after so many of them; null where one of them is refused then. */
  async function stateWhereImportedAfter(edited: number, edits: readonly Edit[], dataset: string) {
    await importInto(inTurn, dataset, 'before', BEFORE);
    try {
      for (const edit of edits.slice(0, edited)) await edit(inTurn, dataset);
      await importInto(inTurn, dataset, 'version', VERSION);
      for (const edit of edits.slice(edited)) await edit(inTurn, dataset);
    } catch (error) {
      if (error instanceof Problem) return null;
      throw error;
    }
    return stateOf(inTurn, dataset);
  }

  it.each([0, 15, 30, 60])('beside edits ends as if it had been between two of them (%d ms)', async (delay) => {
    const dataset = `beside-${delay}`;
    await importInto(atOnce, dataset, 'before', BEFORE);
    const done: Edit[] = [];
    const refused: string[] = [];
    const editing = async (): Promise<void> => {
      await setTimeout(delay);
      for (const edit of EDITS) {
        await edit(atOnce, dataset).then(
          () => done.push(edit),
          (error: unknown) => refused.push(error instanceof Problem ? error.code : String(error)),
        );
      }
    };
    await Promise.all([importInto(atOnce, dataset, 'version', VERSION), editing()]);
    expect(refused.filter((code) => !DOCUMENTED.includes(code))).toEqual([]);
    const state = await stateOf(atOnce, dataset);
    const others: (string | null)[] = [];
    for (let after = done.length; after >= 0 && !others.includes(state); after -= 1) {
      others.push(await stateWhereImportedAfter(after, done, `${dataset}-${after}`));
    }
    expect(others).toContain(state);
  });

  it('beside many who write at once keeps nobody waiting for what waits for it', async () => {
    const dataset = 'crowded';
    await importInto(atOnce, dataset, 'before', BEFORE);
    const writers = numbers(0, 25).map((n) => record(atOnce, `crowd-${n}`));
    const imports = [0, 1, 2].map((n) => importInto(atOnce, n === 0 ? dataset : `crowded-${n}`, 'version', VERSION));
    await Promise.all([...writers, ...imports, ...numbers(25, 50).map((n) => record(atOnce, `crowd-${n}`))]);
    for (const each of [dataset, 'crowded-1', 'crowded-2']) {
      expect(await ledgerOf(atOnce.client, each)).toHaveLength(300);
    }
  });

  it('is seen by a reader as a whole or not at all', async () => {
    const dataset = 'whole';
    const reader = atOnce.app.get(StanceReader);
    const asked = {
      actor: ['qatar'],
      issue: ['refugees'],
      status: ['PUBLISHED' as const],
      limit: 1,
      descending: false,
    };
    const counted = async (knownAt?: string) => reader.list({ ...asked, count: true, knownAt });
    const of = (count: number, position: number): FileStance[] =>
      numbers(0, count).map((n) =>
        fileStance(`${n}`, { actor: 'qatar', issue: 'refugees', position, date: `20${10 + (n % 14)}` }),
      );
    const seen: { readonly count: number | null; readonly knownAt: string }[] = [];
    const steps = [of(700, 1), of(300, 0), of(700, -1)];
    for (const [index, step] of steps.entries()) {
      let isRunning = true;
      const file = await atOnce.file(`${dataset}-${index}.ndjson`, ndjsonOf(step));
      const importing = atOnce.import(file, { dataset, retractMissing: true }).finally(() => (isRunning = false));
      while (isRunning) {
        const { count, knownAt } = await counted();
        const total = await atOnce.value<number>(
          `SELECT coalesce(sum(c.total), 0)::integer FROM stance_current c JOIN actor a ON a.id = c.actor_id JOIN issue i ON i.id = c.issue_id
            WHERE a.slug = 'qatar' AND i.slug = 'refugees'`,
        );
        expect([0, 300, 700]).toContain(total);
        seen.push({ count, knownAt });
      }
      expect((await importing).failure).toBeNull();
    }
    seen.push(await counted());
    const changes = seen.map(({ count }) => count).filter((count, index, all) => count !== all[index - 1]);
    expect([
      [0, 700, 300, 700],
      [0, 300, 700],
      [0, 700],
    ]).toContainEqual(changes);
    for (const { count, knownAt } of seen) expect((await counted(knownAt)).count).toBe(count);
    expect(seen.length).toBeGreaterThan(5);
  });
});
