import { bucketStart, fromDayNumber, type Interval, nextBucketStart, toDayNumber } from '@app/domain';
import fc from 'fast-check';

/** All finite days of the records lie in [DAY_ONE, DAY_ONE + DAYS + 100]. */
export const DAY_ONE = toDayNumber('2022-01-01');
export const DAYS = 1000;

/** The same examples each time; a machine that is slow today tries fewer, and has time to shrink one that fails. */
export const runs = (numRuns: number) => ({ numRuns, seed: 20240218, interruptAfterTimeLimit: 20_000 });

export interface RandomDates {
  readonly isDuration: boolean;
  readonly earliest: number | null;
  readonly latest: number | null;
}

/** One stance to record; `pair` is which of the ledger's pairs it is about. */
export interface RandomRecord extends RandomDates {
  readonly pair: number;
  readonly position: number | null;
  readonly act: 'STATEMENT' | 'VOTE' | 'REFUSAL' | 'ABSENCE';
  /** Of its one citation. */
  readonly credibility: number;
}

/** One transaction; `together`: in one statement. `which` are picked, by their number, of the stances in force. */
export type Step = { readonly together: boolean } & (
  | { readonly do: 'add'; readonly records: readonly RandomRecord[] }
  | { readonly do: 'revise'; readonly which: readonly number[]; readonly records: readonly RandomRecord[] }
  | { readonly do: 'retract'; readonly which: readonly number[] }
  /** All revisions of one new stance. */
  | { readonly do: 'import'; readonly records: readonly RandomRecord[]; readonly retracted: boolean }
);

// Few days in many stances make the ties that matter.
const day = fc
  .oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: DAYS }) }, fc.constantFrom(0, 58, 59, 60, 120))
  .map((n) => DAY_ONE + n);

const point = (earliest: number, latest: number): RandomDates => ({ isDuration: false, earliest, latest });

const wholeBucket = (each: number, interval: Interval): RandomDates => {
  const start = bucketStart(fromDayNumber(each), interval);
  return point(toDayNumber(start), toDayNumber(nextBucketStart(start, interval)) - 1);
};

const precise = day.map((each) => point(each, each));
const month = day.map((each) => wholeBucket(each, 'month'));
const withinMonth = fc
  .tuple(day, fc.integer({ min: 0, max: 20 }))
  .map(([first, more]) => point(first, Math.min(first + more, wholeBucket(first, 'month').latest ?? first)));
const year = day.map((each) => wholeBucket(each, 'year'));
const between = fc.tuple(day, fc.integer({ min: 0, max: 90 })).map(([first, more]) => point(first, first + more));
const duration = fc
  .tuple(fc.option(day), fc.option(fc.integer({ min: 0, max: 400 })))
  .filter(([first, more]) => first !== null || more !== null)
  .map(([first, more]): RandomDates => {
    const latest = more === null ? null : Math.min((first ?? DAY_ONE) + more, DAY_ONE + DAYS);
    return { isDuration: true, earliest: first, latest };
  });

const anyDates = fc.oneof(
  { weight: 5, arbitrary: precise },
  { weight: 2, arbitrary: month },
  { weight: 2, arbitrary: withinMonth },
  { weight: 2, arbitrary: duration },
  { weight: 1, arbitrary: year },
  { weight: 1, arbitrary: between },
);

const recordOf = (pairs: number, dates: fc.Arbitrary<RandomDates>): fc.Arbitrary<RandomRecord> =>
  fc
    .record({
      pair: fc.nat(pairs - 1),
      position: fc.option(fc.integer({ min: -2, max: 2 }), { freq: 6 }),
      act: fc.constantFrom('STATEMENT' as const, 'VOTE' as const, 'REFUSAL' as const, 'ABSENCE' as const),
      credibility: fc.integer({ min: 1, max: 6 }),
      dates,
    })
    .map(({ dates: { earliest, isDuration, latest }, ...rest }) => ({ ...rest, earliest, isDuration, latest }));

/** Random transactions on a ledger of some pairs; they begin with an addition. */
export function anySteps({ pairs, steps }: { readonly pairs: number; readonly steps: number }): fc.Arbitrary<Step[]> {
  const record = recordOf(pairs, anyDates);
  const together = fc.boolean();
  const add = fc.record({
    do: fc.constant('add' as const),
    together,
    records: fc.array(record, { minLength: 1, maxLength: 14 }),
  });
  const revise = fc.array(fc.tuple(fc.nat(1000), record), { minLength: 1, maxLength: 4 }).chain((changes) =>
    fc.record({
      do: fc.constant('revise' as const),
      together,
      which: fc.constant(changes.map(([which]) => which)),
      records: fc.constant(changes.map(([, each]) => each)),
    }),
  );
  const retract = fc.record({
    do: fc.constant('retract' as const),
    together,
    which: fc.array(fc.nat(1000), { minLength: 1, maxLength: 5 }),
  });
  const revisions = fc.record({
    do: fc.constant('import' as const),
    together: fc.constant(true),
    records: fc.array(record, { minLength: 2, maxLength: 3 }),
    retracted: fc.boolean(),
  });
  const any = fc.oneof(
    { weight: 4, arbitrary: add },
    { weight: 3, arbitrary: revise },
    { weight: 2, arbitrary: retract },
    { weight: 1, arbitrary: revisions },
  );
  return fc.tuple(add, fc.array(any, { maxLength: steps - 1 })).map(([first, more]) => [first, ...more]);
}

/** So many records of one pair, of the kinds that rollups by month hold and some that they do not. */
export function manyRecords(pair: number, count: number): fc.Arbitrary<Step> {
  return fc
    .array(recordOf(pair + 1, anyDates), { minLength: count, maxLength: count, size: 'max' })
    .map((records) => ({ do: 'add', together: true, records: records.map((each) => ({ ...each, pair })) }));
}
