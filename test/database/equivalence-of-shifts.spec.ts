import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ShiftsService } from '@app/analysis';
import { fromDayNumber, windowOf } from '@app/domain';
import fc from 'fast-check';
import type pg from 'pg';
import { anySteps, manyRecords, runs, type Step } from '../support/stances/arbitraries.js';
import { connect } from '../support/stances/connection.js';
import { beginOf, type FoundShift, judgedShifts, SHOWN, withoutLink } from '../support/stances/judged-shifts.js';
import { ALL_ACTS, anyWindow } from '../support/stances/questions.js';
import { type LedgerPair, type LedgerRecord, RandomLedger } from '../support/stances/random-ledger.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

type More = Partial<Parameters<ShiftsService['of']>[0]>;

describe('shifts', () => {
  let service: TestApp;
  let shifts: ShiftsService;
  let client: pg.Client;

  beforeAll(async () => {
    service = await startTestApp();
    shifts = service.app.get(ShiftsService);
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

  /** All pages, one after the other; every page but the last one is full. */
  async function allPages(ledger: RandomLedger, limit: number, question: More): Promise<FoundShift[]> {
    const actor = [...new Set(ledger.pairs.map((pair) => pair.actor))];
    const issue = [...new Set(ledger.pairs.map((pair) => pair.issue))];
    const found: FoundShift[] = [];
    let cursor: string | undefined;
    do {
      const page = await shifts.of({ actor, issue, ...question, limit, cursor });
      expect(page.items).toHaveLength(page.nextCursor === null ? page.items.length : limit);
      found.push(...page.items.map(withoutLink));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return found;
  }

  it('are what differs from one day with records to the next, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 6 }),
        anyWindow,
        fc.integer({ min: 1, max: 5 }),
        async (steps, { from: since, to: until }, limit) => {
          const ledger = await ledgerOf(steps);
          const records = await ledger.records();
          for (const window of [{}, { since }, { until }, { since, until }]) {
            const expected = differencesOf(ledger.pairs, records, window);
            const found = await allPages(ledger, limit, window);
            expect(found.map(essence)).toEqual(expected);
            expect(found).toEqual(inOrderOf(expected, judgedShifts(ledger.pairs, records, boundsOf(window))));
            expect(await allPages(ledger, limit, { ...window, act: [...ALL_ACTS] })).toEqual(found);
            expect(await allPages(ledger, limit, { ...window, knownAt: ledger.moments.at(-1) })).toEqual(found);
          }
        },
      ),
      runs(25),
    );
  });

  it('are so for a pair with many records', async () => {
    await fc.assert(
      fc.asyncProperty(manyRecords(3, 220), anyWindow, async (many, { from: since, to: until }) => {
        const ledger = await ledgerOf([many]);
        const records = await ledger.records();
        for (const window of [{}, { since, until }]) {
          const found = await allPages(ledger, 50, window);
          expect(found.map(essence)).toEqual(differencesOf(ledger.pairs, records, window));
          expect(await allPages(ledger, 50, { ...window, issue: undefined })).toEqual(found);
        }
      }),
      runs(5),
    );
  });

  it('of some acts are those of their records', async () => {
    await fc.assert(
      fc.asyncProperty(anySteps({ pairs: 4, steps: 6 }), async (steps) => {
        const ledger = await ledgerOf(steps);
        const some = (await ledger.records()).filter(({ act }) => act !== 'VOTE');
        const found = await allPages(ledger, 3, { act: ['STATEMENT', 'REFUSAL', 'ABSENCE'] });
        expect(found.map(essence)).toEqual(differencesOf(ledger.pairs, some, {}));
      }),
      runs(15),
    );
  });

  it('of the past are those of the records known then, and what was answered then', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 4 }),
        anySteps({ pairs: 4, steps: 6 }),
        fc.integer({ min: 1, max: 5 }),
        async (steps, later, limit) => {
          const ledger = await ledgerOf(steps);
          const saidThen = await allPages(ledger, limit, {});
          const knownAt = ledger.moments.at(-1);
          await ledger.take(later);
          expect(await allPages(ledger, limit, { knownAt })).toEqual(saidThen);
          for (const moment of ledger.moments) {
            const found = await allPages(ledger, limit, { knownAt: moment });
            const then = await ledger.records(moment);
            expect(found.map(essence)).toEqual(differencesOf(ledger.pairs, then, {}));
          }
        },
      ),
      runs(10),
    );
  });
});

interface Essence {
  readonly actor: string;
  readonly issue: string;
  readonly on: string;
  readonly from: readonly [position: number, ...records: string[]];
  readonly to: readonly [position: number, ...records: string[]];
}

const essence = ({ actor, between: [, on], from, issue, to }: FoundShift): Essence => ({
  actor,
  issue,
  on,
  from: [from.position, ...from.records],
  to: [to.position, ...to.records],
});

interface AskedWindow {
  readonly since?: string;
  readonly until?: string;
}

const boundsOf = ({ since, until }: AskedWindow): { first: string; last: string } => {
  const { first, last } = windowOf({
    ...(since === undefined ? {} : { from: since }),
    ...(until === undefined ? {} : { to: until }),
  });
  return { first: first ?? '0001-01-01', last: last ?? '9999-12-31' };
};

/** Day by day: where the greatest id of a day holds another position than that of the day with records before it. */
function differencesOf(pairs: readonly LedgerPair[], records: readonly LedgerRecord[], asked: AskedWindow): Essence[] {
  const { first, last } = boundsOf(asked);
  return pairs
    .flatMap(({ actor, issue }) => {
      const own = records.filter((each) => each.actor === actor && each.issue === issue && each.position !== null);
      const days = [...new Set(own.map(beginOf))].toSorted((a, b) => (a < b ? -1 : 1));
      const fronts = days.map((day) => {
        const front = own.filter((each) => beginOf(each) === day).toSorted((a, b) => (a.id < b.id ? 1 : -1));
        return { day, position: front[0]!.position!, ids: front.slice(0, SHOWN).map(({ id }) => id) };
      });
      return fronts.slice(1).flatMap((now, index): Essence[] => {
        const before = fronts[index]!;
        const on = fromDayNumber(now.day);
        if (now.position === before.position || on < first || on > last) return [];
        return [{ actor, issue, on, from: [before.position, ...before.ids], to: [now.position, ...now.ids] }];
      });
    })
    .toSorted((a, b) => (a.on + a.to[1]! < b.on + b.to[1]! ? -1 : 1));
}

const inOrderOf = (expected: readonly Essence[], found: readonly FoundShift[]): (FoundShift | undefined)[] =>
  expected.map(({ to: [, id] }) => found.find(({ to }) => to.records[0] === id));
