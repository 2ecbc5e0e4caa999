import { Injectable } from '@nestjs/common';
import { windowOf } from '@app/domain';
import { inTurns } from '../records/in-turns.js';
import { linkTo } from '../records/links.js';
import type { Method } from '../records/pair.js';
import { selectionParameters } from '../records/record-filters.js';
import { type AgreementItem, agreementItems, assertComputableAgreement } from './agreement-figures.js';
import { agreementParameters, type AgreementRequest, assertAgreementRequest } from './agreement-request.js';
import { AgreementStatesService } from './agreement-states.service.js';

export interface AgreementCounts {
  /** Who has a position or an absence. */
  readonly actors: number;
  readonly pairs: number;
  /** Issues that are compared on, and those left out because all who held a position held the same. */
  readonly units: number;
  readonly unanimous: number;
}

export interface AgreementAnswer {
  readonly items: readonly AgreementItem[];
  readonly counts: AgreementCounts;
  readonly method: Method;
  /** List the units of one pair, and all its records; expanded (RFC 6570) with actor and with. */
  readonly unitsUrl: string;
  readonly recordsUrl: string;
  readonly knownAt: string;
}

/** How far actors agree over the issues that they both hold positions on. */
@Injectable()
export class AgreementService {
  constructor(private readonly states: AgreementStatesService) {}

  /**
   * Throws what `assertAgreementRequest`, `AgreementStatesService.of` and `assertComputableAgreement` throw, and
   * `date/…`.
   */
  async of(request: AgreementRequest): Promise<AgreementAnswer> {
    assertAgreementRequest(request);
    const read = await this.states.of(request, [windowOf(request)]);
    assertComputableAgreement(request, read.pairs.length, read);
    const { levels, pairs, places, states } = read;
    const [place] = places;
    return {
      items: (await inTurns(pairs, (pair) => agreementItems(request, pair, place!, levels))).flat(),
      counts: {
        actors: place!.codes.size,
        pairs: pairs.length,
        units: place!.issues.length,
        unanimous: place!.unanimous,
      },
      ...agreementLinks(request, states.knownAt),
      method: agreementMethod(request),
      knownAt: states.knownAt,
    };
  }
}

export const agreementMethod = (request: AgreementRequest, more: Record<string, unknown> = {}): Method => ({
  id: 'agreement',
  version: 1,
  reference: 'docs/methodology.md#agreement',
  parameters: {
    actor: request.actor ?? null,
    with: request.with ?? null,
    ...agreementParameters(request),
    ...more,
  },
});

/** @param ofPoint parameters that a point of a series has to be put in for */
export function agreementLinks(
  request: AgreementRequest,
  knownAt: string,
  ofPoint: readonly ('event' | 'from' | 'to')[] = [],
): { readonly unitsUrl: string; readonly recordsUrl: string } {
  const { bootstrap: _, distance: __, measure: ___, minN: ____, seed: _____, ...units } = agreementParameters(request);
  const { issue, rollup, to } = request;
  // Without `from`: an earlier record may tell that a later one was given up before the window.
  const records = { issue, rollup, to, ...selectionParameters(request), knownAt };
  const left = Object.fromEntries(ofPoint.map((each) => [each, null]));
  return {
    unitsUrl: linkTo(
      '/v1/agreement/units',
      { ...units, ...left, knownAt },
      `{&${['actor', 'with', ...ofPoint].join(',')}}`,
    ),
    recordsUrl: linkTo(
      '/v1/stances',
      { ...records, ...left },
      `{&${['actor', ...ofPoint.filter((each) => each !== 'from')].join(',')}}`,
    ),
  };
}
