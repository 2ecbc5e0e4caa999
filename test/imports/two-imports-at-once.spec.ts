import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportServices } from '../support/imports/import-services.js';
import { catalogOf, ledgerOf } from '../support/imports/ledger-of.js';
import { fileStance, type FileStance, ndjsonOf } from '../support/imports/stance-files.js';

const PROFILE = path.resolve(import.meta.dirname, '../support/imports/at-once.yaml');

/** Rows of a file; the number of a row says which record it is. */
type Rows = readonly (readonly [number: number, changes?: Partial<FileStance> & { readonly name?: string }])[];

interface Version {
  readonly rows: Rows;
  readonly retractMissing?: boolean;
}

interface Encounter {
  readonly before?: Rows;
  readonly one: Version;
  readonly other: Version;
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);
const rows = (from: number, to: number, changes: Rows[number][1] = {}): Rows =>
  numbers(from, to).map((number) => [number, changes] as const);

const made = (actor: string, name: string) => ({ actor: `%/${actor}`, name });

const ENCOUNTERS: Readonly<Record<string, Encounter>> = {
  'of the same new records': { one: { rows: rows(0, 40) }, other: { rows: rows(0, 40) } },
  'of records that the other one gives otherwise': {
    one: { rows: rows(0, 40, { position: 2 }) },
    other: { rows: rows(20, 60, { position: -2, summary: 'Otherwise.' }) },
  },
  'of records that were there, and of some that both correct': {
    before: rows(0, 50),
    one: { rows: [...rows(0, 30, { position: 2 }), ...rows(30, 50)] },
    other: { rows: [...rows(0, 10), ...rows(10, 50, { position: 0 }), ...rows(50, 70)] },
  },
  'of which one retracts what it does not have': {
    before: rows(0, 40),
    one: { rows: rows(0, 20, { position: 2 }), retractMissing: true },
    other: { rows: [...rows(10, 30, { position: 0 }), ...rows(40, 60)] },
  },
  'which both retract what they do not have': {
    before: rows(0, 40),
    one: { rows: rows(0, 25), retractMissing: true },
    other: { rows: rows(20, 60, { position: 0 }), retractMissing: true },
  },
  'that make the same actors and sources': {
    one: {
      rows: [
        ...rows(0, 20, { ...made('x', 'X'), citations: [{ source: '%/s', credibility: 1 }] }),
        ...rows(20, 25, made('y', 'Y')),
      ],
    },
    other: {
      rows: [
        ...rows(10, 30, { ...made('x', 'Another X'), citations: [{ source: '%/s', credibility: 4 }] }),
        ...rows(30, 35, made('z', 'Z')),
      ],
    },
  },
};

describe('Two imports into one dataset at the same time', () => {
  let atOnce: ImportServices;
  let oneFirst: ImportServices;
  let otherFirst: ImportServices;

  beforeAll(async () => {
    [atOnce, oneFirst, otherFirst] = (await Promise.all([0, 1, 2].map(() => ImportServices.start()))) as [
      ImportServices,
      ImportServices,
      ImportServices,
    ];
  });

  afterAll(() => Promise.all([atOnce, oneFirst, otherFirst].map((services) => services.close())));

  /** `%` in a slug stands for what no other encounter has. */
  const textOf = (dataset: string, of: Rows): string =>
    ndjsonOf(of.map(([number, changes]) => fileStance(`${number}`, changes))).replaceAll('%/', `${dataset}-`);

  async function importInto(services: ImportServices, dataset: string, name: string, version: Version): Promise<void> {
    const file = await services.file(`${name}.ndjson`, textOf(dataset, version.rows));
    const { failure } = await services.import(file, {
      profile: PROFILE,
      dataset,
      retractMissing: version.retractMissing ?? false,
    });
    expect(failure).toBeNull();
  }

  /** What is there in the end, whatever the dataset is called. */
  async function stateOf({ client }: ImportServices, dataset: string): Promise<string> {
    const state = [await ledgerOf(client, dataset), await catalogOf(client, `${dataset}-`)];
    return JSON.stringify(state, null, 1).replaceAll(dataset, '%');
  }

  const serial = new Map<string, readonly string[]>();

  /** The two states that the database can be in, where one import comes after the other. */
  async function serialStates(name: string, { before, one, other }: Encounter): Promise<readonly string[]> {
    const known = serial.get(name);
    if (known !== undefined) return known;
    const dataset = `serial-${serial.size}`;
    for (const services of [oneFirst, otherFirst]) {
      if (before !== undefined) await importInto(services, dataset, 'before', { rows: before });
    }
    await importInto(oneFirst, dataset, 'one', one);
    await importInto(oneFirst, dataset, 'other', other);
    await importInto(otherFirst, dataset, 'other', other);
    await importInto(otherFirst, dataset, 'one', one);
    const states = [await stateOf(oneFirst, dataset), await stateOf(otherFirst, dataset)];
    serial.set(name, states);
    return states;
  }

  const CASES = Object.keys(ENCOUNTERS).flatMap((name, index) =>
    [0, 4, -4].map((delay, round) => ({ name, delay, dataset: `encounter-${index}-${round}` })),
  );

  it.each(CASES)('$name end as if one had been first ($delay ms)', async ({ dataset, delay, name }) => {
    const encounter = ENCOUNTERS[name]!;
    const { before, one, other } = encounter;
    const states = await serialStates(name, encounter);
    if (before !== undefined) await importInto(atOnce, dataset, 'before', { rows: before });
    const late = async (milliseconds: number, which: string, version: Version): Promise<void> => {
      if (milliseconds > 0) await setTimeout(milliseconds);
      await importInto(atOnce, dataset, which, version);
    };
    await Promise.all([late(delay, 'one', one), late(-delay, 'other', other)]);
    expect(states).toContain(await stateOf(atOnce, dataset));
  });
});
