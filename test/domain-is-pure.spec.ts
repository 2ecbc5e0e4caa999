import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '@app/database';
import { impuritiesOf } from './support/impurities.js';

const FOLDER = 'libs/domain/src';

/** What the domain is made of, by path: neither its specs nor what supports them. */
function domainSources(): Map<string, string> {
  const root = path.join(projectRoot(), FOLDER);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.split(path.sep).includes('support'),
  );
  return new Map(files.map((file) => [path.posix.join(FOLDER, file), readFileSync(path.join(root, file), 'utf8')]));
}

const found = (text: string): string[] =>
  impuritiesOf(
    new Map([
      ['src/a/file.ts', text],
      ['src/a/own.ts', 'export const one = 1;'],
    ]),
  );

describe('the domain', () => {
  it('imports nothing from outside it, and neither reads the clock nor draws random numbers', () => {
    const sources = domainSources();
    expect(sources.size).toBeGreaterThan(50);
    expect(impuritiesOf(sources)).toEqual([]);
  });
});

describe('what is looked for', () => {
  it.each([
    ["import fc from 'fast-check';", 'imports fast-check'],
    ["import { readFileSync } from 'node:fs';", 'imports node:fs'],
    ["import '@app/domain';", 'imports @app/domain'],
    ["import type { Pool } from 'pg';", 'imports pg'],
    ["export { Pool } from 'pg';", 'imports pg'],
    ["export * from '../../ledger/stance.js';", 'imports ../../ledger/stance.js'],
    ["export * from './missing.js';", 'imports ./missing.js'],
    ["export type Pool = import('pg').Pool;", 'imports pg'],
    ["import pg = require('pg');", 'imports pg'],
    ["export const pg = await import('pg');", 'imports when run'],
    ["export const own = await import('./own.js');", 'imports when run'],
    ["export const pg = require('pg');", 'uses require'],
    ['export const here = import.meta.url;', 'looks at import.meta'],
    ['export const now = Date.now();', 'uses Date'],
    ['export const now = new Date();', 'uses Date'],
    ['const { now } = Date; export const then = now();', 'uses Date'],
    ['export const clock = { Date };', 'uses Date'],
    ['export const now = (clock = Date.now): number => clock();', 'uses Date'],
    ['function hides(Date: unknown): unknown { return Date; } export const now = hides(Date);', 'uses Date'],
    ['export const now = globalThis.Date.now();', 'uses globalThis'],
    ['export const now = performance.now();', 'uses performance'],
    ['export const now = Temporal.Now.instant();', 'uses Temporal'],
    ['export const now = new Intl.DateTimeFormat().format();', 'uses Intl'],
    ['export const now = process.hrtime();', 'uses process'],
    ['declare const process: { hrtime(): number };', 'declares what is elsewhere'],
    ['export const later = (f: () => void): unknown => setTimeout(f, 1);', 'uses setTimeout'],
    ['export const id = crypto.randomUUID();', 'uses crypto'],
    ["export const now = eval('Date.now()');", 'uses eval'],
    ["export const now = new Function('return Date.now()');", 'uses Function'],
    ['export const chance = Math.random();', 'may draw a random number'],
    ["export const chance = Math['random']();", 'may draw a random number'],
    ['const { random } = Math; export const chance = random();', 'may draw a random number'],
    ['const { random: draw } = Math; export const chance = draw();', 'may draw a random number'],
    ['const { abs, ...rest } = Math; export const chance = rest.random();', 'may draw a random number'],
    ['const m = Math; export const chance = m.random();', 'may draw a random number'],
  ])('%s', (text, what) => {
    expect(found(text)).toContainEqual(`src/a/file.ts:1 ${what}`);
  });

  it('is told by its line', () => {
    expect(found('const first = 1;\n\nexport const last = first + Date.now();\n')).toEqual([
      'src/a/file.ts:3 uses Date',
    ]);
  });

  it.each([
    "import { one } from './own.js'; export const two = one + one;",
    "export * from '../a/own.js';",
    'const { abs, PI: pi } = Math; export const turn = abs(-pi) + Math.sqrt(2);',
    'export const drawn = (random: () => number): number => random();',
    'export const shown = ({ Date: day }: { Date: string }): string => day;',
    'export const dates = { Date: 1, process: 2 }; export const sum = dates.Date + dates.process;',
    'export const when = (day: Date | undefined): boolean => day === undefined;',
    'export const lengthOf = ({ length: n }: readonly unknown[]): number => n;',
  ])('is not %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});
