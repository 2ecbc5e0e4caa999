import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ShiftsService } from '@app/analysis';
import { addDays, fromDayNumber } from '@app/domain';
import fc from 'fast-check';
import type pg from 'pg';
import { anySteps, DAY_ONE, DAYS, manyRecords, runs, type Step } from '../support/stances/arbitraries.js';
import { connect } from '../support/stances/connection.js';
import { type FoundShift, inOrder, judgedShifts, withoutLink } from '../support/stances/judged-shifts.js';
import { ALL_ACTS } from '../support/stances/questions.js';
import { type LedgerRecord, RandomLedger } from '../support/stances/random-ledger.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

type More = Partial<Parameters<ShiftsService['of']>[0]>;

const anyEvent = fc
  .record({
    first: fc.integer({ min: -50, max: DAYS + 50 }),
    length: fc.oneof(fc.constant(0), fc.nat(40)),
    days: fc.oneof(fc.constant(0), fc.nat(60), fc.nat(400)),
  })
  .map(({ days, first, length }) => ({
    earliest: fromDayNumber(DAY_ONE + first),
    latest: fromDayNumber(DAY_ONE + first + length),
    days,
  }));

const anySize = fc.option(fc.constantFrom(1, 1.5, 2, 3, 4), { nil: undefined });

describe('shifts around an event', () => {
  let service: TestApp;
  let shifts: ShiftsService;
  let client: pg.Client;
  let made = 0;

  beforeAll(async () => {
    service = await startTestApp();
    shifts = service.app.get(ShiftsService);
    client = await connect(service.database.url);
  });

  afterAll(async () => {
    await client.end();
    await service.close();
  });

  async function eventOf(earliest: string, latest: string): Promise<string> {
    made += 1;
    await client.query(
      `INSERT INTO event (slug, name, date_edtf, date_earliest, date_latest, recorded_by) VALUES ($1, 'e', 'any', $2, $3, 'the tests')`,
      [`event-${made}`, earliest, latest],
    );
    return `event-${made}`;
  }

  async function ledgerOf(steps: readonly Step[]): Promise<RandomLedger> {
    const ledger = await RandomLedger.make(client, { actors: 2, issues: 2 });
    await ledger.take(steps);
    return ledger;
  }

  /** All pages, one after the other; every page but the last one is full. */
  async function allPages(ledger: RandomLedger, limit: number, question: More): Promise<FoundShift[]> {
    const actor = [...new Set(ledger.pairs.map((pair) => pair.actor))];
    const found: FoundShift[] = [];
    let cursor: string | undefined;
    do {
      const page = await shifts.of({ actor, ...question, limit, cursor });
      expect(page.items).toHaveLength(page.nextCursor === null ? page.items.length : limit);
      found.push(...page.items.map(withoutLink));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return found;
  }

  /** By definition: of all shifts those whose days touch the days around the event. */
  const touching = (
    ledger: RandomLedger,
    records: readonly LedgerRecord[],
    {
      days,
      earliest,
      latest,
      minSize,
    }: { days: number; earliest: string; latest: string; minSize?: number | undefined },
  ): FoundShift[] =>
    inOrder(
      judgedShifts(ledger.pairs, records).filter(
        ({ between: [from, to], delta }) =>
          to >= addDays(earliest, -days) && (from ?? '') <= addDays(latest, days) && Math.abs(delta) >= (minSize ?? 0),
      ),
    );

  it('are all that may lie in its days, and no others, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 6 }),
        fc.array(anyEvent, { minLength: 3, maxLength: 3 }),
        anySize,
        fc.integer({ min: 1, max: 5 }),
        async (steps, events, minSize, limit) => {
          const ledger = await ledgerOf(steps);
          const records = await ledger.records();
          for (const event of events) {
            const around = await eventOf(event.earliest, event.latest);
            const question = { around, days: event.days, minSize };
            const expected = touching(ledger, records, { ...event, minSize });
            expect(await allPages(ledger, limit, question)).toEqual(expected);
            expect(await allPages(ledger, limit, { ...question, act: [...ALL_ACTS] })).toEqual(expected);
          }
        },
      ),
      runs(40),
    );
  });

  it('are so for a pair with many records', async () => {
    await fc.assert(
      fc.asyncProperty(manyRecords(3, 220), fc.array(anyEvent, { minLength: 5 }), async (many, events) => {
        const ledger = await ledgerOf([many]);
        const records = await ledger.records();
        for (const event of events) {
          const around = await eventOf(event.earliest, event.latest);
          const expected = touching(ledger, records, event);
          expect(await allPages(ledger, 50, { around, days: event.days })).toEqual(expected);
        }
      }),
      runs(5),
    );
  });

  it('of the past are those of the records known then, around the event as it was known then', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 3 }),
        anySteps({ pairs: 4, steps: 3 }),
        anyEvent,
        anyEvent,
        async (steps, more, event, moved) => {
          const around = await eventOf(event.earliest, event.latest);
          const ledger = await ledgerOf(steps);
          const then = ledger.moments.at(-1)!;
          const known = await ledger.records();
          await client.query(
            `UPDATE event SET revision = revision + 1, date_earliest = $2, date_latest = $3 WHERE slug = $1`,
            [around, moved.earliest, moved.latest],
          );
          await ledger.take(more);
          const { days } = event;
          const past = await allPages(ledger, 3, { around, days, knownAt: then });
          expect(past).toEqual(touching(ledger, known, event));
          const present = await allPages(ledger, 3, { around, days });
          expect(present).toEqual(touching(ledger, await ledger.records(), { ...moved, days }));
          expect(await allPages(ledger, 3, { around, days, knownAt: ledger.moments.at(-1) })).toEqual(present);
        },
      ),
      runs(15),
    );
  });
});
