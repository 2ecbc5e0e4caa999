import { Injectable } from '@nestjs/common';
import type { IsoDate } from '@app/domain';
import { DistributionScopeService } from '../distribution/distribution-scope.service.js';
import {
  type CohesionRequest,
  type DistributionAnswer,
  type DistributionRequest,
  DistributionService,
  type PolarizationRequest,
} from '../distribution/distribution.service.js';
import { cohesionMeasures, type Measure, polarizationMeasures } from '../distribution/measures.js';
import { type Places, placesAsked } from '../distribution/places.js';
import { EventsThenReadModel } from './events-then.read-model.js';
import type { Recomputation } from './figure.js';
import { daysOf } from './last-held.js';
import type { ListedRecord } from './listed-record.js';
import { ListedRecords } from './listed-records.service.js';
import { recomputedDistribution, type RecomputedPlace } from './recomputed-distribution.js';
import { type ScaledIssue, ScaledIssues } from './scaled-issues.service.js';

/** Recomputes cohesion and polarization. */
@Injectable()
export class DistributionVerification {
  constructor(
    private readonly distributions: DistributionService,
    private readonly scopes: DistributionScopeService,
    private readonly listed: ListedRecords,
    private readonly issues: ScaledIssues,
    private readonly events: EventsThenReadModel,
  ) {}

  /** Throws what `DistributionService.cohesion` and `ListedRecords.of` throw. */
  async cohesion(request: CohesionRequest): Promise<Recomputation> {
    return this.of(request, cohesionMeasures(request.measures), await this.distributions.cohesion(request));
  }

  /** Throws what `DistributionService.polarization` and `ListedRecords.of` throw. */
  async polarization(request: PolarizationRequest): Promise<Recomputation> {
    const answer = await this.distributions.polarization(request);
    // Where no measure takes it, the method has none.
    const alpha = answer.method.parameters['alpha'] as number;
    return this.of(request, polarizationMeasures(request.measures, alpha), answer);
  }

  private async of(
    request: DistributionRequest,
    measures: readonly Measure[],
    { counts, items, knownAt, means, method }: DistributionAnswer,
  ): Promise<Recomputation> {
    const places = placesAsked(request);
    const { members } = await this.scopes.of(request, places.lastDays, knownAt);
    const actor = members === null ? request.actor : [...new Set(members.map(({ slug }) => slug))];
    const { issue, rollup } = request;
    const to = lastDayOf(places) ?? undefined;
    const listings = await this.listed.of([{ actor, issue, rollup, to, selection: request, knownAt }]);
    const { records } = listings[0]!;
    const always = 'events' in places.asked || rollup !== undefined ? new Map() : await this.issues.of(issue ?? []);
    return {
      answered: { items, means, counts },
      recomputed: recomputedDistribution(records, {
        measures,
        minN: request.minN,
        places: await this.placesOf(places, records, knownAt),
        issues: new Map<string, ScaledIssue>([...always, ...(await this.issuesOf(records))]),
        always: new Set(always.keys()),
        members,
      }),
      listings,
      method,
      knownAt,
    };
  }

  private issuesOf(records: readonly ListedRecord[]): Promise<ReadonlyMap<string, ScaledIssue>> {
    return this.issues.of(new Set(records.map(({ issue }) => issue)));
  }

  private async placesOf(
    { asked, placesOf }: Places,
    records: readonly ListedRecord[],
    knownAt: string,
  ): Promise<RecomputedPlace[]> {
    if (!('events' in asked)) {
      return placesOf([]).map((dated, index) => ({ dated, days: daysOf(asked[index]!), event: null }));
    }
    const slugs = [...new Set(records.flatMap(({ event }) => event ?? []))];
    const events = await this.events.of(slugs, knownAt);
    return placesOf(events).map((dated, index) => ({
      dated,
      days: daysOf(asked.events),
      event: events[index]!.slug,
    }));
  }
}

function lastDayOf({ asked }: Places): IsoDate | null {
  const windows = 'events' in asked ? [asked.events] : asked;
  return windows.at(-1)!.last;
}
