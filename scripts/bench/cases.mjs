import {
  address,
  dayOf,
  deepPages,
  drawing,
  many,
  month,
  orderOf,
  orders,
  randomPairs,
  thirtyYears,
} from './addresses.mjs';

// The questions that are measured. `urls` gives addresses that differ from each other; a case with `cached` asks a few
// again and again. `ways` are those of the bare handler; `most` is the p99 that is aimed at, in milliseconds.

const CACHED_URLS = 8;
const CROWD = 50;
/** How often the data change while a crowd asks the same: a busy day of recording. */
const CHANGED_EVERY_MS = 1000;

const PAIR_WAYS = ['json', 'rows', 'sql'];
const POSITIONS_WAYS = ['json', 'text', 'rows'];
const LIST_WAYS = ['json', 'rows'];

const randomTimelines = (count, seed) => (data) =>
  randomPairs(data, count, seed, (pair, below) => thirtyYears(pair, below(930)));
const denseTimelines = ({ densest }) => many(5000, (index) => thirtyYears(densest, index * 7));
const positionsNow = () => many(300, (index) => address('positions', [`on=${dayOf('2027-01-01', index)}`]));
const positionsPast = () => many(300, (index) => address('positions', [`on=${dayOf('2001-01-01', index * 23)}`]));
const fewLists = ({ actors }) =>
  actors.slice(0, CACHED_URLS).map((actor) => address('stances', [`actor=${actor}`, 'limit=50', 'sort=-date']));

/** Each answer computed, by few clients. */
const COMPUTED = [
  {
    name: 'timeline',
    what: 'one random pair, 30 years by month, carried',
    ways: PAIR_WAYS,
    urls: randomTimelines(6000, 1),
  },
  {
    name: 'timeline-dense',
    what: 'the pair with most records, 30 years by month',
    ways: PAIR_WAYS,
    urls: denseTimelines,
  },
  {
    name: 'timeline-actor',
    what: 'one actor, all issues, 30 years by year',
    ways: ['json', 'years'],
    urls({ actors }) {
      const below = drawing(2);
      const one = (index) =>
        address('timeline', [
          `actor=${actors[below(actors.length)]}`,
          `from=${dayOf('1997-01-01', index % 365)}`,
          `to=${dayOf('2026-01-01', Math.floor(index / 4))}`,
          'interval=year',
          'fill=previous',
        ]);
      return many(1400, one);
    },
  },
  { name: 'positions-now', what: 'all actors × all issues, today', ways: POSITIONS_WAYS, urls: positionsNow },
  {
    name: 'positions-now-actor',
    what: 'one actor × all issues, today',
    ways: POSITIONS_WAYS,
    urls({ actors }) {
      const below = drawing(3);
      const one = (index) =>
        address('positions', [`actor=${actors[below(actors.length)]}`, `on=${dayOf('2027-01-01', index)}`]);
      return many(9000, one);
    },
  },
  { name: 'positions-past', what: 'all actors × all issues, a past day', ways: POSITIONS_WAYS, urls: positionsPast },
  {
    name: 'positions-past-actor',
    what: 'one actor × all issues, a past day',
    ways: POSITIONS_WAYS,
    urls({ actors }) {
      const below = drawing(4);
      const one = (index) =>
        address('positions', [`actor=${actors[below(actors.length)]}`, `on=${dayOf('2001-01-01', index)}`]);
      return many(9000, one);
    },
  },
  {
    name: 'agreement',
    what: 'one actor with all others, graded, today',
    ways: ['sql', 'rows'],
    urls({ actors }) {
      const below = drawing(6);
      const one = (index) =>
        address('agreement', [
          `actor=${actors[below(actors.length)]}`,
          `to=${dayOf('2027-01-01', index)}`,
          'measure=graded',
        ]);
      return many(3000, one);
    },
  },
  {
    name: 'list-actor',
    what: '50 stances of one actor, newest first',
    ways: LIST_WAYS,
    urls: ({ actors }) =>
      actors
        .flatMap((actor) => orders([`actor=${actor}`, 'limit=50', 'sort=-date', 'shape=object']))
        .toSorted((a, b) => orderOf(a) - orderOf(b))
        .map((parameters) => address('stances', parameters)),
  },
  { name: 'list-deep', what: 'the same, a page far down', ways: LIST_WAYS, urls: deepPages },
  {
    name: 'list-window',
    what: '50 stances of one random pair, in five years',
    ways: LIST_WAYS,
    urls: (data) =>
      randomPairs(data, 12_000, 5, ({ actor, issue }, below) => {
        const first = below(288);
        return address('stances', [
          `actor=${actor}`,
          `issue=${issue}`,
          `from=${month(first)}`,
          `to=${month(first + 59)}`,
          'sort=-date',
        ]);
      }),
  },
];

/** The same again: sent from what the service has kept, or not sent at all. `as` names the case that computes them. */
const REPEATED = [
  {
    name: 'timeline-cached',
    as: 'timeline',
    what: 'few timelines, again and again',
    ways: PAIR_WAYS,
    urls: randomTimelines(CACHED_URLS, 7),
  },
  {
    name: 'positions-cached',
    as: 'positions-now',
    what: 'one matrix, again and again',
    ways: POSITIONS_WAYS,
    urls: () => positionsNow().slice(0, 1),
  },
  { name: 'list-cached', as: 'list-actor', what: 'few lists, again and again', ways: LIST_WAYS, urls: fewLists },
  {
    name: 'timeline-304',
    as: 'timeline',
    what: 'few timelines, with their ETag',
    etag: true,
    ways: PAIR_WAYS,
    urls: randomTimelines(CACHED_URLS, 7),
  },
  {
    name: 'positions-304',
    as: 'positions-now',
    what: 'one matrix, with its ETag',
    etag: true,
    ways: POSITIONS_WAYS,
    urls: () => positionsNow().slice(0, 1),
  },
  {
    name: 'list-304',
    as: 'list-actor',
    what: 'few lists, with their ETag',
    etag: true,
    ways: LIST_WAYS,
    urls: fewLists,
  },
].map((one) => ({ ...one, cached: true }));

/** Fifty clients at once: all with different questions, or all with the same one while the data change. */
const CROWDED = [
  {
    name: 'crowd-timeline',
    what: 'random pairs, each another',
    most: 50,
    ways: PAIR_WAYS,
    urls: randomTimelines(6000, 11),
  },
  { name: 'crowd-timeline-dense', what: 'the pair with most records', most: 50, ways: PAIR_WAYS, urls: denseTimelines },
  { name: 'crowd-now', what: 'positions today, each another day', most: 250, ways: POSITIONS_WAYS, urls: positionsNow },
  {
    name: 'crowd-now-same',
    what: 'positions today, all the same',
    most: 250,
    shared: true,
    ways: POSITIONS_WAYS,
    urls: () => positionsNow().slice(0, 1),
  },
  {
    name: 'crowd-past',
    what: 'positions on past days, each another',
    most: 250,
    ways: POSITIONS_WAYS,
    urls: positionsPast,
  },
  {
    name: 'crowd-past-same',
    what: 'positions on one past day',
    most: 250,
    shared: true,
    ways: POSITIONS_WAYS,
    urls: () => positionsPast().slice(0, 1),
  },
].map((one) => ({ ...one, connections: CROWD, ...(one.shared ? { changedEvery: CHANGED_EVERY_MS } : {}) }));

/**
 * @type {{ name: string, what: string, ways: string[], urls: (data: object) => string[] | Promise<string[]>, as?: string,
 *          cached?: boolean, etag?: boolean, shared?: boolean, connections?: number, changedEvery?: number, most?: number }[]}
 */
export const CASES = [...COMPUTED, ...REPEATED, ...CROWDED];

export const CASE_NAMES = CASES.map(({ name }) => name);
