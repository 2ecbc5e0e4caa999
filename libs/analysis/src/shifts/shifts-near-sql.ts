import type { IsoDate } from '@app/domain';
import type { Parameters } from '@app/ledger';

export const IN_PAIR = (other: string): string => `${other}.actor_id = s.actor_id AND ${other}.issue_id = s.issue_id`;

/** Pieces of the statement that finds shifts which may lie in some days; `s` is the second state, `before` the first. */
export interface ShiftsNear {
  /** A FROM item: every pair, with the last day on which one of its candidates begins. */
  readonly pairs: string;
  readonly conditions: readonly string[];
}

/**
 * Shifts whose `between` touches the days from `first` to `last`. A shift of which the second state begins in these days
 * does. Of those that begin later, most begin on the pair's first day with records after `last`, since the state before it
 * had begun by then; the others have a record on one of their sides that may be of `last` or before and is dated later:
 * then its dates lie in the month of `last`, or it is loose. So a pair has no candidate after the first day with records
 * that follows all of these. Whether a candidate touches is decided as `shiftsOf` decides it.
 *
 * @param wanted conditions on the actor_id and issue_id of `c`, each with AND before it
 */
export function shiftsNear(
  { first, last }: { readonly first: IsoDate; readonly last: IsoDate },
  { knownAt, wanted }: { readonly knownAt: string | null; readonly wanted: string },
  parameters: Parameters,
): ShiftsNear {
  const begin = `${parameters.place(first)}::date`;
  const end = `${parameters.place(last)}::date`;
  const superseded = `UNION SELECT c.actor_id, c.issue_id FROM public.stance c WHERE c.superseded_at IS NOT NULL${wanted}`;
  const pairs = `(SELECT c.actor_id, c.issue_id FROM stance_current c WHERE true${wanted} ${knownAt === null ? '' : superseded}) pair
    CROSS JOIN LATERAL (
      SELECT greatest((month_of(${end}) + interval '1 month')::date - 1, max(l.begins_latest)) AS day FROM shown l
       WHERE l.actor_id = pair.actor_id AND l.issue_id = pair.issue_id AND l.is_loose AND l.begins_earliest <= ${end}) reach
    CROSS JOIN LATERAL (
      SELECT coalesce(min(n.begins_latest), 'infinity'::date) AS day FROM shown n
       WHERE n.actor_id = pair.actor_id AND n.issue_id = pair.issue_id AND n.begins_latest > reach.day AND n.position IS NOT NULL) final`;
  return {
    pairs,
    conditions: [
      's.actor_id = pair.actor_id AND s.issue_id = pair.issue_id',
      `s.begins_latest >= ${begin} AND s.begins_latest <= final.day`,
      `(s.begins_latest <= ${end} OR NOT EXISTS (${heldAfter(end)}))`,
    ],
  };
}

/** Records of the first state by which it is known to have held later than `day`. */
const heldAfter = (day: string): string => `
  SELECT FROM shown h
   WHERE ${IN_PAIR('h')} AND h.begins_latest = before.begins_latest AND h.position = before.position
     AND CASE WHEN h.is_duration THEN least(coalesce(h.latest, 'infinity'::date), (
           SELECT min(t.begins_earliest) FROM shown t
            WHERE ${IN_PAIR('t')} AND t.begins_latest = s.begins_latest AND t.position = s.position))
         ELSE h.begins_earliest END > ${day}`;
