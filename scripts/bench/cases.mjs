// The questions that are measured. `urls` gives addresses that differ from each other; a case with `cached` asks a few
// again and again.

const FIRST_YEAR = 1997;
const CACHED_URLS = 8;

/** A repeatable source of numbers below a bound (mulberry32). */
function drawing(seed) {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

const pad = (number, width = 2) => String(number).padStart(width, '0');
const month = (index) => `${FIRST_YEAR + Math.floor(index / 12)}-${pad((index % 12) + 1)}`;
const dayOf = (epoch, days) =>
  new Date(Date.parse(`${epoch}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Every order in which the parameters can be written: other addresses for the same question. */
function orders(parameters) {
  if (parameters.length <= 1) return [parameters];
  return parameters.flatMap((first, index) => orders(parameters.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

const address = (path, parameters) => `/v1/${path}?${parameters.join('&')}`;

function tenYearsByMonth({ actor, issue }, firstMonth) {
  const parameters = [`from=${month(firstMonth)}`, `to=${month(firstMonth + 119)}`, 'interval=month', 'fill=previous'];
  return address('timeline', [`actor=${actor}`, `issue=${issue}`, ...parameters]);
}

/** The same ten years, bounded by other days of the first and the last month. */
function tenYearsByDay({ actor, issue }, index) {
  const from = dayOf('1998-01-01', index);
  const to = dayOf('2008-01-01', index);
  return address('timeline', [
    `actor=${actor}`,
    `issue=${issue}`,
    `from=${from}`,
    `to=${to}`,
    'interval=month',
    'fill=previous',
  ]);
}

const many = (count, make) => Array.from({ length: count }, (_, index) => make(index));

function randomPairs({ pairs }, count, seed, make) {
  const below = drawing(seed);
  return many(count, () => make(pairs[below(pairs.length)], below));
}

const DEEP_PAGES = 400;
const FIRST_DEEP = 10;
const LAST_DEEP = 30;

/** Deep pages: the cursors that the service itself gives, from the tenth page on, or a fraction of a page in a small ledger. */
async function deepPages({ actors, get, pairs }) {
  const ofActor = pairs.reduce((sum, { total }) => sum + total, 0) / actors.length;
  const step = Math.max(1, Math.min(100, Math.floor(ofActor / (FIRST_DEEP + 2))));
  const found = [];
  for (const actor of actors) {
    if (found.length >= DEEP_PAGES) break;
    let cursor = null;
    for (let page = 0; page < LAST_DEEP; page += 1) {
      const start = [`actor=${actor}`, `limit=${step}`, 'sort=-date'];
      const { nextCursor } = JSON.parse(
        await get(address('stances', cursor === null ? start : [...start, `cursor=${cursor}`])),
      );
      if (nextCursor === null) break;
      cursor = nextCursor;
      if (page >= FIRST_DEEP) found.push([`actor=${actor}`, 'limit=50', 'sort=-date', `cursor=${cursor}`]);
    }
  }
  return found
    .flatMap((parameters) => orders(parameters).slice(0, 8))
    .map((parameters) => address('stances', parameters));
}

/** @type {{ name: string, what: string, urls: (data: object) => string[] | Promise<string[]>, cached?: boolean, etag?: boolean }[]} */
export const CASES = [
  {
    name: 'timeline',
    what: 'one random pair, 10 years by month, carried',
    urls: (data) => randomPairs(data, 3500, 1, (pair, below) => tenYearsByMonth(pair, below(228))),
  },
  {
    name: 'timeline-dense',
    what: 'the pair with most records, 10 years by month',
    urls: ({ densest }) => many(3500, (index) => tenYearsByDay(densest, index)),
  },
  {
    name: 'timeline-actor',
    what: 'one actor, all issues, 10 years by year',
    urls({ actors }) {
      const below = drawing(2);
      const one = (index) =>
        address('timeline', [
          `actor=${actors[below(actors.length)]}`,
          `from=${dayOf('1998-01-01', index)}`,
          `to=${dayOf('2008-01-01', index)}`,
          'interval=year',
          'fill=previous',
        ]);
      return many(1500, one);
    },
  },
  {
    name: 'positions-now',
    what: 'all actors × all issues, today',
    urls: () => many(300, (index) => address('positions', [`on=${dayOf('2027-01-01', index)}`])),
  },
  {
    name: 'positions-now-actor',
    what: 'one actor × all issues, today',
    urls({ actors }) {
      const below = drawing(3);
      const one = (index) =>
        address('positions', [`actor=${actors[below(actors.length)]}`, `on=${dayOf('2027-01-01', index)}`]);
      return many(9000, one);
    },
  },
  {
    name: 'positions-past',
    what: 'all actors × all issues, a past day',
    urls: () => many(300, (index) => address('positions', [`on=${dayOf('2001-01-01', index * 23)}`])),
  },
  {
    name: 'positions-past-actor',
    what: 'one actor × all issues, a past day',
    urls({ actors }) {
      const below = drawing(4);
      const one = (index) =>
        address('positions', [`actor=${actors[below(actors.length)]}`, `on=${dayOf('2001-01-01', index)}`]);
      return many(9000, one);
    },
  },
  {
    name: 'list-actor',
    what: '50 stances of one actor, newest first',
    urls: ({ actors }) =>
      actors
        .flatMap((actor) => orders([`actor=${actor}`, 'limit=50', 'sort=-date', 'shape=object']))
        .toSorted((a, b) => orderOf(a) - orderOf(b))
        .map((parameters) => address('stances', parameters)),
  },
  { name: 'list-deep', what: 'the same, a page far down', urls: deepPages },
  {
    name: 'list-window',
    what: '50 stances of one random pair, in five years',
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
  {
    name: 'timeline-cached',
    what: 'few timelines, again and again',
    cached: true,
    urls: (data) => randomPairs(data, CACHED_URLS, 7, (pair, below) => tenYearsByMonth(pair, below(228))),
  },
  {
    name: 'positions-cached',
    what: 'one matrix, again and again',
    cached: true,
    urls: () => [address('positions', ['on=2026-12-31'])],
  },
  {
    name: 'list-cached',
    what: 'few lists, again and again',
    cached: true,
    urls: ({ actors }) =>
      actors.slice(0, CACHED_URLS).map((actor) => address('stances', [`actor=${actor}`, 'limit=50', 'sort=-date'])),
  },
  {
    name: 'timeline-304',
    what: 'few timelines, with their ETag',
    cached: true,
    etag: true,
    urls: (data) => randomPairs(data, CACHED_URLS, 7, (pair, below) => tenYearsByMonth(pair, below(228))),
  },
];

export const CASE_NAMES = CASES.map(({ name }) => name);

/** Spreads the addresses of one actor over the whole list. */
const orderOf = (parameters) => orderKey(parameters.join('&'));

function orderKey(text) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
