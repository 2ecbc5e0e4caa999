import { Injectable } from '@nestjs/common';
import { ofOneState, RecordTime } from '@app/database';
import { InvalidProblem } from '@app/domain';
import { ScalesReadModel } from '../comparison/scales.read-model.js';
import type { Method } from '../records/pair.js';
import { RecordFilters, type RecordSelection, selectionParameters } from '../records/record-filters.js';
import { type States, StatesReadModel } from '../states/states.read-model.js';
import type { Rollup } from '../timeline/rolled-series.service.js';
import { distributionLink } from './distribution-link.js';
import { type DistributionScope, DistributionScopeService, type ScopeRequest } from './distribution-scope.service.js';
import { assertFigures, type DistributionItem, type DistributionMean, itemsOf, meansOf } from './figures.js';
import {
  type CohesionMeasure,
  cohesionMeasures,
  type Measure,
  type PolarizationMeasure,
  polarizationMeasures,
} from './measures.js';
import { type DatedPlace, type Places, placesAsked, type PlacesRequest } from './places.js';
import { type Tallies, talliesOf, type TalliedIssue } from './tally.js';

export interface DistributionRequest extends RecordSelection, ScopeRequest, PlacesRequest {
  /** Actors with a position that a figure needs. */
  readonly minN: number;
  readonly knownAt?: string | undefined;
}

export interface CohesionRequest extends DistributionRequest {
  readonly measures: readonly CohesionMeasure[];
}

export interface PolarizationRequest extends DistributionRequest {
  readonly measures: readonly PolarizationMeasure[];
  /** Of Esteban & Ray, above 0 to 1.6; absent is 1. */
  readonly alpha?: number | undefined;
}

export interface DistributionAnswer {
  /** Issue by issue, measure by measure, in the order of time. */
  readonly items: readonly DistributionItem[];
  /** Over the issues of each place, where there are several issues. */
  readonly means: readonly DistributionMean[];
  readonly counts: {
    readonly actors: number;
    readonly issues: number;
    readonly places: number;
    readonly withoutValue: number;
  };
  /** Slugs, where a group was asked for: who belonged to it on the last day of any place. */
  readonly members?: readonly string[];
  readonly rollup?: Rollup;
  readonly method: Method;
  /** Lists records; expanded (RFC 6570) with what an item has, those that it rests on and perhaps more. */
  readonly recordsUrl: string;
  readonly knownAt: string;
}

const STANDARD_ALPHA = 1;

/** How far a group of actors stands together, or apart. */
@Injectable()
export class DistributionService {
  constructor(
    private readonly scope: DistributionScopeService,
    private readonly filters: RecordFilters,
    private readonly states: StatesReadModel,
    private readonly scales: ScalesReadModel,
    private readonly recordTime: RecordTime,
  ) {}

  /**
   * Throws what `placesAsked` and `DistributionScopeService.of` throw, `<kind>/unknown`, `known-at/…`,
   * `analysis/too-many-positions`, `analysis/too-many-figures`.
   */
  cohesion(request: CohesionRequest): Promise<DistributionAnswer> {
    return this.of(request, cohesionMeasures(request.measures), methodOf('cohesion', request, {}));
  }

  /** Throws what `cohesion` throws, and `polarization/alpha-is-of-esteban-ray`. */
  async polarization(request: PolarizationRequest): Promise<DistributionAnswer> {
    const takesAlpha = request.measures.includes('esteban-ray');
    if (request.alpha !== undefined && !takesAlpha) throw alphaHasNoEffect();
    const alpha = request.alpha ?? STANDARD_ALPHA;
    const method = methodOf('polarization', request, takesAlpha ? { alpha } : {});
    return this.of(request, polarizationMeasures(request.measures, alpha), method);
  }

  private async of(
    request: DistributionRequest,
    measures: readonly Measure[],
    method: Method,
  ): Promise<DistributionAnswer> {
    const places = placesAsked(request);
    const asked = await this.recordTime.asked(request.knownAt);
    const { read, scope } = await ofOneState(asked, (moment) => this.read(request, places, moment));
    const { knownAt } = read;
    const dated = places.placesOf(read.events);
    const tallies = await this.tallies(request, { dated, places, read, scope });
    assertFigures(tallies.tallies.length * measures.length);
    const items = itemsOf(tallies.tallies, measures, request.minN);
    const issues = new Set(items.map(({ issue }) => issue)).size;
    const members = scope.members && [...new Set(scope.members.map(({ slug }) => slug))];
    return {
      items,
      means: issues < 2 ? [] : meansOf(tallies.tallies, measures, { minN: request.minN, places: dated }),
      counts: {
        actors: tallies.actors,
        issues,
        places: new Set(tallies.tallies.map(({ place }) => place)).size,
        withoutValue: items.filter(({ value }) => value === null).length,
      },
      ...(members === null ? {} : { members }),
      ...(scope.rollup === null ? {} : { rollup: scope.rollup }),
      method,
      recordsUrl: distributionLink(request, places, members ?? request.actor, knownAt),
      knownAt,
    };
  }

  /** `moment` null is now. */
  private async read(request: DistributionRequest, places: Places, moment: string | null) {
    const scope = await this.scope.of(request, places.lastDays, moment);
    const read = await this.states.of({
      actorIds: scope.actorIds,
      issueIds: scope.issueIds,
      places: places.asked,
      filters: await this.filters.of(request, moment),
      knownAt: moment,
      absences: false,
      records: false,
    });
    return { scope, read, states: [...scope.states, read.knownAt] };
  }

  private async tallies(
    request: DistributionRequest,
    {
      dated,
      places,
      read,
      scope,
    }: { dated: readonly DatedPlace[]; places: Places; read: States; scope: DistributionScope },
  ): Promise<Tallies> {
    const named = new Set(request.rollup === undefined && !('events' in places.asked) ? scope.issueIds : []);
    const issues = await this.issues([...new Set([...named, ...read.issues.map(({ id }) => id)])]);
    return talliesOf(read, { issues, members: scope.members, named, places: dated });
  }

  /** By slug. */
  private async issues(ids: readonly string[]): Promise<TalliedIssue[]> {
    const found = await this.scales.of(ids);
    return found.map((issue, index) => ({ ...issue, id: ids[index]! })).toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
  }
}

const methodOf = (
  id: 'cohesion' | 'polarization',
  request: CohesionRequest | PolarizationRequest,
  more: Readonly<Record<string, unknown>>,
): Method => ({
  id,
  version: 1,
  reference: `docs/methodology.md#${id}`,
  parameters: {
    measure: request.measures,
    ...more,
    actor: request.actor ?? null,
    group: request.group ?? null,
    issue: request.issue ?? null,
    rollup: request.rollup ?? null,
    ...(request.on === undefined
      ? { from: request.from ?? null, to: request.to ?? null, interval: request.interval ?? 'year' }
      : { on: request.on }),
    maxAge: request.maxAge ?? null,
    minN: request.minN,
    ...selectionParameters(request),
  },
});

const alphaHasNoEffect = (): InvalidProblem =>
  InvalidProblem.at(
    '?alpha',
    'polarization/alpha-is-of-esteban-ray',
    'Only esteban-ray has an alpha; leave alpha out, or ask for that measure.',
  );
