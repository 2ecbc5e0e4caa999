import { containing } from '@app/database';
import { evidenceConditions } from './evidence-conditions.js';
import type { StanceFilters } from './stance-question.js';

/** Collects parameters while SQL is put together. */
export class Parameters {
  readonly values: unknown[] = [];

  /** The placeholder of `value`. */
  place(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

/** `s.status` as a literal, so that the planner can prove that a partial index holds the rows. */
function statusCondition(statuses: StanceFilters['statuses']): string {
  const literals = [...new Set(statuses)].toSorted().map((status) => `'${status}'`);
  return literals.length === 1 ? `s.status = ${literals[0]}` : `s.status IN (${literals.join(', ')})`;
}

/**
 * Conditions on `stance s` for everything but actors, issues and the window. What is asked of sources is asked as they
 * were known at the moment in parameter `moment`; null is now.
 */
export function conditionsOf(filters: StanceFilters, parameters: Parameters, moment: number | null): string[] {
  const conditions = ['s.superseded_at IS NULL', statusCondition(filters.statuses)];
  const oneOf = (column: string, values: readonly string[] | undefined, type: string): void => {
    if (values !== undefined) conditions.push(`${column} = ANY(${parameters.place(values)}::${type}[])`);
  };
  oneOf('s.target_id', filters.targetIds, 'uuid');
  oneOf('s.speaker_id', filters.speakerIds, 'uuid');
  oneOf('s.event_id', filters.eventIds, 'uuid');
  oneOf('s.act', filters.acts, 'stance_act');
  oneOf('s.channel', filters.channels, 'stance_channel');
  oneOf('s.confidence', filters.confidences, 'confidence');
  if (filters.externalId !== undefined) conditions.push(`s.external_id = ${parameters.place(filters.externalId)}`);
  if (filters.sourceIds !== undefined) {
    const sources = parameters.place(filters.sourceIds);
    conditions.push(
      `(s.id, s.revision) IN (SELECT c.stance_id, c.revision FROM citation c WHERE c.source_id = ANY(${sources}::uuid[]))`,
    );
  }
  if (filters.q !== undefined) {
    const pattern = parameters.place(containing(filters.q));
    conditions.push(
      `(s.id, s.revision) IN (SELECT t.id, t.revision FROM stance t WHERE t.summary ILIKE ${pattern}
         UNION ALL SELECT c.stance_id, c.revision FROM citation c WHERE c.exact ILIKE ${pattern})`,
    );
  }
  conditions.push(...evidenceConditions(filters, (value) => parameters.place(value), moment));
  return conditions;
}

/**
 * Conditions for records that may touch the window, in two branches: points known to their month have an index bound
 * on both sides; the few loose records are looked through.
 */
export function windowBranches({ window: { first, last } }: StanceFilters, parameters: Parameters): string[][] {
  if (first === null && last === null) return [[]];
  const tight = ['NOT s.is_loose'];
  const loose = ['s.is_loose'];
  if (first !== null) {
    const day = parameters.place(first);
    tight.push(`s.begins_latest >= ${day}::date`);
    loose.push(`coalesce(s.latest, 'infinity'::date) >= ${day}::date`);
  }
  if (last !== null) {
    const day = parameters.place(last);
    tight.push(
      `s.begins_latest < (month_of(${day}::date) + interval '1 month')::date`,
      `s.begins_earliest <= ${day}::date`,
    );
    loose.push(`s.begins_earliest <= ${day}::date`);
  }
  return [tight, loose];
}
