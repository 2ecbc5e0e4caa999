import { type DayNumber, type DayWindow, toDayNumber } from '@app/domain';
import type { ListedRecord } from './listed-record.js';

/** Days, both included; an open side is infinite. */
export interface Days {
  readonly first: DayNumber;
  readonly last: DayNumber;
}

type Positioned = ListedRecord & { readonly position: number };

/** What a pair holds on a day. */
export interface Held {
  /** The record in force. */
  readonly record: Positioned;
  /** The records that begin on its day, the greatest id first. */
  readonly tied: readonly Positioned[];
  /** The day on which the unbroken run of its position begins. */
  readonly since: DayNumber;
}

/** A window as days. */
export const daysOf = ({ first, last }: DayWindow): Days => ({
  first: first === null ? -Infinity : toDayNumber(first),
  last: last === null ? Infinity : toDayNumber(last),
});

/** The day from which a record counts: a point once it has certainly been taken. */
const beginOf = ({ earliest, kind, latest }: ListedRecord): DayNumber =>
  kind === 'DURATION' ? (earliest ?? -Infinity) : (latest ?? Infinity);

/** The last day on which a record is known to have held. */
export const heldUntil = (record: ListedRecord): DayNumber =>
  record.kind === 'DURATION' ? (record.latest ?? Infinity) : beginOf(record);

const touches = (record: ListedRecord, { first, last }: Days): boolean =>
  beginOf(record) <= last && heldUntil(record) >= first;

const isPositioned = (record: ListedRecord): record is Positioned => record.position !== null;

/** By the day from which they count, and within a day by id. */
export const inOrder = (records: readonly ListedRecord[]): ListedRecord[] =>
  records.toSorted((a, b) => {
    const [begin, other] = [beginOf(a), beginOf(b)];
    if (begin !== other) return begin < other ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  });

/** The records of each actor on each issue, by slugs, each in order. */
export function byIssueAndActor(
  records: readonly ListedRecord[],
): ReadonlyMap<string, ReadonlyMap<string, readonly ListedRecord[]>> {
  const ofIssue = Map.groupBy(inOrder(records), ({ issue }) => issue);
  return new Map([...ofIssue].map(([issue, own]) => [issue, Map.groupBy(own, ({ actor }) => actor)]));
}

/**
 * The last of the records of one pair that has begun by the last day, if it was last known to hold on the first day or
 * later.
 * @param records in order
 */
export function lastHeld(records: readonly ListedRecord[], { first, last }: Days): Held | null {
  const begun = records.findLastIndex((record) => isPositioned(record) && beginOf(record) <= last);
  const record = records[begun];
  if (record === undefined || !isPositioned(record) || heldUntil(record) < first) return null;
  const positioned = records.slice(0, begun + 1).filter(isPositioned);
  const breach = positioned.findLastIndex(({ position }) => position !== record.position);
  const earlier = positioned.findLastIndex((other) => beginOf(other) < beginOf(record));
  return {
    record,
    tied: positioned.slice(earlier + 1).toReversed(),
    since: beginOf(positioned[breach + 1]!),
  };
}

/**
 * The last of the records of one pair at one event, among those that touch the days.
 * @param records in order
 */
export const lastAt = (records: readonly ListedRecord[], days: Days): Held | null =>
  lastHeld(
    records.filter((record) => touches(record, days)),
    { first: -Infinity, last: Infinity },
  );

/** Whether the pair was absent on one of the days. */
export const wasAbsent = (records: readonly ListedRecord[], days: Days): boolean =>
  records.some((record) => record.absent && record.position === null && touches(record, days));
