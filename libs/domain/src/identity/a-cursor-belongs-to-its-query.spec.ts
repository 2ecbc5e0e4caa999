import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidProblem } from '../problems/problem.js';
import { decodeCursor, encodeCursor } from './cursor.js';

const ANY = { isKey: () => true, isId: () => true };
/** ASCII without the bar that parts a cursor. */
const parts = fc.string({
  unit: fc.integer({ min: 32, max: 123 }).map((code) => String.fromCharCode(code)),
  maxLength: 60,
});

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidProblem) return `${error.code} at ${error.faults[0]!.pointer}`;
  }
  return undefined;
};

describe('a cursor', () => {
  it('leads back to where the page ended, and can stand in a URL as it is', () => {
    fc.assert(
      fc.property(parts, parts, fc.string(), (key, id, query) => {
        const cursor = encodeCursor({ key, id }, query);
        expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(decodeCursor(cursor, query, ANY)).toEqual({ key, id });
      }),
    );
  });

  // Test vectors of Noll's FNV page.
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('marks the query %j by its FNV-1a', (query, hash) => {
    expect(atob(encodeCursor({ key: 'key', id: 'id' }, query).padEnd(20, '='))).toBe(`${hash.toString(36)}|key|id`);
  });

  it('is refused with another query', () => {
    const cursor = encodeCursor({ key: '2020-01-01', id: '1' }, 'issue=peace');
    expect(codeOf(() => decodeCursor(cursor, 'issue=war', ANY))).toBe('cursor/other-query at ?cursor');
  });

  it('is refused where its key or its id cannot be one', () => {
    const cursor = encodeCursor({ key: 'key', id: 'id' }, '');
    const isKey = (key: string): boolean => key !== 'key';
    const isId = (id: string): boolean => id !== 'id';
    expect(codeOf(() => decodeCursor(cursor, '', { ...ANY, isKey }))).toBe('cursor/malformed at ?cursor');
    expect(codeOf(() => decodeCursor(cursor, '', { ...ANY, isId }))).toBe('cursor/malformed at ?cursor');
  });

  it.each([
    ['nothing', ''],
    ['signs that no cursor has', 'a|b'],
    ['what is not base64', 'A'],
    ['one part', btoa('mark')],
    ['two parts', btoa('mark|key')],
    ['four parts', btoa('mark|key|id|more')],
    ['more than 400 signs', 'A'.repeat(404)],
  ])('is refused with %s', (_, text) => {
    expect(codeOf(() => decodeCursor(text.replaceAll('=', ''), '', ANY))).toBe('cursor/malformed at ?cursor');
  });
});
