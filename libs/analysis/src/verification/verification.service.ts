import { Injectable } from '@nestjs/common';
import type { Method } from '../records/pair.js';
import { AgreementVerification } from './agreement-verification.service.js';
import { compared, type Comparison } from './compared.js';
import { DistributionVerification } from './distribution-verification.service.js';
import type { Figure, Recomputation } from './figure.js';
import { PositionsVerification } from './positions-verification.service.js';
import { TimelineVerification } from './timeline-verification.service.js';

export interface Verification extends Comparison {
  readonly agrees: boolean;
  /** How many records were listed to compute from, and what lists them. */
  readonly records: { readonly listed: number; readonly urls: readonly string[] };
  /** Of the figure. */
  readonly method: Method;
  readonly knownAt: string;
}

/** Computes figures again, from the records that the service lists for them, and holds them against its answers. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly agreement: AgreementVerification,
    private readonly distributions: DistributionVerification,
    private readonly positions: PositionsVerification,
    private readonly timelines: TimelineVerification,
  ) {}

  /** Throws what the service that answers the figure throws, and `verify/too-many-records`. */
  async of(figure: Figure): Promise<Verification> {
    const { answered, knownAt, listings, method, recomputed } = await this.recomputation(figure);
    const comparison = compared(answered, recomputed);
    return {
      agrees: comparison.differenceCount === 0,
      ...comparison,
      records: {
        listed: listings.reduce((sum, { records }) => sum + records.length, 0),
        urls: listings.map(({ url }) => url),
      },
      method,
      knownAt,
    };
  }

  private recomputation(figure: Figure): Promise<Recomputation> {
    switch (figure.of) {
      case 'timeline':
        return this.timelines.of(figure.request);
      case 'positions':
        return this.positions.of(figure.request);
      case 'agreement':
        return this.agreement.of(figure.request);
      case 'cohesion':
        return this.distributions.cohesion(figure.request);
      case 'polarization':
        return this.distributions.polarization(figure.request);
    }
  }
}
