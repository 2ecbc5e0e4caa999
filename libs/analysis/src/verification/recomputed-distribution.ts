import type { GroupMember } from '@app/catalog';
import { type IsoDate, toDayNumber } from '@app/domain';
import type { DistributionAnswer } from '../distribution/distribution.service.js';
import { itemsOf, meansOf } from '../distribution/figures.js';
import type { Measure } from '../distribution/measures.js';
import type { DatedPlace } from '../distribution/places.js';
import type { Tally } from '../distribution/tally.js';
import { byIssueAndActor, type Days, lastAt, lastHeld } from './last-held.js';
import type { ListedRecord } from './listed-record.js';
import type { ScaledIssue } from './scaled-issues.service.js';

/** A place, and the days of which positions count there, or the event with whose records they do. */
export interface RecomputedPlace {
  readonly dated: DatedPlace;
  readonly days: Days;
  /** Slug. */
  readonly event: string | null;
}

export interface DistributionBasis {
  readonly measures: readonly Measure[];
  readonly minN: number;
  readonly places: readonly RecomputedPlace[];
  readonly issues: ReadonlyMap<string, ScaledIssue>;
  /** Slugs of issues that have an item at each place. */
  readonly always: ReadonlySet<string>;
  /** Null: everybody is counted. */
  readonly members: readonly GroupMember[] | null;
}

/** How many stand where, issue by issue and place by place, and what is measured of that. */
export function recomputedDistribution(
  records: readonly ListedRecord[],
  { always, issues, measures, members, minN, places }: DistributionBasis,
): Pick<DistributionAnswer, 'items' | 'means' | 'counts'> {
  const listed = byIssueAndActor(records);
  const ofEvent = Map.groupBy(records, ({ event }) => event);
  const listedAt = places.map(({ event }) => (event === null ? listed : byIssueAndActor(ofEvent.get(event) ?? [])));
  const counted = new Set<string>();
  const tallies = [...issues.values()].toSorted(bySlug).flatMap((issue) =>
    places.flatMap((place, index): Tally[] => {
      const positions: number[] = [];
      for (const [actor, own] of listedAt[index]!.get(issue.slug) ?? []) {
        const position = positionAt(own, place);
        if (position === null || !belongs(members, actor, place.dated.lastDay)) continue;
        counted.add(actor);
        positions.push(position);
      }
      if (positions.length === 0 && !always.has(issue.slug)) return [];
      return [{ issue, place: place.dated.place, counts: countsOf(positions) }];
    }),
  );
  const items = itemsOf(tallies, measures, minN);
  const several = new Set(tallies.map(({ issue }) => issue.slug)).size;
  return {
    items,
    means: several < 2 ? [] : meansOf(tallies, measures, { minN, places: places.map(({ dated }) => dated) }),
    counts: {
      actors: counted.size,
      issues: several,
      places: new Set(tallies.map(({ place }) => place)).size,
      withoutValue: items.filter(({ value }) => value === null).length,
    },
  };
}

function positionAt(records: readonly ListedRecord[], { days, event }: RecomputedPlace): number | null {
  const held = event === null ? lastHeld(records, days) : lastAt(records, days);
  return held === null ? null : held.record.position;
}

function countsOf(positions: readonly number[]): Map<number, number> {
  const held = Map.groupBy(positions, (position) => position);
  return new Map([...held].map(([position, own]) => [position, own.length] as const).toSorted(([a], [b]) => a - b));
}

/** Whether an actor was a member on a day; null is after all days. */
function belongs(members: readonly GroupMember[] | null, actor: string, day: IsoDate | null): boolean {
  if (members === null) return true;
  const on = day === null ? Infinity : toDayNumber(day);
  return members.some(
    ({ earliest, latest, slug }) =>
      slug === actor &&
      (earliest === null || toDayNumber(earliest) <= on) &&
      (latest === null || on <= toDayNumber(latest)),
  );
}

const bySlug = (a: ScaledIssue, b: ScaledIssue): number => (a.slug < b.slug ? -1 : 1);
