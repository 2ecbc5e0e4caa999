import { fromDayNumber, type IsoDate, scoreOf, toDayNumber } from '@app/domain';
import { RECORDS_SHOWN } from '../records/pair.js';
import { byIssueAndActor, heldUntil, lastHeld } from './last-held.js';
import type { ListedRecord } from './listed-record.js';
import type { ScaledIssue } from './scaled-issues.service.js';

/** A cell of positions. */
export interface RecomputedCell {
  readonly actor: string;
  readonly issue: string;
  readonly position: number;
  readonly score: number;
  readonly contested: boolean;
  readonly since: IsoDate | null;
  readonly ageDays: number;
  readonly n: number;
  readonly records: readonly string[];
}

/** Who stands where on a day, by slugs. */
export function recomputedCells(
  records: readonly ListedRecord[],
  {
    issues,
    maxAge = Infinity,
    on,
  }: {
    readonly issues: ReadonlyMap<string, ScaledIssue>;
    readonly maxAge?: number | undefined;
    readonly on: IsoDate;
  },
): RecomputedCell[] {
  const last = toDayNumber(on);
  const cells: RecomputedCell[] = [];
  for (const [issue, ofActors] of byIssueAndActor(records)) {
    for (const [actor, own] of ofActors) {
      const held = lastHeld(own, { first: last - maxAge, last });
      if (held === null) continue;
      const { record, since, tied } = held;
      cells.push({
        actor,
        issue,
        position: record.position,
        score: scoreOf(record.position, issues.get(issue)!.scale),
        contested: tied.some(({ position }) => position !== record.position),
        since: Number.isFinite(since) ? fromDayNumber(since) : null,
        ageDays: Math.max(0, last - heldUntil(record)),
        n: tied.length,
        records: tied.slice(0, RECORDS_SHOWN).map(({ id }) => id),
      });
    }
  }
  return cells.toSorted((a, b) => (a.actor === b.actor ? bySlug(a.issue, b.issue) : bySlug(a.actor, b.actor)));
}

const bySlug = (a: string, b: string): number => (a < b ? -1 : 1);
