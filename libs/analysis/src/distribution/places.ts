import { addDays, bucketsOf, type DayWindow, InvalidProblem, type IsoDate, windowOf } from '@app/domain';
import { lastDayOf, youngestOn } from '../positions/days.js';
import { spanOfEvent, type StateEvent, type StatesQuestion } from '../states/states.read-model.js';

export interface PlacesRequest {
  /** EDTF; its last day is meant. In its stead, over time: `from`, `to` and `interval`. */
  readonly on?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Absent is `year`. */
  readonly interval?: 'month' | 'quarter' | 'year' | 'event' | undefined;
  /** Days since a position was last known to hold. */
  readonly maxAge?: number | undefined;
}

/** What a figure is of: a day, an interval of which `end` is excluded, or an event with its dates; null is open. */
export interface Place {
  readonly on?: IsoDate;
  readonly start?: IsoDate | null;
  readonly end?: IsoDate | null;
  /** Slug. */
  readonly event?: string;
}

/** A place with its last day, on which members of a group are counted; null is open. */
export interface DatedPlace {
  readonly place: Place;
  readonly lastDay: IsoDate | null;
}

export interface Places {
  readonly asked: StatesQuestion['places'];
  readonly placesOf: (events: readonly StateEvent[]) => readonly DatedPlace[];
  /** From the last day of the first place to that of the last. */
  readonly lastDays: DayWindow;
}

const BUCKETS_LIMIT = 1000;

/** Throws `date/…`, `analysis/on-or-window`, `analysis/window-required`, `analysis/age-of-events`, `timeline/too-many-buckets`. */
export function placesAsked(request: PlacesRequest): Places {
  const { from, interval, maxAge, on, to } = request;
  const isOverTime = from !== undefined || to !== undefined || interval !== undefined;
  if (isOverTime === (on !== undefined)) throw onOrWindow();
  if (on !== undefined) return onDay(lastDayOf(on, '?on'), maxAge);
  const window = windowOf({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
  return interval === 'event' ? atEvents(window, maxAge) : inIntervals(window, interval ?? 'year', maxAge);
}

function onDay(on: IsoDate, maxAge: number | undefined): Places {
  return {
    asked: [{ first: youngestOn(on, maxAge), last: on }],
    placesOf: () => [{ place: { on }, lastDay: on }],
    lastDays: { first: on, last: on },
  };
}

/** Positions last known to hold in the interval; with `maxAge` also those of so many days before its last. */
function inIntervals(
  { first, last }: DayWindow,
  interval: 'month' | 'quarter' | 'year',
  maxAge: number | undefined,
): Places {
  if (first === null || last === null) {
    throw InvalidProblem.at(
      first === null ? '?from' : '?to',
      'analysis/window-required',
      'Name the first and the last date in from and to, or ask for interval=event.',
    );
  }
  const dated = bucketsOf({ first, last }, interval, BUCKETS_LIMIT).map((place) => ({
    place,
    lastDay: addDays(place.end, -1),
  }));
  return {
    asked: dated.map(({ lastDay, place }) => ({ first: youngestOn(lastDay, maxAge) ?? place.start, last: lastDay })),
    placesOf: () => dated,
    lastDays: { first: dated[0]!.lastDay, last: dated.at(-1)!.lastDay },
  };
}

function atEvents(window: DayWindow, maxAge: number | undefined): Places {
  if (maxAge !== undefined) {
    throw InvalidProblem.at(
      '?maxAge',
      'analysis/age-of-events',
      'At an event only its own records count, whatever their age; leave maxAge out.',
    );
  }
  return { asked: { events: window }, placesOf: (events) => events.map(placeOfEvent), lastDays: window };
}

const placeOfEvent = (event: StateEvent): DatedPlace => ({
  place: { event: event.slug, ...spanOfEvent(event) },
  lastDay: event.latest,
});

const onOrWindow = (): InvalidProblem =>
  InvalidProblem.at(
    '?on',
    'analysis/on-or-window',
    'Name a day in on, or a series by from, to and interval; one of the two.',
  );
