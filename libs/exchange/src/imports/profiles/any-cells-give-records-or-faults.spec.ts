import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FileRow } from '../files/rows.js';
import { compileProfile } from './compile-profile.js';
import { loadProfile } from './shipped.js';
import { actor, issue, source } from './support/entries.js';
import { exampleFile } from './support/mapping-of.js';
import { MemoryLookups } from './support/memory-lookups.js';
import { loadTables } from './tables/load-tables.js';

const COW = { 'roll-calls': exampleFile('un-ga-cow/roll_calls.csv') };
const HEADERS: readonly (readonly [string, readonly string[], Readonly<Record<string, string>>?])[] = [
  [
    'stances',
    [
      'externalId',
      'actor',
      'issue',
      'act',
      'position',
      'date',
      'target',
      'source',
      'credibility',
      'quote',
      'prefix',
      'citations.0.source',
      'citations.0.credibility',
    ],
  ],
  ['actors', ['slug', 'kind', 'name_en', 'aliases_en', 'id_cow', 'id_', 'validity']],
  ['issues', ['slug', 'name', 'proposition', 'scale', 'broader', 'absenceCarriesPosition']],
  ['sources', ['slug', 'title', 'reliability', 'url', 'date', 'language']],
  ['recognition-spells', ['country', 'iso2', 'start_year', 'end_year']],
  ['un-ga-votes-cow', ['rcid', 'ccode', 'vote'], COW],
];

/** Texts that are right somewhere, and texts that are right nowhere. */
const cell = fc.oneof(
  fc.constantFrom(
    'iran',
    'envoy',
    'article',
    'VOTE',
    'STATE',
    'A',
    '2024',
    '1946/..',
    '3',
    '8',
    '2',
    '-1',
    'true',
    'vote-3',
    'Turkey',
    'https://example.org',
  ),
  fc.constantFrom(
    null,
    '\u0085',
    'a|a',
    'x'.repeat(3000),
    '\0',
    '\ud800',
    '__proto__',
    '{a}',
    '20-02-2024',
    '٣',
    'envoy|iran',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
);

describe('any cells', () => {
  it.each(HEADERS)('are records or faults to %s, and never an error', async (name, header, tables = {}) => {
    const profile = await loadProfile(name);
    const loaded = await loadTables(profile, new Map(Object.entries(tables)));
    const row = fc.tuple(...header.map(() => cell)).map((cells): FileRow => ({ line: 2, cells }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
        const lookups = new MemoryLookups([actor('iran', 'Iran'), issue('envoy'), source('article')]);
        const mapper = compileProfile(profile, { tables: loaded });
        expect(mapper.bind({ header, format: 'csv' })).toEqual([]);
        for (const one of rows) {
          const mapping = mapper.map(one, lookups);
          expect(['records', 'skipped', 'rejected']).toContain(mapping.outcome);
          const faults = mapping.outcome === 'rejected' ? mapping.faults : [];
          for (const { code, column, detail, line, name: heading, value } of faults) {
            expect([line, header[column - 1]]).toEqual([2, heading]);
            expect(code).toMatch(/^[a-z]+\/[a-z-]+$/);
            expect(detail).toMatch(/^.{10,500}[.?]$/s);
            expect(`${value}${detail}`.isWellFormed() && !`${value}${detail}`.includes('\0')).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
