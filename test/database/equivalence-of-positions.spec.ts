import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PositionsService } from '@app/analysis';
import { type DatedStance, fromDayNumber, parseEdtf, scoreOf, toDayNumber } from '@app/domain';
import fc from 'fast-check';
import type pg from 'pg';
import { naiveState } from '../../libs/domain/src/timeline/support/naive-timeline.js';
import { anySteps, manyRecords, runs, type Step } from '../support/stances/arbitraries.js';
import { connect } from '../support/stances/connection.js';
import { ALL_ACTS, anyDate } from '../support/stances/questions.js';
import { type LedgerPair, type LedgerRecord, RandomLedger, SCALE } from '../support/stances/random-ledger.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

type More = Partial<Parameters<PositionsService['of']>[0]>;

const SHOWN = 5;

describe('positions on a day', () => {
  let service: TestApp;
  let positions: PositionsService;
  let client: pg.Client;

  beforeAll(async () => {
    service = await startTestApp();
    positions = service.app.get(PositionsService);
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

  async function cells(ledger: RandomLedger, question: More & { on: string }): Promise<unknown> {
    const actor = [...new Set(ledger.pairs.map((pair) => pair.actor))];
    const issue = [...new Set(ledger.pairs.map((pair) => pair.issue))];
    return JSON.parse((await positions.of({ actor, issue, ...question })).cells);
  }

  it('are one, from the current state, record by record, as known now, and by their definition', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 6 }),
        fc.array(anyDate, { minLength: 4, maxLength: 4 }),
        async (steps, days) => {
          const ledger = await ledgerOf(steps);
          const records = await ledger.records();
          // Also a day after all of them, on which the current state answers for every pair.
          for (const on of [...days, '2030-01-01']) {
            const expected = cellsOf(ledger.pairs, records, on);
            expect(await cells(ledger, { on })).toEqual(expected);
            expect(await cells(ledger, { on, act: [...ALL_ACTS] })).toEqual(expected);
            expect(await cells(ledger, { on, knownAt: ledger.moments.at(-1) })).toEqual(expected);
            expect(await cells(ledger, { on, issue: undefined })).toEqual(expected);
            for (const maxAge of [0, 45, 400]) {
              const young = expected.filter(({ ageDays }) => ageDays <= maxAge);
              expect(await cells(ledger, { on, maxAge })).toEqual(young);
              expect(await cells(ledger, { on, maxAge, act: [...ALL_ACTS] })).toEqual(young);
              expect(await cells(ledger, { on, maxAge, knownAt: ledger.moments.at(-1) })).toEqual(young);
            }
          }
        },
      ),
      runs(30),
    );
  });

  it('are so for a pair with many records', async () => {
    await fc.assert(
      fc.asyncProperty(manyRecords(3, 220), fc.array(anyDate, { minLength: 8 }), async (many, days) => {
        const ledger = await ledgerOf([many]);
        const records = await ledger.records();
        for (const on of days) {
          const expected = cellsOf(ledger.pairs, records, on);
          expect(await cells(ledger, { on })).toEqual(expected);
          expect(await cells(ledger, { on, act: [...ALL_ACTS] })).toEqual(expected);
        }
      }),
      runs(5),
    );
  });

  it('of some acts are those of their records', async () => {
    await fc.assert(
      fc.asyncProperty(anySteps({ pairs: 4, steps: 5 }), anyDate, async (steps, on) => {
        const ledger = await ledgerOf(steps);
        const some = (await ledger.records()).filter(({ act }) => act !== 'VOTE');
        const expected = cellsOf(ledger.pairs, some, on);
        expect(await cells(ledger, { on, act: ['STATEMENT', 'REFUSAL', 'ABSENCE'] })).toEqual(expected);
      }),
      runs(15),
    );
  });

  it('of the past are those of the records known then, and what was answered then', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 4 }),
        anySteps({ pairs: 4, steps: 6 }),
        anyDate,
        async (steps, later, on) => {
          const ledger = await ledgerOf(steps);
          const saidThen = await cells(ledger, { on });
          const knownAt = ledger.moments.at(-1);
          await ledger.take(later);
          expect(await cells(ledger, { on, knownAt })).toEqual(saidThen);
          for (const moment of ledger.moments) {
            const expected = cellsOf(ledger.pairs, await ledger.records(moment), on);
            expect(await cells(ledger, { on, knownAt: moment })).toEqual(expected);
          }
        },
      ),
      runs(15),
    );
  });
});

const beginOf = ({ earliest, kind, latest }: DatedStance): number =>
  kind === 'DURATION' ? (earliest ?? -Infinity) : (latest ?? Infinity);

interface Cell {
  readonly ageDays: number;
  readonly [field: string]: unknown;
}

/** The matrix by definition: of each pair what was in force on the last day of `on`. */
function cellsOf(pairs: readonly LedgerPair[], records: readonly LedgerRecord[], on: string): Cell[] {
  const day = toDayNumber(parseEdtf(on).latest!);
  return pairs.flatMap(({ actor, issue }) => {
    const own = records.filter((record) => record.actor === actor && record.issue === issue);
    const state = naiveState(own, day, 'latest');
    if (state === null) return [];
    const { heldUntil, highest, lowest, position, records: ids } = state;
    const begun = own
      .filter((each) => each.position !== null && beginOf(each) <= day)
      .toSorted((a, b) => (beginOf(a) === beginOf(b) ? (a.id < b.id ? -1 : 1) : beginOf(a) < beginOf(b) ? -1 : 1));
    const runStart = begun.findLastIndex((each) => each.position !== position) + 1;
    const since = beginOf(begun[runStart]!);
    const cell = {
      actor,
      issue,
      position,
      score: scoreOf(position, SCALE),
      contested: lowest !== highest,
      since: Number.isFinite(since) ? fromDayNumber(since) : null,
      ageDays: day - heldUntil,
      n: ids.length,
      records: ids.slice(0, SHOWN),
    };
    return [cell];
  });
}
