import { knownThen } from '@app/database';
import { conditionsOf, type Parameters, type StanceFilters } from '@app/ledger';

const EVERYTHING: StanceFilters = { statuses: ['PUBLISHED'], window: { first: null, last: null } };

/**
 * Common table expressions that end in `shown`: the published stances in force, now or at `knownAt`, that pass the
 * filters. Not materialized, so that each place that reads it brings its own index conditions.
 */
export function shownStances(filters: StanceFilters | null, knownAt: string | null, parameters: Parameters): string {
  const shadow =
    knownAt === null ? '' : `${knownThen(parameters.values.push(knownAt), { stance: true, catalog: [] })}, `;
  const where = conditionsOf(filters ?? EVERYTHING, parameters).join(' AND ');
  return `${shadow}shown AS NOT MATERIALIZED (SELECT s.* FROM stance s WHERE ${where})`;
}

/** The state of the data that an answer shows, as SQL. */
export const momentShown = (knownAt: string | null, parameters: Parameters): string =>
  knownAt === null ? '(SELECT iso_moment(k.at) FROM record_clock k)' : `${parameters.place(knownAt)}::text`;
