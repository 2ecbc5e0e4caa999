import type { IsoDate } from '@app/domain';
import { type RecordSelection, selectionParameters } from '@app/ledger';
import { linkTo } from './links.js';
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
  const { actor, issue } = pair;
  return linkTo('/v1/stances', { actor, issue, from, to, rollup, ...selectionParameters(selection), knownAt });
}
