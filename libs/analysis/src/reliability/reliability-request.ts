import type { ReliabilityMetric } from '@app/domain';
import { linkTo } from '../records/links.js';
import type { Method } from '../records/pair.js';
import { type RecordSelection, selectionParameters } from '../records/record-filters.js';

/** Which codings. `source`: of records that cite one of these, the units of these. */
export interface CodingsRequest extends RecordSelection {
  readonly actor?: readonly string[] | undefined;
  readonly issue?: readonly string[] | undefined;
  /** Names in `recordedBy`. */
  readonly coder?: readonly string[] | undefined;
  /** EDTF: records whose dates may fall in these days. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly knownAt?: string | undefined;
}

export interface ReliabilityRequest extends CodingsRequest {
  readonly metrics: readonly ReliabilityMetric[];
  /** One figure for each issue, or one for all together. */
  readonly by: 'issue' | 'all';
  /** Resamples of the interval; 0 is none. */
  readonly bootstrap: number;
  readonly seed: number;
}

/** `more`: what is asked of the codings. */
export const reliabilityMethod = (request: CodingsRequest, more: Readonly<Record<string, unknown>> = {}): Method => ({
  id: 'krippendorff-alpha',
  version: 1,
  reference: 'docs/methodology.md#reliability',
  parameters: {
    actor: request.actor ?? null,
    issue: request.issue ?? null,
    coder: request.coder ?? null,
    from: request.from ?? null,
    to: request.to ?? null,
    ...more,
    ...selectionParameters(request),
  },
});

/** The units that figures rest on, and all records that they are taken from; expanded (RFC 6570) with issue. */
export function codingLinks(
  request: CodingsRequest,
  knownAt: string,
): { readonly unitsUrl: string; readonly recordsUrl: string } {
  const { actor, coder, from, to } = request;
  const records = { actor, from, to, ...selectionParameters(request), knownAt };
  return {
    unitsUrl: linkTo('/v1/reliability/units', { coder, ...records }, '{&issue}'),
    recordsUrl: linkTo('/v1/stances', records, '{&issue}'),
  };
}
