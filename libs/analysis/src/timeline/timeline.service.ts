import { Injectable } from '@nestjs/common';
import { ofOneState, RecordTime } from '@app/database';
import { type DayWindow, windowOf } from '@app/domain';
import type { Without } from '@app/ledger';
import type { Method, Pair } from '../records/pair.js';
import { RecordFilters } from '../records/record-filters.js';
import { recordsLink } from '../records/records-link.js';
import { PairsReadModel } from './pairs.read-model.js';
import { type FoundPairs, RolledSeriesService, type Rollup, type Unfiltered } from './rolled-series.service.js';
import { SeriesReadModel } from './series.read-model.js';
import { NO_RECORDS, type Series } from './series-rows.js';
import { daysRead, drawing, type Points, spanOf } from './timeline-drawing.js';
import {
  assertFits,
  methodOf,
  sensitivityOf,
  type TimelineRequest,
  weightsOf,
  withoutAlso,
} from './timeline-request.js';

/** A series without some of its records, in the same buckets. */
export interface TimelineVariant {
  readonly without: Without;
  readonly points: Points;
  readonly recordsUrl: string;
}

export interface TimelineSeries {
  readonly actor: string;
  readonly issue: string;
  readonly points: Points;
  /** Where it was rolled up. */
  readonly rollup?: Rollup;
  /** Where sensitivity was asked for. */
  readonly variants?: readonly TimelineVariant[];
  /** Lists all records of the series; expanded (RFC 6570) with `from` and `to`, those that may fall in some days. */
  readonly recordsUrl: string;
}

export interface Timeline {
  readonly series: readonly TimelineSeries[];
  readonly method: Method;
  readonly knownAt: string;
}

/** The series of a request, in the order of the pairs, with the state of the data that they show. */
interface Read {
  readonly request: TimelineRequest;
  readonly series: readonly Series[];
  readonly knownAt: string;
}

/** Stances over time. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly pairs: PairsReadModel,
    private readonly filters: RecordFilters,
    private readonly series: SeriesReadModel,
    private readonly rolledSeries: RolledSeriesService,
    private readonly recordTime: RecordTime,
  ) {}

  /**
   * Throws `<kind>/unknown`, `date/…`, `known-at/…`, `timeline/actor-or-issue-required`, `timeline/too-many-series`,
   * `timeline/too-many-buckets`, `timeline/too-many-points`, `timeline/too-many-records`, `timeline/rollup-needs-issue`,
   * `issue/weight-out-of-range`, and the refusals of `assertFits`.
   */
  async of(request: TimelineRequest): Promise<Timeline> {
    assertFits(request);
    const moment = await this.recordTime.asked(request.knownAt);
    const window = windowOf(request);
    const { found, full, states, variants } = await ofOneState(moment, (at) => this.asOf(request, window, at));
    const knownAt = states.at(-1)!;
    const { pairs, rollups } = found;
    const drawn = drawing(request, spanOf(window, full.series, knownAt), pairs.length * (1 + variants.length));
    const told = ({ request: asked, series }: Read, pair: Pair, index: number) => ({
      points: drawn(pair, series[index] ?? NO_RECORDS),
      recordsUrl: `${recordsLink({ pair, selection: asked, rollup: asked.rollup, knownAt })}{&from,to}`,
    });
    return {
      series: pairs.map((pair, index) => ({
        actor: pair.actor,
        issue: pair.issue,
        ...told(full, pair, index),
        ...(rollups[index] === undefined ? {} : { rollup: rollups[index] }),
        ...(request.sensitivity === undefined
          ? {}
          : {
              variants: variants.map((variant, place) => ({
                without: sensitivityOf(request)[place]!,
                ...told(variant, pair, index),
              })),
            }),
      })),
      method: methodOf(request),
      knownAt,
    };
  }

  /** `moment` null is now. */
  private async asOf(request: TimelineRequest, window: DayWindow, moment: string | null) {
    const found = await this.pairsOf(request, {
      interval: request.interval === 'change' ? null : request.interval,
      weights: weightsOf(request),
      ...daysRead(request, window),
      knownAt: moment,
    });
    const full = await this.read(request, found, moment);
    const variants: Read[] = [];
    for (const part of sensitivityOf(request))
      variants.push(await this.read(withoutAlso(request, part), found, moment));
    const states = [...found.states, full.knownAt, ...variants.map(({ knownAt }) => knownAt)];
    return { found, full, variants, states };
  }

  private async pairsOf(request: TimelineRequest, question: Unfiltered): Promise<FoundPairs> {
    if (request.rollup !== undefined) return this.rolledSeries.of(request, question);
    const { knownAt, pairs } = await this.pairs.of(request, question.knownAt);
    return {
      pairs,
      rollups: [],
      states: knownAt === null ? [] : [knownAt],
      read: (filters) => this.series.of({ ...question, pairs, filters }),
    };
  }

  private async read(request: TimelineRequest, { read }: FoundPairs, moment: string | null): Promise<Read> {
    return { request, ...(await read(await this.filters.of(request, moment))) };
  }
}
