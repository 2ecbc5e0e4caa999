import type { IsoDate } from '@app/domain';
import { type RecordSelection, selectionParameters } from '@app/ledger';
import type { Pair } from './pair.js';

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
  // A list becomes its members with commas between.
  for (const [name, value] of Object.entries(selectionParameters(selection))) parameters.set(name, String(value));
  parameters.set('knownAt', knownAt);
  return `/v1/stances?${parameters.toString()}`;
}
