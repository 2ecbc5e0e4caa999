import { Injectable } from '@nestjs/common';
import { addDays, type Bucket, bucketsOf, InvalidProblem, type IsoDate, windowOf } from '@app/domain';
import { inTurns } from '../records/in-turns.js';
import type { Method } from '../records/pair.js';
import { spanOfEvent, type StateEvent } from '../states/states.read-model.js';
import { type AgreementItem, agreementItems, assertComputableAgreement } from './agreement-figures.js';
import { type AgreementTimelineRequest, assertAgreementRequest } from './agreement-request.js';
import { AgreementStatesService, type AgreementPlaces } from './agreement-states.service.js';
import { agreementLinks, agreementMethod } from './agreement.service.js';

export interface AgreementPoint extends AgreementItem {
  /** The stretch of the point, `end` excluded; of an event its first day, and the day after its last; null is open. */
  readonly start: IsoDate | null;
  readonly end: IsoDate | null;
  /** Slug; null where points are made by month, quarter or year. */
  readonly event: string | null;
  /** Issues left out because all who held a position held the same. */
  readonly unanimous: number;
}

export interface AgreementTimeline {
  /** Pair by pair, measure by measure, in the order of time. */
  readonly items: readonly AgreementPoint[];
  readonly method: Method;
  readonly unitsUrl: string;
  readonly recordsUrl: string;
  readonly knownAt: string;
}

type Stretch = Pick<AgreementPoint, 'start' | 'end' | 'event'>;

const BUCKETS_LIMIT = 1000;

/** Agreement over time: by month, quarter or year, or event by event. */
@Injectable()
export class AgreementTimelineService {
  constructor(private readonly states: AgreementStatesService) {}

  /** Throws what `AgreementService.of` does, `agreement/window-required` and `timeline/too-many-buckets`. */
  async of(request: AgreementTimelineRequest): Promise<AgreementTimeline> {
    assertAgreementRequest(request);
    const { asked, stretchesOf } = placesOf(request);
    const read = await this.states.of(request, asked);
    assertComputableAgreement(request, read.pairs.length, read);
    const { levels, pairs, places, states } = read;
    const stretches = stretchesOf(states.events);
    const points = await inTurns(pairs, (pair) =>
      places.flatMap((place, index) =>
        agreementItems(request, pair, place, levels).map((item) => ({
          ...item,
          ...stretches[index]!,
          unanimous: place.unanimous,
        })),
      ),
    );
    return {
      items: points.flatMap((own) =>
        request.measures.flatMap((measure) => own.filter((point) => point.measure === measure)),
      ),
      method: agreementMethod(request, { interval: request.interval }),
      ...agreementLinks(request, states.knownAt, request.interval === 'event' ? ['event'] : ['from', 'to']),
      knownAt: states.knownAt,
    };
  }
}

function placesOf(request: AgreementTimelineRequest): {
  readonly asked: AgreementPlaces;
  readonly stretchesOf: (events: readonly StateEvent[]) => readonly Stretch[];
} {
  const window = windowOf(request);
  const { first, last } = window;
  if (request.interval === 'event')
    return { asked: { events: window }, stretchesOf: (events) => events.map(stretchOfEvent) };
  if (first === null || last === null) {
    throw InvalidProblem.at(
      first === null ? '?from' : '?to',
      'agreement/window-required',
      'Name the first and the last date of the series in from and to, or ask for interval=event.',
    );
  }
  const buckets = bucketsOf({ first, last }, request.interval, BUCKETS_LIMIT);
  return {
    asked: buckets.map(({ end, start }) => ({ first: start, last: addDays(end, -1) })),
    stretchesOf: () => buckets.map((bucket: Bucket) => ({ ...bucket, event: null })),
  };
}

const stretchOfEvent = (event: StateEvent): Stretch => ({ ...spanOfEvent(event), event: event.slug });
