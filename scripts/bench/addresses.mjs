// Addresses to ask, made from what is in the database.

const FIRST_YEAR = 1997;

/** A repeatable source of numbers below a bound (mulberry32). */
export function drawing(seed) {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

const pad = (number, width = 2) => String(number).padStart(width, '0');
export const month = (index) => `${FIRST_YEAR + Math.floor(index / 12)}-${pad((index % 12) + 1)}`;
export const dayOf = (epoch, days) =>
  new Date(Date.parse(`${epoch}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Every order in which the parameters can be written: other addresses for the same question. */
export function orders(parameters) {
  if (parameters.length <= 1) return [parameters];
  return parameters.flatMap((first, index) => orders(parameters.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

export const address = (path, parameters) => `/v1/${path}?${parameters.join('&')}`;

/** Thirty years by month, all that there are, bounded by some day of the first and of the last of them. */
export function thirtyYears({ actor, issue }, index) {
  const from = `from=1996-12-${pad((index % 31) + 1)}`;
  const to = `to=2026-11-${pad((Math.floor(index / 31) % 30) + 1)}`;
  const parameters = [`actor=${actor}`, `issue=${issue}`, from, to, 'interval=month', 'fill=previous'];
  return address('timeline', orders(parameters.slice(0, 4))[Math.floor(index / 930) % 24].concat(parameters.slice(4)));
}

export const many = (count, make) => Array.from({ length: count }, (_, index) => make(index));

export function randomPairs({ pairs }, count, seed, make) {
  const below = drawing(seed);
  return many(count, () => make(pairs[below(pairs.length)], below));
}

const DEEP_PAGES = 400;
const FIRST_DEEP = 10;
const LAST_DEEP = 30;

/** Deep pages: the cursors that the service itself gives, from the tenth page on, or a fraction of a page in a small ledger. */
export async function deepPages({ actors, get, pairs }) {
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

/** Spreads the addresses of one actor over the whole list. */
export const orderOf = (parameters) => orderKey(parameters.join('&'));

function orderKey(text) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
