import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toDayNumber, windowOf } from '@app/domain';
import { type StanceListRequest, StanceReader } from '@app/ledger';
import fc from 'fast-check';
import type pg from 'pg';
import { anySteps, runs, type Step } from '../support/stances/arbitraries.js';
import { connect } from '../support/stances/connection.js';
import { anyWindow } from '../support/stances/questions.js';
import { type LedgerRecord, RandomLedger } from '../support/stances/random-ledger.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const anyList = fc.record({
  window: anyWindow,
  open: fc.constantFrom<string[]>([], ['from'], ['to'], ['from', 'to']),
  descending: fc.boolean(),
  limit: fc.integer({ min: 1, max: 7 }),
  narrowed: fc.constantFrom<string[]>(['actor', 'issue'], ['actor'], ['issue']),
});
type ListQuestion = typeof anyList extends fc.Arbitrary<infer T> ? T : never;

describe('a list of stances in a window', () => {
  let service: TestApp;
  let reader: StanceReader;
  let client: pg.Client;

  beforeAll(async () => {
    service = await startTestApp();
    reader = service.app.get(StanceReader);
    client = await connect(service.database.url);
  });

  afterAll(async () => {
    await client.end();
    await service.close();
  });

  async function ledgerOf(steps: readonly Step[]): Promise<RandomLedger> {
    const ledger = await RandomLedger.make(client, { actors: 2, issues: 2 });
    await ledger.take(steps);
    return ledger;
  }

  /** The ids of all pages, which agree on how many there are. */
  async function ids(ledger: RandomLedger, question: ListQuestion, knownAt?: string): Promise<string[]> {
    const { descending, limit } = question;
    const request: StanceListRequest = {
      ...boundsOf(question),
      ...(question.narrowed.includes('actor') ? { actor: slugs(ledger, 'actor') } : {}),
      ...(question.narrowed.includes('issue') ? { issue: slugs(ledger, 'issue') } : {}),
      status: ['PUBLISHED'],
      descending,
      limit,
      count: true,
      knownAt,
    };
    const found: string[] = [];
    const counts = new Set<number | null>();
    let cursor: string | undefined;
    do {
      const page = await reader.list({ ...request, cursor });
      const items = JSON.parse(page.items) as { id: string }[];
      expect(items).toHaveLength(page.nextCursor === null ? items.length : limit);
      found.push(...items.map(({ id }) => id));
      counts.add(page.count);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect([...counts]).toEqual([found.length]);
    return found;
  }

  it('holds what may touch the window, in order, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 6 }),
        fc.array(anyList, { minLength: 4, maxLength: 4 }),
        async (steps, questions) => {
          const ledger = await ledgerOf(steps);
          const records = await ledger.records();
          for (const question of questions) {
            const expected = touching(records, question);
            expect(await ids(ledger, question)).toEqual(expected);
            expect(await ids(ledger, question, ledger.moments.at(-1))).toEqual(expected);
          }
        },
      ),
      runs(25),
    );
  });

  it('of the past holds what was known then, and what was listed then', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 4 }),
        anySteps({ pairs: 4, steps: 6 }),
        anyList,
        async (steps, later, question) => {
          const ledger = await ledgerOf(steps);
          const listedThen = await ids(ledger, question);
          const knownAt = ledger.moments.at(-1);
          await ledger.take(later);
          expect(await ids(ledger, question, knownAt)).toEqual(listedThen);
          for (const moment of ledger.moments) {
            const expected = touching(await ledger.records(moment), question);
            expect(await ids(ledger, question, moment)).toEqual(expected);
          }
        },
      ),
      runs(15),
    );
  });
});

const slugs = (ledger: RandomLedger, of: 'actor' | 'issue'): string[] => [
  ...new Set(ledger.pairs.map((pair) => pair[of])),
];

const boundsOf = ({ open, window: { from, to } }: ListQuestion): { from?: string; to?: string } => ({
  ...(open.includes('from') ? {} : { from }),
  ...(open.includes('to') ? {} : { to }),
});

/** By the day on which a record begins by the latest date it may have, then by id. */
const sortKey = ({ earliest, id, kind, latest }: LedgerRecord): [number, string] => [
  kind === 'DURATION' ? (earliest ?? -Infinity) : (latest ?? Infinity),
  id,
];

/** Ids of the records of which some day may lie in the window, in order. */
function touching(records: readonly LedgerRecord[], question: ListQuestion): string[] {
  const { first, last } = windowOf(boundsOf(question));
  const from = first === null ? -Infinity : toDayNumber(first);
  const to = last === null ? Infinity : toDayNumber(last);
  const found = records
    .filter(({ earliest, latest }) => (earliest ?? -Infinity) <= to && (latest ?? Infinity) >= from)
    .toSorted((a, b) => {
      const [dayA, idA] = sortKey(a);
      const [dayB, idB] = sortKey(b);
      if (dayA !== dayB) return dayA < dayB ? -1 : 1;
      return idA < idB ? -1 : 1;
    })
    .map(({ id }) => id);
  return question.descending ? found.toReversed() : found;
}
