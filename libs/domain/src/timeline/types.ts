import type { IsoDate } from '../dates/days.js';
import type { DateKind } from '../dates/edtf.js';

/**
 * Words of this folder. Days are integers (days since 1970-01-01); an open start is −Infinity, an open end
 * +Infinity. There are two *curves*: by the earliest and by the latest day a stance may have been taken. A POINT begins
 * on its earliest day by the one and on its latest day by the other; a DURATION begins on its first day by both.
 * `reference`: formulas.md 4.1.1 (last observation carried forward with two date curves).
 */
export type DayNumber = number;

/**
 * One stance of one (actor, issue) pair. POINT: held on some day of [earliest, latest]; DURATION: on every day of it.
 * A `null` day is an open end, a `null` position is unknown (never zero).
 */
export interface DatedStance {
  /** UUIDv7, so that ids order by first recording. */
  readonly id: string;
  readonly position: number | null;
  readonly kind: DateKind;
  readonly earliest: DayNumber | null;
  readonly latest: DayNumber | null;
  /** How much it counts in a mean; positive. Absent: 1. */
  readonly weight?: number;
  /** Its act is ABSENCE. Left out: it is not. */
  readonly absent?: boolean;
}

/** The positioned records that share the last begin day by one curve: what is in force until a later one begins. */
export interface Front {
  /** The begin day they share; −Infinity for an open start. */
  readonly day: DayNumber;
  /** The greatest of their ids, and that record's position. */
  readonly id: string;
  readonly position: number;
  /** Lowest and highest position among them; they differ where records of one day disagree. */
  readonly lowest: number;
  readonly highest: number;
  /** Last day the record `id` is known to have held; absent = `day` (a POINT), +Infinity = open DURATION. */
  readonly heldUntil?: DayNumber;
  /** All their ids, greatest first, perhaps cut to `FRONT_RECORD_LIMIT`; absent = `[id]`. */
  readonly records?: readonly string[];
}

/**
 * POINT records of one pair that every bucket takes whole: one record, or all records whose earliest and latest day
 * fall in one calendar month (only for buckets made of whole months).
 */
export interface Cluster {
  /** Last day by the latest curve of any of them, positioned or not; +Infinity where `latest` is open. */
  readonly day: DayNumber;
  /** How many have a position, and how many have none. */
  readonly n: number;
  readonly unpositioned: number;
  /** How many are of the act ABSENCE, with a position or without; 0 where they are counted in a cluster of their own. */
  readonly absent: number;
  /** Sum of the positions, and how many records hold each, e.g. `{ "-2": 3, "1": 1 }`; the counts sum to `n`. */
  readonly sum: number;
  readonly counts: Readonly<Record<string, number>>;
  /** `counts` by the weight of the records; absent: each weighs 1. */
  readonly countsByWeight?: CountsByWeight;
  /** Null where `n` is 0; `byLatest` also where the latest day is open. */
  readonly byEarliest: Front | null;
  readonly byLatest: Front | null;
  /** One record that no month holds alone. */
  readonly isLoose?: boolean;
  /** Ids, positioned or not, newest first by (day by the latest curve, id), cut to a limit. */
  readonly ids: readonly string[];
  /** Day of each of `ids`; absent = all of `day`. Only `combineClusters` reads it. */
  readonly idDays?: readonly DayNumber[];
}

/** E.g. `{ "0.5": { "-2": 3 } }`: three records of weight 0.5 hold −2. */
export type CountsByWeight = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A stance held throughout [begin, end]; `null` is open. */
export interface Duration {
  readonly id: string;
  readonly position: number | null;
  readonly begin: DayNumber | null;
  readonly end: DayNumber | null;
  /** Absent: 1. */
  readonly weight?: number;
  /** Its act is ABSENCE. Left out: it is not. */
  readonly absent?: boolean;
}

/** The positioned records of one bucket: Σ weight, which is their number where each weighs 1, and Σ weight · position. */
export interface Tally {
  readonly mass: number;
  readonly sum: number;
  /** The least and the greatest position. */
  readonly lowest: number;
  readonly highest: number;
  /** Last day any of them is known to have held. */
  readonly heldUntil: DayNumber;
  readonly records: readonly string[];
  /** What the sums are made from, by the latest curve; the other has no need of it. */
  readonly counts: CountsByWeight | null;
}

/**
 * What was in force before the first bucket, by each curve. Records may also be among the clusters or durations (one
 * that begins before the window by its earliest day and in it by its latest, say): fronts are idempotent.
 */
export interface Seeds {
  readonly byEarliest: Front | null;
  readonly byLatest: Front | null;
  /** For means of buckets only: the last bucket with positioned records before the window, as each curve places them. */
  readonly meanByEarliest?: Tally | null;
  readonly meanByLatest?: Tally | null;
}

/** A half-open bucket [start, end) with its first and last day as numbers; made once per call by `dayBuckets`. */
export interface DayBucket {
  readonly start: IsoDate;
  readonly end: IsoDate;
  readonly first: DayNumber;
  readonly last: DayNumber;
}

/** `mean` and `weighted` are one formula: both weigh by the weights that records have, and show different figures of it. */
export type TimelineMethod = 'last' | 'mean' | 'weighted' | 'decay';
export type TimelineFill = 'previous' | 'none';

/** How far a mean can be relied on. Of the records that the position rests on, also where it is carried. */
export interface MeanFigures {
  /**
   * 95 % interval of the mean by Student's t, as scores, as far as the scale goes; null where the mean rests on fewer than
   * two records, and with no mean.
   */
  readonly intervalLower: number | null;
  readonly intervalUpper: number | null;
}

/** For `weighted` and `decay`; null with no reading. */
export interface WeightFigures extends MeanFigures {
  /** Σ weight, for `decay` as of the bucket's last day. */
  readonly weight: number | null;
  /** (Σ weight)² ÷ Σ weight²: so many records of equal weight would say as much. */
  readonly effectiveN: number | null;
}

/** What changes and buckets have in common. */
export interface TimelineFigures extends Partial<WeightFigures> {
  /**
   * On the scale; for means a fraction. Null where only unpositioned records or an earliest day reach the bucket, and
   * where it is withheld.
   */
  readonly position: number | null;
  /** `position` mapped to [−1, 1], as are `lower` and `upper`: what the records allow given imprecise and equal days. */
  readonly score: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Records in the bucket by the latest curve, durations included: with a position, without, and per position. */
  readonly n: number;
  readonly unpositioned: number;
  /** Records in the bucket of the act ABSENCE, by the latest curve; most of them are among `unpositioned`. */
  readonly absent: number;
  readonly counts: Readonly<Record<string, number>>;
  /** The position rests on a record last known to hold before the bucket began. */
  readonly carried: boolean;
  /** Days from the day the position was last known to hold to the bucket's last day; null with no reading. */
  readonly ageDays: number | null;
  /**
   * Ids, cut to the limit: the bucket's points newest first, those that a month holds alone before the others; its
   * durations; then what else the figures rest on.
   */
  readonly records: readonly string[];
  /** The two curves give different positions (or only one gives any). */
  readonly dateUncertain: boolean;
  /** Records of the last begin day disagree, by either curve. */
  readonly contested: boolean;
  /** For `decay`: there is a mean, of so little weight that it is not told. */
  readonly withheld?: boolean;
}

/** One bucket of a series. */
export interface TimelinePoint extends TimelineFigures {
  readonly start: IsoDate;
  readonly end: IsoDate;
}

/** One state of a series, from the day it began to the day another followed; `end` is null for the last one. */
export interface TimelineChange extends TimelineFigures {
  readonly start: IsoDate;
  readonly end: IsoDate | null;
}

/** One side of a shift. */
export interface ShiftSide {
  readonly position: number;
  readonly score: number;
  /** Bounds of the dates of the records that hold `position`; null is open. */
  readonly earliest: IsoDate | null;
  readonly latest: IsoDate | null;
  /** Other records of the same day hold another position. */
  readonly contested: boolean;
  /** Ids of all records of that day, greatest first. */
  readonly records: readonly string[];
}

/** A change of position between two consecutive days with records. */
export interface Shift {
  readonly from: ShiftSide;
  readonly to: ShiftSide;
  /** The change lies not before the first (null: unknown) and not after the second day. */
  readonly between: readonly [IsoDate | null, IsoDate];
  /** `to.position − from.position`. */
  readonly delta: number;
  /** The dates overlap, so that `to` may have been taken before `from`. */
  readonly orderUncertain: boolean;
}
