import { isDeepStrictEqual } from 'node:util';

// That the bare handler answers with the same figures as the service is seen to before either is measured.

const CHECKED = 12;

/** Throws where some answer of the bare handler, in any of its ways, differs from the service's in any field. */
export async function assertSame({ name, urls, ways }, { bare, service }) {
  const step = Math.max(1, Math.floor(urls.length / CHECKED));
  for (let index = 0; index < urls.length; index += step) {
    const url = urls[index];
    const expected = await answerOf(service, url);
    for (const way of ways) {
      const difference = differenceOf(expected, await answerOf(bare, `/${way}${url}`));
      if (difference !== null) throw new Error(`${name}: by hand (${way}), ${url} has another answer at ${difference}`);
    }
  }
}

async function answerOf({ port }, url) {
  const response = await fetch(`http://127.0.0.1:${port}${url}`);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url} answers ${response.status}: ${text}`);
  const answer = JSON.parse(text);
  // The service's cursors are marked with the question they belong to; where they point must be the same.
  if (typeof answer.nextCursor === 'string') answer.nextCursor = pointedAt(answer.nextCursor);
  return answer;
}

const pointedAt = (cursor) => Buffer.from(cursor, 'base64url').toString().split('|').slice(1);

/** Sums of fractions depend on the order in which they are added up. */
const areEqualNumbers = (a, b) =>
  typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a));

/** The first place where two values differ; null where they do not. */
function differenceOf(a, b, place = '') {
  if (isDeepStrictEqual(a, b) || areEqualNumbers(a, b)) return null;
  const areObjects = typeof a === 'object' && typeof b === 'object' && a !== null && b !== null;
  if (!areObjects) return `${place}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const difference = differenceOf(a[key], b[key], `${place}/${key}`);
    if (difference !== null) return difference;
  }
  return null;
}
