import { beginOf, endOf } from './sweep.js';
import type { Cluster, DayNumber, Duration } from './types.js';

/** A position, what it weighs on its own day, and that day. */
interface Observation {
  readonly day: DayNumber;
  readonly position: number;
  readonly weight: number;
}

type Held = Omit<Observation, 'day'> & { readonly begin: DayNumber; readonly end: DayNumber };

/** What is known of a pair on a day. */
export interface DecayedReading {
  readonly mean: number;
  /** W, as of the day. */
  readonly mass: number;
  readonly effectiveN: number;
  /** Σw(s − mean)² ÷ W. */
  readonly variance: number;
  readonly n: number;
  /** The last day on which any of it is known to have been held. */
  readonly heldUntil: DayNumber;
}

/**
 * `decayedMean` of one curve of a pair, asked day by day in order, in one pass over the records (formulas.md 4.1.2;
 * Eckner 2014, exponential moving average). A duration has age 0 as long as it is held, and ages from its end on. What
 * has no first day by the curve is older than any age, and does not count.
 */
export class DecayedCurve {
  private readonly observations: readonly Observation[];
  private readonly durations: readonly Held[];
  private nextObservation = 0;
  private nextDuration = 0;
  private held: readonly Held[] = [];
  private readonly sums: DecayingSums;

  /** `clusters` of one record each. */
  constructor(
    { clusters, durations }: { readonly clusters: readonly Cluster[]; readonly durations: readonly Duration[] },
    curve: 'byEarliest' | 'byLatest',
    halfLife: number,
  ) {
    const observations: Observation[] = [];
    for (const cluster of clusters) {
      const front = cluster[curve];
      if (front !== null) observations.push({ day: front.day, position: front.position, weight: weightOf(cluster) });
    }
    const held: Held[] = [];
    for (const duration of durations) {
      const { position, weight = 1 } = duration;
      if (position === null) continue;
      held.push({ position, weight, begin: beginOf(duration), end: endOf(duration) });
      observations.push({ position, weight, day: endOf(duration) });
    }
    this.observations = observations.filter(({ day }) => Number.isFinite(day)).sort(olderObservation);
    this.durations = held.sort((a, b) => (a.begin < b.begin ? -1 : a.begin > b.begin ? 1 : 0));
    this.sums = new DecayingSums(halfLife);
  }

  /** Null where nothing has begun by then. */
  on(day: DayNumber): DecayedReading | null {
    for (; this.nextObservation < this.observations.length; this.nextObservation++) {
      const observation = this.observations[this.nextObservation]!;
      if (observation.day > day) break;
      this.sums.add(observation);
    }
    this.hold(day);
    const all = this.held.length === 0 ? this.sums : this.sums.copy();
    for (const { position, weight } of this.held) all.add({ day, position, weight });
    return all.on(day);
  }

  private hold(day: DayNumber): void {
    const held = this.held.filter(({ end }) => end > day);
    for (; this.nextDuration < this.durations.length; this.nextDuration++) {
      const duration = this.durations[this.nextDuration]!;
      if (duration.begin > day) break;
      if (duration.end > day) held.push(duration);
    }
    this.held = held.sort(lighter);
  }
}

/** Sums as of the newest observation: seen from a later day, all of them may be too light for a number. */
class DecayingSums {
  private newest: DayNumber = -Infinity;
  private n = 0;
  private mass = 0;
  private squares = 0;
  /** Positions are summed as distances from the first, so that equal ones have no variance at all. */
  private origin = 0;
  private distance = 0;
  private distanceSquared = 0;
  private lowest = Infinity;
  private highest = -Infinity;

  constructor(private readonly halfLife: number) {}

  /** Not before the one added last. */
  add({ day, position, weight }: Observation): void {
    if (this.n === 0) {
      this.origin = position;
    } else if (day > this.newest) {
      const left = this.remaining(day);
      this.mass *= left;
      this.squares *= left * left;
      this.distance *= left;
      this.distanceSquared *= left;
    }
    const distance = position - this.origin;
    this.newest = day;
    this.n++;
    this.mass += weight;
    this.squares += weight * weight;
    this.distance += weight * distance;
    this.distanceSquared += weight * distance * distance;
    this.lowest = Math.min(this.lowest, position);
    this.highest = Math.max(this.highest, position);
  }

  on(day: DayNumber): DecayedReading | null {
    if (this.n === 0) return null;
    const distance = this.distance / this.mass;
    return {
      // Rounding shall not carry it out of the positions that it is a mean of.
      mean: Math.min(Math.max(this.origin + distance, this.lowest), this.highest),
      mass: this.mass * this.remaining(day),
      effectiveN: Math.min(Math.max((this.mass * this.mass) / this.squares, 1), this.n),
      variance: Math.max(this.distanceSquared / this.mass - distance * distance, 0),
      n: this.n,
      heldUntil: this.newest,
    };
  }

  copy(): DecayingSums {
    return Object.assign(new DecayingSums(this.halfLife), this);
  }

  private remaining(day: DayNumber): number {
    return 2 ** (-(day - this.newest) / this.halfLife);
  }
}

function weightOf({ countsByWeight }: Cluster): number {
  for (const weight in countsByWeight) return Number(weight);
  return 1;
}

/** Total, so that rounding does not depend on the order in which records come. */
const olderObservation = (a: Observation, b: Observation): number => a.day - b.day || lighter(a, b);

const lighter = (a: Omit<Observation, 'day'>, b: Omit<Observation, 'day'>): number =>
  a.position - b.position || a.weight - b.weight;
