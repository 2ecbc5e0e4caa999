import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TimelineService } from '@app/analysis';
import {
  bucketsOf,
  bucketStart,
  changesOf,
  dayBuckets,
  frontsBefore,
  fromDayNumber,
  timelineInputOf,
  toDayNumber,
  type TimelineChange,
  type TimelinePoint,
  windowOf,
} from '@app/domain';
import fc from 'fast-check';
import type pg from 'pg';
import { snapped } from '../../libs/domain/src/timeline/support/closeness.js';
import { naiveTimeline } from '../../libs/domain/src/timeline/support/naive-timeline.js';
import { anySteps, DAY_ONE, manyRecords, runs, type Step } from '../support/stances/arbitraries.js';
import { connect, valueOf } from '../support/stances/connection.js';
import {
  ALL_ACTS,
  anyTimelineQuestion,
  anyWindow,
  defining,
  type TimelineQuestion as Question,
} from '../support/stances/questions.js';
import { denseFrom, type LedgerRecord, RandomLedger, SCALE } from '../support/stances/random-ledger.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

type Point = TimelinePoint | TimelineChange;
type More = Partial<Parameters<TimelineService['of']>[0]>;

const SHOWN = 5;

describe('a timeline', () => {
  let service: TestApp;
  let timelines: TimelineService;
  let client: pg.Client;

  beforeAll(async () => {
    service = await startTestApp();
    timelines = service.app.get(TimelineService);
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

  /** The points of each pair. */
  async function answer(
    ledger: RandomLedger,
    question: More & Pick<Question, 'interval'>,
  ): Promise<readonly (readonly Point[])[]> {
    const { series } = await timelines.of({
      actor: [...new Set(ledger.pairs.map(({ actor }) => actor))],
      issue: [...new Set(ledger.pairs.map(({ issue }) => issue))],
      method: 'last',
      fill: 'previous',
      ...question,
    });
    expect(series.map(({ actor, issue }) => [actor, issue])).toEqual(
      ledger.pairs.map(({ actor, issue }) => [actor, issue]),
    );
    return series.map(({ points }) => points);
  }

  const ofPairs = <T>(ledger: RandomLedger, records: readonly LedgerRecord[], make: (own: LedgerRecord[]) => T): T[] =>
    ledger.pairs.map(({ actor, issue }) =>
      make(records.filter((record) => record.actor === actor && record.issue === issue)),
    );

  /** By the definitions, from before the first record on. */
  function defined(ledger: RandomLedger, records: readonly LedgerRecord[], question: Question): TimelinePoint[][] {
    const { first, last } = windowOf(question);
    const start = bucketStart(first!, question.interval);
    const before = fromDayNumber(DAY_ONE - 60);
    const window = { first: before < start ? before : start, last: last! };
    const buckets = dayBuckets(bucketsOf(window, question.interval));
    return ofPairs(ledger, records, (stances) =>
      naiveTimeline({ ...defining(question, stances), buckets, scale: SCALE, recordLimit: SHOWN }).filter(
        (point) => point.start >= start,
      ),
    );
  }

  const densePairs = (): Promise<number> => valueOf(client, 'SELECT count(*)::integer FROM stance_current WHERE dense');

  it('is one, from months, record by record, as known now, and by its definition', async () => {
    await denseFrom(client, 5);
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 6 }),
        fc.array(anyTimelineQuestion, { minLength: 3, maxLength: 3 }),
        async (steps, questions) => {
          const ledger = await ledgerOf(steps);
          const records = await ledger.records();
          for (const question of questions) {
            const expected = defined(ledger, records, question);
            expect(snapped(await answer(ledger, question), expected)).toEqual(expected);
            expect(snapped(await answer(ledger, { ...question, act: [...ALL_ACTS] }), expected)).toEqual(expected);
            expect(snapped(await answer(ledger, { ...question, knownAt: ledger.moments.at(-1) }), expected)).toEqual(
              expected,
            );
          }
        },
      ),
      runs(30),
    );
    expect(await densePairs()).toBeGreaterThan(10);
  });

  it('is so for a pair that is dense by the service’s own limit', async () => {
    await denseFrom(client, 200);
    const before = await densePairs();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 199, max: 230 }).chain((count) => manyRecords(3, count)),
        anySteps({ pairs: 4, steps: 3 }),
        fc.array(anyTimelineQuestion, { minLength: 4, maxLength: 4 }),
        async (many, steps, questions) => {
          const ledger = await ledgerOf([many, ...steps]);
          const records = await ledger.records();
          for (const question of questions) {
            const expected = defined(ledger, records, question);
            expect(snapped(await answer(ledger, question), expected)).toEqual(expected);
            expect(snapped(await answer(ledger, { ...question, act: [...ALL_ACTS] }), expected)).toEqual(expected);
          }
        },
      ),
      runs(8),
    );
    expect(await densePairs()).toBeGreaterThan(before + 5);
  });

  it('of some acts is that of their records', async () => {
    await fc.assert(
      fc.asyncProperty(anySteps({ pairs: 4, steps: 4 }), anyTimelineQuestion, async (steps, question) => {
        const ledger = await ledgerOf(steps);
        const votes = (await ledger.records()).filter(({ act }) => act === 'VOTE');
        const expected = defined(ledger, votes, question);
        expect(snapped(await answer(ledger, { ...question, act: ['VOTE'] }), expected)).toEqual(expected);
      }),
      runs(20),
    );
  });

  it('of the past is that of the records known then, and what was answered then', async () => {
    await denseFrom(client, 5);
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 4 }),
        anySteps({ pairs: 4, steps: 6 }),
        anyTimelineQuestion,
        async (steps, later, question) => {
          const ledger = await ledgerOf(steps);
          const saidThen = await answer(ledger, question);
          const knownAt = ledger.moments.at(-1);
          await ledger.take(later);
          const past = await answer(ledger, { ...question, knownAt });
          expect(past).toEqual(saidThen);
          for (const moment of ledger.moments) {
            const expected = defined(ledger, await ledger.records(moment), question);
            expect(snapped(await answer(ledger, { ...question, knownAt: moment }), expected)).toEqual(expected);
          }
        },
      ),
      runs(20),
    );
  });

  it('without a window is the part of one with a window that has records, by months and record by record', async () => {
    await denseFrom(client, 5);
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 5 }),
        anyTimelineQuestion,
        fc.constantFrom<string[]>(['from'], ['to'], ['from', 'to']),
        async (steps, question, open) => {
          const ledger = await ledgerOf(steps);
          const { interval, ...rest } = question;
          const bounds = Object.fromEntries(Object.entries(rest).filter(([key]) => !open.includes(key)));
          const months = await answer(ledger, { interval, ...bounds });
          const records = await answer(ledger, { interval, ...bounds, act: [...ALL_ACTS] });
          expect(months).toEqual(records);
          const starts = new Set(records.flat().map(({ start }) => start));
          // What is still held is drawn to the day of the data, which is none of the records'.
          const from = { from: '2021-12-01', ...bounds };
          // A first bucket may begin before the window does.
          const last = [...starts, windowOf(from).first!].toSorted().at(-1)!;
          const wide = { ...question, to: starts.size === 0 ? '2025-12-31' : last, ...from };
          const bounded = defined(ledger, await ledger.records(), wide);
          const expected = bounded.map((points) => points.filter(({ start }) => starts.has(start)));
          expect(snapped(records, expected)).toEqual(expected);
        },
      ),
      runs(20),
    );
  });

  it('by change is that of the records', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySteps({ pairs: 4, steps: 5 }),
        anyWindow,
        fc.constantFrom('previous' as const, 'none' as const),
        async (steps, window, fill) => {
          const ledger = await ledgerOf(steps);
          const question = { ...window, fill, interval: 'change' as const } as unknown as Question;
          const { first, last } = windowOf(window);
          const changes = (own: LedgerRecord[]): TimelineChange[] => {
            const input = timelineInputOf(own);
            const seeds = frontsBefore({ ...input, before: toDayNumber(first!) });
            const bounds = { first: first!, last: last! };
            return changesOf({ ...input, seeds, window: bounds, fill, scale: SCALE, recordLimit: SHOWN });
          };
          const expected = ofPairs(ledger, await ledger.records(), changes);
          expect(snapped(await answer(ledger, question), expected)).toEqual(expected);
          expect(snapped(await answer(ledger, { ...question, knownAt: ledger.moments.at(-1) }), expected)).toEqual(
            expected,
          );
          const then = ofPairs(ledger, await ledger.records(ledger.moments[0]), changes);
          expect(snapped(await answer(ledger, { ...question, knownAt: ledger.moments[0] }), then)).toEqual(then);
        },
      ),
      runs(20),
    );
  });
});
