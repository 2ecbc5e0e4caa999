import type { IsoDate } from '@app/domain';
import type { Pair } from './pair.js';
import { type RecordSelection, selectionParameters } from './record-filters.js';

/** The list of the records of a pair that may fall in some days, as it was known then. */
export function recordsLink({
  pair,
  from,
  to,
  selection,
  rollup,
  knownAt,
}: {
  readonly pair: Pick<Pair, 'actor' | 'issue'>;
  readonly from?: IsoDate | undefined;
  readonly to?: IsoDate | undefined;
  readonly selection: RecordSelection;
  readonly rollup?: 'broader' | undefined;
  readonly knownAt: string;
}): string {
  const parameters = new URLSearchParams({ actor: pair.actor, issue: pair.issue });
  if (from !== undefined) parameters.set('from', from);
  if (to !== undefined) parameters.set('to', to);
  if (rollup !== undefined) parameters.set('rollup', rollup);
  for (const [name, values] of Object.entries(selectionParameters(selection))) parameters.set(name, values.join(','));
  parameters.set('knownAt', knownAt);
  return `/v1/stances?${parameters.toString()}`;
}
