import { stancesThen } from '@app/database';
import { conditionsOf, type Parameters, type StanceFilters } from '@app/ledger';

const EVERYTHING: StanceFilters = { statuses: ['PUBLISHED'], window: { first: null, last: null } };

/**
 * Common table expressions that end in `shown`: the published stances in force, now or at the moment in
 * parameter `moment`, that pass the filters. Not materialized, so that each place that reads it brings its own index conditions.
 */
export function shownStances(filters: StanceFilters | null, moment: number | null, parameters: Parameters): string {
  const shadow = moment === null ? '' : `${stancesThen(moment)}, `;
  const where = conditionsOf(filters ?? EVERYTHING, parameters, moment).join(' AND ');
  return `${shadow}shown AS NOT MATERIALIZED (SELECT s.* FROM stance s WHERE ${where})`;
}
