import { Injectable } from '@nestjs/common';
import type { Method } from '../records/pair.js';
import { CodingsService } from './codings.service.js';
import {
  assertComputable,
  assertOnOneScale,
  groupsOf,
  isPairable,
  reliabilityItem,
  type ReliabilityItem,
  type WithoutCoder,
  withoutCoders,
} from './reliability-figures.js';
import { codingLinks, reliabilityMethod, type ReliabilityRequest } from './reliability-request.js';

export interface ReliabilityAnswer {
  readonly items: readonly ReliabilityItem[];
  /** For each item, each of its coders. */
  readonly coders: readonly WithoutCoder[];
  readonly counts: {
    /** Units with at least two positions; the figures rest on these. */
    readonly units: number;
    /** Units of several coders, of whom at most one gave a position. */
    readonly unpairable: number;
    /** Units of a single coder. */
    readonly single: number;
  };
  readonly method: Method;
  readonly unitsUrl: string;
  readonly recordsUrl: string;
  readonly knownAt: string;
}

/** How far coders agree who coded the same units. */
@Injectable()
export class ReliabilityService {
  constructor(private readonly codings: CodingsService) {}

  /** Throws what `CodingsService.of`, `assertOnOneScale` and `assertComputable` throw. */
  async of(request: ReliabilityRequest): Promise<ReliabilityAnswer> {
    const found = await this.codings.of(request, false);
    assertOnOneScale(request, found.issues);
    const groups = groupsOf(request, found);
    assertComputable(request, groups);
    const units = found.units.filter(isPairable).length;
    const { bootstrap, by, metrics, seed } = request;
    return {
      items: groups.flatMap((group) => metrics.map((metric) => reliabilityItem(group, metric, request))),
      coders: groups.flatMap((group) => metrics.flatMap((metric) => withoutCoders(group, metric))),
      counts: {
        units,
        unpairable: found.units.length - units,
        single: found.issues.reduce((sum, { single }) => sum + single, 0),
      },
      method: reliabilityMethod(request, { metric: metrics, by, bootstrap, seed: bootstrap > 0 ? seed : null }),
      ...codingLinks(request, found.knownAt),
      knownAt: found.knownAt,
    };
  }
}
