import { InvalidProblem } from '../problems/problem.js';

/** Where a page ended: the sort key of its last row, that row's id, and which query it belongs to. */
export interface Cursor {
  readonly key: string;
  readonly id: string;
}

/** FNV-1a, 32 bits: enough to tell a cursor of another query; a cursor is no secret. */
function fingerprint(query: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < query.length; index += 1) {
    hash = Math.imul(hash ^ query.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

const toBase64Url = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** `query` is any text that stands for the filters and the order, the same for every page. Keys and ids are ASCII. */
export const encodeCursor = ({ key, id }: Cursor, query: string): string =>
  toBase64Url(`${fingerprint(query)}|${key}|${id}`);

/** Throws `cursor/malformed` or `cursor/other-query`. `isKey` and `isId` say what the parts may be. */
export function decodeCursor(
  text: string,
  query: string,
  { isKey, isId }: { isKey: (key: string) => boolean; isId: (id: string) => boolean },
): Cursor {
  const parts = /^[A-Za-z0-9_-]{1,400}$/.test(text) ? decoded(text) : [];
  const [mark, key, id] = parts;
  if (parts.length !== 3 || mark === undefined || key === undefined || id === undefined || !isKey(key) || !isId(id)) {
    throw InvalidProblem.at('?cursor', 'cursor/malformed', 'Send a nextCursor as it was given, or leave cursor out.');
  }
  if (mark !== fingerprint(query)) {
    throw InvalidProblem.at(
      '?cursor',
      'cursor/other-query',
      'This cursor was given for other filters or another order; leave it out to begin anew.',
    );
  }
  return { key, id };
}

function decoded(text: string): string[] {
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/')).split('|');
  } catch {
    return [];
  }
}
