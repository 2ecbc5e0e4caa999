import { fromDayNumber } from '../../dates/days.js';
import { decayedMean } from '../../decay/index.js';
import { scoreOf, type ScaleBounds } from '../../scales/scale.js';
import { studentQuantile } from '../../statistics/index.js';
import type { Decay } from '../timeline.js';
import type { DatedStance, DayBucket, DayNumber, TimelineFill, TimelineMethod, TimelinePoint } from '../types.js';

type Curve = 'earliest' | 'latest';

interface Reading {
  readonly position: number;
  readonly lowest: number;
  readonly highest: number;
  readonly heldUntil: DayNumber;
  readonly records: readonly string[];
}

interface MeanReading extends Reading {
  readonly mass: number;
  readonly effectiveN: number;
  /** Of the sample. */
  readonly variance: number;
  readonly n: number;
}

export interface NaiveInput {
  readonly stances: readonly DatedStance[];
  /** From before the first finite day on: there are no seeds here. */
  readonly buckets: readonly DayBucket[];
  readonly scale: ScaleBounds;
  readonly method: TimelineMethod;
  readonly fill: TimelineFill;
  readonly decay?: Decay | undefined;
  readonly maxAge?: number | undefined;
  readonly recordLimit: number;
}

/** The definitions of a timeline, day by day and record by record; slow, and the judge of `timelineOf`. */
export function naiveTimeline(input: NaiveInput): TimelinePoint[] {
  const { stances, buckets, scale, method, fill, recordLimit, maxAge = Infinity } = input;
  const points: TimelinePoint[] = [];
  let meanByLatest: MeanReading | null = null;
  let meanByEarliest: MeanReading | null = null;
  for (const bucket of buckets) {
    const present = stances.filter((each) => fallsInto(bucket, each, 'latest'));
    const latest = present.filter(isPositioned);
    const earliest = stances.filter((each) => fallsInto(bucket, each, 'earliest')).filter(isPositioned);
    const own = newestFirst(present);
    const stateByLatest = naiveState(stances, bucket.last, 'latest');
    const stateByEarliest = naiveState(stances, bucket.last, 'earliest');

    if (latest.length > 0) meanByLatest = meanOf(latest, bucket.last, 'latest', own);
    if (earliest.length > 0) meanByEarliest = meanOf(earliest, bucket.last, 'earliest', stateByEarliest!.records);

    const carries = fill === 'previous';
    const speaksL = carries || latest.length > 0;
    const speaksE = speaksL || earliest.length > 0;
    const isOld = (reading: Reading | null): boolean =>
      reading !== null && reading.heldUntil < bucket.first && bucket.last - reading.heldUntil > maxAge;
    const fresh = <T extends Reading>(reading: T | null): T | null => (isOld(reading) ? null : reading);
    const lastL = speaksL ? stateByLatest : null;
    const lastE = speaksE ? stateByEarliest : null;
    const meanL = speaksL ? meanByLatest : null;
    const meanE = carries || earliest.length > 0 ? meanByEarliest : null;
    const decayL = method === 'decay' && speaksL ? decayedOf(input, bucket.last, 'latest') : null;
    const decayE = method === 'decay' && speaksE ? decayedOf(input, bucket.last, 'earliest') : null;
    const read: Readonly<Record<TimelineMethod, readonly (Reading | null)[]>> = {
      last: [lastL, lastE],
      mean: [meanL, meanE],
      weighted: [meanL, meanE],
      decay: [decayL, decayE],
    };
    const [readL, readE] = read[method];
    const [byLatest, byEarliest] = [fresh(readL!), fresh(readE!)];
    if (byLatest === null && byEarliest === null && present.length === 0) continue;
    const told = (reading: Reading | null): Reading | null =>
      reading !== null && isWithheld(input, reading) ? null : reading;
    const [toldL, toldE] = [told(byLatest), told(byEarliest)];
    const readings = [toldL, toldE].filter((reading) => reading !== null);

    const carried = byLatest !== null && byLatest.heldUntil < bucket.first;
    const dateUncertain = toldL?.position !== toldE?.position;
    const evidence = [
      ...own,
      ...(carried ? byLatest.records : []),
      ...(dateUncertain ? (byEarliest?.records ?? []) : []),
    ];
    const score = (position: number): number => scoreOf(position, scale);
    const states = [isOld(readL!) ? null : lastL, isOld(readE!) ? null : lastE];
    points.push({
      start: bucket.start,
      end: bucket.end,
      position: toldL?.position ?? null,
      score: toldL === null ? null : score(toldL.position),
      lower: readings.length === 0 ? null : score(Math.min(...readings.map(({ lowest }) => lowest))),
      upper: readings.length === 0 ? null : score(Math.max(...readings.map(({ highest }) => highest))),
      n: latest.length,
      unpositioned: present.length - latest.length,
      absent: present.filter(({ absent }) => absent).length,
      counts: countsOf(latest),
      carried,
      ageDays: byLatest === null ? null : bucket.last - byLatest.heldUntil,
      records: [...new Set(evidence)].slice(0, recordLimit),
      dateUncertain,
      contested: states.some((state) => state !== null && state.lowest < state.highest),
      ...figuresOf(input, byLatest as MeanReading | null, score),
    });
  }
  return points;
}

function figuresOf(
  input: NaiveInput,
  reading: MeanReading | null,
  score: (position: number) => number,
): Partial<TimelinePoint> {
  const { method, scale } = input;
  if (method === 'last') return {};
  const isTold = reading !== null && !isWithheld(input, reading);
  const half = isTold ? halfWidth(reading) : null;
  const interval = {
    intervalLower: half === null ? null : score(Math.max(scale.lowest, reading!.position - half)),
    intervalUpper: half === null ? null : score(Math.min(scale.highest, reading!.position + half)),
  };
  if (method === 'mean') return interval;
  const weights = { weight: reading?.mass ?? null, effectiveN: reading?.effectiveN ?? null, ...interval };
  return method === 'weighted' ? weights : { ...weights, withheld: reading !== null && !isTold };
}

function halfWidth({ effectiveN, n, variance }: MeanReading): number | null {
  if (n < 2 || effectiveN <= 1) return null;
  const half = studentQuantile(0.975, effectiveN - 1) * Math.sqrt(variance / effectiveN);
  return Number.isFinite(half) ? half : null;
}

const isWithheld = ({ decay, method }: NaiveInput, reading: Reading): boolean =>
  method === 'decay' && (reading as MeanReading).mass < decay!.minWeight;

/** The decayed mean of all that has begun; what is still held is of the day itself. */
function decayedOf({ decay, stances }: NaiveInput, day: DayNumber, curve: Curve): MeanReading | null {
  const begun = stances.filter(isPositioned).filter((each) => beginOf(each, curve) <= day);
  const observations = begun
    .map((each) => ({
      day: heldUntil(each, day, curve),
      position: each.position,
      weight: each.weight ?? 1,
    }))
    .filter((each) => Number.isFinite(each.day));
  const mean = decayedMean(observations, { on: day, halfLife: decay!.halfLife });
  if (mean === null) return null;
  return {
    position: mean.mean,
    lowest: mean.mean,
    highest: mean.mean,
    heldUntil: Math.max(...observations.map((each) => each.day)),
    records: naiveState(stances, day, curve)!.records,
    mass: mean.mass,
    effectiveN: mean.effectiveN,
    variance: (mean.variance * mean.effectiveN) / (mean.effectiveN - 1),
    n: observations.length,
  };
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
    heldUntil: heldUntil(front[0]!, day, curve),
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

function heldUntil(each: DatedStance, day: DayNumber, curve: Curve): DayNumber {
  return Math.min(each.kind === 'POINT' ? beginOf(each, curve) : (each.latest ?? Infinity), day);
}

function meanOf(stances: readonly Positioned[], day: DayNumber, curve: Curve, records: readonly string[]): MeanReading {
  const total = (term: (weight: number, position: number) => number): number =>
    stances.map(({ position, weight = 1 }) => term(weight, position)).reduce((a, b) => a + b);
  const mass = total((weight) => weight);
  const mean = total((weight, position) => weight * position) / mass;
  const effectiveN = mass ** 2 / total((weight) => weight ** 2);
  const spread = total((weight, position) => weight * (position - mean) ** 2) / mass;
  const held = Math.max(...stances.map((each) => heldUntil(each, day, curve)));
  return {
    position: mean,
    lowest: mean,
    highest: mean,
    heldUntil: held,
    records,
    mass,
    effectiveN,
    variance: (spread * effectiveN) / (effectiveN - 1),
    n: stances.length,
  };
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
