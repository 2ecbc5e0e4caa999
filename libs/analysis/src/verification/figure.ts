import type { AgreementRequest } from '../agreement/agreement-request.js';
import type { CohesionRequest, PolarizationRequest } from '../distribution/distribution.service.js';
import type { PositionsRequest } from '../positions/positions.service.js';
import type { Method } from '../records/pair.js';
import type { TimelineRequest } from '../timeline/timeline-request.js';
import type { Listing } from './listed-records.service.js';

/** A question to this service whose answer can be verified. */
export type Figure =
  | { readonly of: 'timeline'; readonly request: TimelineRequest }
  | { readonly of: 'positions'; readonly request: PositionsRequest }
  | { readonly of: 'agreement'; readonly request: AgreementRequest }
  | { readonly of: 'cohesion'; readonly request: CohesionRequest }
  | { readonly of: 'polarization'; readonly request: PolarizationRequest };

/** The figures of an answer, and the same computed from the listed records; of one form. */
export interface Recomputation {
  readonly answered: object;
  readonly recomputed: object;
  readonly listings: readonly Listing[];
  readonly method: Method;
  readonly knownAt: string;
}
