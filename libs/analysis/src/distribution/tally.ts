import type { GroupMember } from '@app/catalog';
import type { IsoDate } from '@app/domain';
import type { IssuePoints } from '../comparison/scales.read-model.js';
import type { States } from '../states/states.read-model.js';
import type { DatedPlace, Place } from './places.js';

export type TalliedIssue = IssuePoints & { readonly id: string };

/** Who stands where on one issue at one place. */
export interface Tally {
  readonly issue: TalliedIssue;
  readonly place: Place;
  /** Actors by position, ascending; positions that nobody holds are not there. */
  readonly counts: ReadonlyMap<number, number>;
}

export interface Tallies {
  /** By slug of the issue, then in the order of the places. */
  readonly tallies: readonly Tally[];
  /** Actors that are counted anywhere. */
  readonly actors: number;
}

/**
 * Counts positions by issue and place.
 * @param members those of the group asked about; null counts everybody. A member is counted on the last day of a place
 * @param issues in the order of the answer: those of the states, and the named ones
 * @param named ids of the issues that are listed at every place
 */
export function talliesOf(
  states: States,
  {
    issues,
    members,
    named,
    places,
  }: {
    readonly issues: readonly TalliedIssue[];
    readonly members: readonly GroupMember[] | null;
    readonly named: ReadonlySet<string>;
    readonly places: readonly DatedPlace[];
  },
): Tallies {
  const belongs = membership(members);
  const counted = new Set<string>();
  const byIssue = new Map<string, (Map<number, number> | undefined)[]>();
  for (const { actorId, issues: units, place, positions } of states.rows) {
    if (!belongs(actorId, places[place]!.lastDay)) continue;
    counted.add(actorId);
    units.forEach((unit, index) => {
      const position = positions[index]!;
      if (position === null) return;
      const { id } = states.issues[unit]!;
      const ofIssue = byIssue.get(id) ?? [];
      const counts = ofIssue[place] ?? new Map<number, number>();
      byIssue.set(id, ofIssue);
      ofIssue[place] = counts.set(position, (counts.get(position) ?? 0) + 1);
    });
  }
  const tallies = issues.flatMap((issue) =>
    places.flatMap(({ place }, index): Tally[] => {
      const counts = byIssue.get(issue.id)?.[index];
      if (counts === undefined && !named.has(issue.id)) return [];
      return [{ issue, place, counts: inOrder(counts ?? new Map()) }];
    }),
  );
  return { tallies, actors: counted.size };
}

const inOrder = (counts: ReadonlyMap<number, number>): Map<number, number> =>
  new Map([...counts].toSorted(([a], [b]) => a - b));

function membership(members: readonly GroupMember[] | null): (actorId: string, day: IsoDate | null) => boolean {
  if (members === null) return () => true;
  const spells = Map.groupBy(members, ({ actorId }) => actorId);
  return (actorId, day) => (spells.get(actorId) ?? []).some((spell) => reaches(spell, day));
}

/** An open last day is later than any. */
const reaches = ({ earliest, latest }: GroupMember, day: IsoDate | null): boolean =>
  day === null ? latest === null : (earliest === null || earliest <= day) && (latest === null || day <= latest);
