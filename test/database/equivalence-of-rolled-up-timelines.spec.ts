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
  type TimelinePoint,
  windowOf,
} from '@app/domain';
import fc from 'fast-check';
import type pg from 'pg';
import { snapped } from '../../libs/domain/src/timeline/support/closeness.js';
import { naiveTimeline } from '../../libs/domain/src/timeline/support/naive-timeline.js';
import { anySteps, DAY_ONE, manyRecords, runs } from '../support/stances/arbitraries.js';
import { connect } from '../support/stances/connection.js';
import {
  ALL_ACTS,
  anyTimelineQuestion,
  anyWindow,
  defining,
  type TimelineQuestion as Question,
} from '../support/stances/questions.js';
import { denseFrom, type LedgerRecord, RandomLedger, SCALE } from '../support/stances/random-ledger.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

type Request = Parameters<TimelineService['of']>[0];
type Link = { readonly from: number; readonly to: number; readonly direction: number; readonly weight: number };

const SHOWN = 5;
const ISSUES = 4;

/** Issue `from` lies below issue `to`. Sums and products of the weights are exact, in any order. */
const anyGraph: fc.Arbitrary<Link[]> = fc
  .array(
    fc.record({
      from: fc.integer({ min: 1, max: ISSUES - 1 }),
      to: fc.nat(ISSUES - 2),
      direction: fc.constantFrom(1, 1, -1),
      weight: fc.constantFrom(1, 1, 0.5, 2),
    }),
    { maxLength: 8 },
  )
  .map((links) => links.filter(({ from, to }) => to < from))
  .map((links) => [...new Map(links.map((each) => [`${each.from} ${each.to}`, each])).values()]);

interface Path {
  readonly links: number;
  readonly weight: number;
  readonly direction: number;
}

/** All paths from one issue up to another, one by one. */
function paths(from: number, to: number, graph: readonly Link[]): Path[] {
  if (from === to) return [{ links: 0, weight: 1, direction: 1 }];
  return graph
    .filter((each) => each.from === from)
    .flatMap((each) =>
      paths(each.to, to, graph).map(({ direction, links, weight }) => ({
        links: links + 1,
        weight: weight * each.weight,
        direction: direction * each.direction,
      })),
    );
}

/** The direction and weight with which an issue counts for another; null where paths disagree, undefined without any. */
function share(from: number, to: number, graph: readonly Link[]): Path | null | undefined {
  const all = paths(from, to, graph);
  const heaviest = Math.max(...all.map(({ weight }) => weight));
  const heavy = all.filter(({ weight }) => weight === heaviest);
  const fewest = Math.min(...heavy.map(({ links }) => links));
  const best = heavy.filter(({ links }) => links === fewest);
  return new Set(best.map(({ direction }) => direction)).size > 1 ? null : best[0];
}

describe('a rolled-up timeline', () => {
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

  const issuesOf = (ledger: RandomLedger) => [...new Map(ledger.pairs.map(({ issue, issueId }) => [issue, issueId]))];
  const actorsOf = (ledger: RandomLedger) => [...new Set(ledger.pairs.map(({ actor }) => actor))];

  async function ledgerOf(graph: readonly Link[]): Promise<RandomLedger> {
    const ledger = await RandomLedger.make(client, { actors: 2, issues: ISSUES });
    const issues = issuesOf(ledger);
    const rows = graph.map(({ direction, from, to, weight }) => ({
      issue_id: issues[from]![1],
      broader_id: issues[to]![1],
      direction,
      weight,
    }));
    await client.query(
      `INSERT INTO issue_broader SELECT r.* FROM json_to_recordset($1)
         AS r (issue_id uuid, broader_id uuid, direction smallint, weight double precision)`,
      [JSON.stringify(rows)],
    );
    return ledger;
  }

  /** The series in the order of the ledger's pairs. */
  async function answer(ledger: RandomLedger, question: Partial<Request> & Pick<Request, 'interval'>) {
    const { series } = await timelines.of({
      actor: actorsOf(ledger),
      issue: issuesOf(ledger).map(([issue]) => issue),
      rollup: 'broader',
      method: 'last',
      fill: 'previous',
      ...question,
    });
    expect(series.map(({ actor, issue }) => [actor, issue])).toEqual(
      ledger.pairs.map(({ actor, issue }) => [actor, issue]),
    );
    return series;
  }

  const points = async (ledger: RandomLedger, question: Partial<Request> & Pick<Request, 'interval'>) =>
    (await answer(ledger, question)).map((series) => series.points);

  /** For each pair what `make` makes of the records that are rolled up to it. */
  function ofPairs<T>(
    ledger: RandomLedger,
    graph: readonly Link[],
    records: readonly LedgerRecord[],
    make: (own: LedgerRecord[]) => T,
  ): T[] {
    const places = new Map(issuesOf(ledger).map(([issue], place) => [issue, place]));
    return ledger.pairs.map(({ actor, issue }) => {
      const own = records.flatMap((record) => {
        const counted = share(places.get(record.issue)!, places.get(issue)!, graph);
        if (record.actor !== actor || counted === undefined || counted === null) return [];
        const { direction, weight } = counted;
        // Adding zero makes zero of −0.
        const position = record.position === null ? null : direction * record.position + 0;
        return [{ ...record, position, weight }];
      });
      return make(own);
    });
  }

  const defined = (question: Question) => {
    const { first, last } = windowOf(question);
    const start = bucketStart(first!, question.interval);
    const before = fromDayNumber(DAY_ONE - 60);
    const window = { first: before < start ? before : start, last: last! };
    const buckets = dayBuckets(bucketsOf(window, question.interval));
    return (stances: LedgerRecord[]): TimelinePoint[] =>
      naiveTimeline({ ...defining(question, stances), buckets, scale: SCALE, recordLimit: SHOWN }).filter(
        (point) => point.start >= start,
      );
  };

  it('is one, from buckets, record by record, as known now and before, and by its definition', async () => {
    await denseFrom(client, 5);
    await fc.assert(
      fc.asyncProperty(
        anyGraph,
        anySteps({ pairs: 2 * ISSUES, steps: 5 }),
        fc.array(anyTimelineQuestion, { minLength: 3, maxLength: 3 }),
        async (graph, steps, questions) => {
          const ledger = await ledgerOf(graph);
          await ledger.take(steps);
          const records = await ledger.records();
          const then = await ledger.records(ledger.moments[0]);
          for (const question of questions) {
            const expected = ofPairs(ledger, graph, records, defined(question));
            expect(snapped(await points(ledger, question), expected)).toEqual(expected);
            expect(snapped(await points(ledger, { ...question, act: [...ALL_ACTS] }), expected)).toEqual(expected);
            expect(snapped(await points(ledger, { ...question, knownAt: ledger.moments.at(-1) }), expected)).toEqual(
              expected,
            );
            const past = ofPairs(ledger, graph, then, defined(question));
            expect(snapped(await points(ledger, { ...question, knownAt: ledger.moments[0] }), past)).toEqual(past);
          }
        },
      ),
      runs(30),
    );
  });

  it('is so where records are many', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyGraph,
        manyRecords(1, 120),
        manyRecords(2, 120),
        fc.array(anyTimelineQuestion, { minLength: 4, maxLength: 4 }),
        async (graph, many, more, questions) => {
          const ledger = await ledgerOf(graph);
          await ledger.take([many, more]);
          const records = await ledger.records();
          for (const question of questions) {
            const expected = ofPairs(ledger, graph, records, defined(question));
            expect(snapped(await points(ledger, question), expected)).toEqual(expected);
          }
        },
      ),
      runs(10),
    );
  });

  it('tells how many issues it takes in, and which it does not', async () => {
    await fc.assert(
      fc.asyncProperty(anyGraph, async (graph) => {
        const ledger = await ledgerOf(graph);
        const issues = issuesOf(ledger).map(([issue]) => issue);
        const expected = ledger.pairs.map(({ issue }) => {
          const shares = issues.map((_, from) => share(from, issues.indexOf(issue), graph));
          const leftOut = issues.filter((_, from) => shares[from] === null);
          return { issues: shares.filter((each) => each !== undefined && each !== null).length, leftOut };
        });
        const series = await answer(ledger, { interval: 'year' });
        expect(series.map(({ rollup }) => rollup)).toEqual(expected);
      }),
      runs(40),
    );
  });

  it('without a window is the same from buckets and record by record', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyGraph,
        anySteps({ pairs: 2 * ISSUES, steps: 4 }),
        fc.constantFrom('month' as const, 'quarter' as const, 'year' as const),
        fc.constantFrom('last' as const, 'mean' as const),
        async (graph, steps, interval, method) => {
          const ledger = await ledgerOf(graph);
          await ledger.take(steps);
          const open = await points(ledger, { interval, method });
          const starts = open.flat().map(({ start }) => start);
          fc.pre(starts.length > 0);
          const bounds = { from: '2021-11-01', to: starts.toSorted().at(-1)! };
          const question = { ...bounds, interval, method, fill: 'previous' } as Question;
          const first = starts.toSorted()[0]!;
          const expected = ofPairs(ledger, graph, await ledger.records(), defined(question));
          expect(open).toEqual(expected.map((each) => each.filter(({ start }) => start >= first)));
        },
      ),
      runs(20),
    );
  });

  it('by change is that of the records', async () => {
    await fc.assert(
      fc.asyncProperty(anyGraph, anySteps({ pairs: 2 * ISSUES, steps: 4 }), anyWindow, async (graph, steps, window) => {
        const ledger = await ledgerOf(graph);
        await ledger.take(steps);
        const { first, last } = windowOf(window);
        const expected = ofPairs(ledger, graph, await ledger.records(), (own) => {
          const input = timelineInputOf(own);
          const seeds = frontsBefore({ ...input, before: toDayNumber(first!) });
          const bounds = { first: first!, last: last! };
          return changesOf({ ...input, seeds, window: bounds, fill: 'previous', scale: SCALE, recordLimit: SHOWN });
        });
        expect(await points(ledger, { ...window, interval: 'change' })).toEqual(expected);
      }),
      runs(20),
    );
  });
});
