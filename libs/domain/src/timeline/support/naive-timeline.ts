import { fromDayNumber } from '../../dates/days.js';
import { scoreOf, type ScaleBounds } from '../../scales/scale.js';
import type { DatedStance, DayBucket, DayNumber, TimelineFill, TimelineMethod, TimelinePoint } from '../types.js';

type Curve = 'earliest' | 'latest';

interface Reading {
  readonly position: number;
  readonly lowest: number;
  readonly highest: number;
  readonly heldUntil: DayNumber;
  readonly records: readonly string[];
}

export interface NaiveInput {
  readonly stances: readonly DatedStance[];
  /** From before the first finite day on: there are no seeds here. */
  readonly buckets: readonly DayBucket[];
  readonly scale: ScaleBounds;
  readonly method: TimelineMethod;
  readonly fill: TimelineFill;
  readonly recordLimit: number;
}

/** The definitions of a timeline, day by day and record by record; slow, and the judge of `timelineOf`. */
export function naiveTimeline({ stances, buckets, scale, method, fill, recordLimit }: NaiveInput): TimelinePoint[] {
  const points: TimelinePoint[] = [];
  let meanByLatest: Reading | null = null;
  let meanByEarliest: Reading | null = null;
  for (const bucket of buckets) {
    const present = stances.filter((each) => fallsInto(bucket, each, 'latest'));
    const latest = present.filter(isPositioned);
    const earliest = stances.filter((each) => fallsInto(bucket, each, 'earliest')).filter(isPositioned);
    const own = newestFirst(present);
    const stateByLatest = naiveState(stances, bucket.last, 'latest');
    const stateByEarliest = naiveState(stances, bucket.last, 'earliest');

    if (latest.length > 0) meanByLatest = meanOf(latest, bucket.last, own);
    if (earliest.length > 0) meanByEarliest = meanOf(earliest, bucket.last, stateByEarliest!.records);

    const carries = fill === 'previous';
    const lastL = carries || latest.length > 0 ? stateByLatest : null;
    const lastE = carries || latest.length > 0 || earliest.length > 0 ? stateByEarliest : null;
    const meanL = carries || latest.length > 0 ? meanByLatest : null;
    const meanE = carries || earliest.length > 0 ? meanByEarliest : null;
    const [byLatest, byEarliest]: (Reading | null)[] = method === 'last' ? [lastL, lastE] : [meanL, meanE];
    const readings = [byLatest!, byEarliest!].filter((reading) => reading !== null);
    if (readings.length === 0 && present.length === 0) continue;

    const carried = byLatest != null && byLatest.heldUntil < bucket.first;
    const dateUncertain = byLatest?.position !== byEarliest?.position;
    const evidence = [
      ...own,
      ...(carried ? byLatest.records : []),
      ...(dateUncertain ? (byEarliest?.records ?? []) : []),
    ];
    const score = (position: number): number => scoreOf(position, scale);
    points.push({
      start: bucket.start,
      end: bucket.end,
      position: byLatest?.position ?? null,
      score: byLatest == null ? null : score(byLatest.position),
      lower: readings.length === 0 ? null : score(Math.min(...readings.map(({ lowest }) => lowest))),
      upper: readings.length === 0 ? null : score(Math.max(...readings.map(({ highest }) => highest))),
      n: latest.length,
      unpositioned: present.length - latest.length,
      counts: countsOf(latest),
      carried,
      ageDays: byLatest == null ? null : bucket.last - byLatest.heldUntil,
      records: [...new Set(evidence)].slice(0, recordLimit),
      dateUncertain,
      contested: [lastL, lastE].some((state) => state !== null && state.lowest < state.highest),
    });
  }
  return points;
}

/** The record with the greatest begin up to `day`, then the greatest id; with it all that share its begin. */
export function naiveState(stances: readonly DatedStance[], day: DayNumber, curve: Curve): Reading | null {
  const begun = stances.filter(isPositioned).filter((each) => beginOf(each, curve) <= day);
  if (begun.length === 0) return null;
  const lastBegin = begun.map((each) => beginOf(each, curve)).reduce((a, b) => (a > b ? a : b));
  const front = begun.filter((each) => beginOf(each, curve) === lastBegin).sort((a, b) => (a.id < b.id ? 1 : -1));
  const positions = front.map(({ position }) => position);
  return {
    position: front[0]!.position,
    lowest: Math.min(...positions),
    highest: Math.max(...positions),
    heldUntil: heldUntil(front[0]!, day),
    records: front.map(({ id }) => id),
  };
}

type Positioned = DatedStance & { readonly position: number };
const isPositioned = (each: DatedStance): each is Positioned => each.position !== null;

function beginOf({ kind, earliest, latest }: DatedStance, curve: Curve): DayNumber {
  if (kind === 'DURATION' || curve === 'earliest') return earliest ?? -Infinity;
  return latest ?? Infinity;
}

function fallsInto(bucket: DayBucket, each: DatedStance, curve: Curve): boolean {
  for (let day = bucket.first; day <= bucket.last; day++) {
    if (each.kind === 'POINT' ? beginOf(each, curve) === day : isHeldOn(each, day)) return true;
  }
  return false;
}

function isHeldOn({ earliest, latest }: DatedStance, day: DayNumber): boolean {
  return (earliest === null || earliest <= day) && (latest === null || day <= latest);
}

function heldUntil(each: DatedStance, day: DayNumber): DayNumber {
  return Math.min(each.latest ?? Infinity, day);
}

function meanOf(stances: readonly Positioned[], day: DayNumber, records: readonly string[]): Reading {
  const mass = stances.map(({ weight = 1 }) => weight).reduce((a, b) => a + b);
  const mean = stances.map(({ position, weight = 1 }) => weight * position).reduce((a, b) => a + b) / mass;
  const held = Math.max(...stances.map((each) => heldUntil(each, day)));
  return { position: mean, lowest: mean, highest: mean, heldUntil: held, records };
}

function countsOf(stances: readonly Positioned[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { position } of stances) counts[position] = stances.filter((each) => each.position === position).length;
  return counts;
}

function newestFirst(stances: readonly DatedStance[]): string[] {
  const key = (each: DatedStance): [number, number, string] => [
    each.kind === 'DURATION' ? 0 : isOfOneMonth(each) ? 2 : 1,
    beginOf(each, 'latest'),
    each.id,
  ];
  return [...stances].sort((a, b) => (isGreater(key(a), key(b)) ? -1 : 1)).map(({ id }) => id);
}

function isOfOneMonth({ earliest, latest }: DatedStance): boolean {
  if (earliest === null || latest === null) return false;
  return fromDayNumber(earliest).slice(0, 7) === fromDayNumber(latest).slice(0, 7);
}

function isGreater([a0, a1, a2]: [number, number, string], [b0, b1, b2]: [number, number, string]): boolean {
  if (a0 !== b0) return a0 > b0;
  return a1 === b1 ? a2 > b2 : a1 > b1;
}
