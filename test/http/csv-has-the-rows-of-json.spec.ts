import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemonstrationService } from '@app/exchange';
import { parse } from 'csv-parse/sync';
import { readDocument, type Schema } from '../support/openapi/document.js';
import { columnsOf, rowOf, tablesIn } from '../support/openapi/tables.js';
import { recordSomeShifts } from '../support/some-shifts.js';
import { TABLE_QUESTIONS } from '../support/table-questions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let moment: string;
beforeAll(async () => {
  service = await startTestApp();
  await service.app.get(DemonstrationService).load();
  await recordSomeShifts(service);
  moment = (await service.http.get('/v1/positions?on=2024').expect(200)).body.knownAt as string;
});
afterAll(() => service.close());

type Row = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A row of JSON as its cells, by the name of the column: objects and spans are taken apart where there are such columns. */
const cellsOf = (row: Row, columns: readonly string[], prefix = ''): [string, string][] =>
  Object.entries(row).flatMap(([field, value]): [string, string][] => {
    const name = prefix === '' ? field : prefix + field.charAt(0).toUpperCase() + field.slice(1);
    const [first, last] = Array.isArray(value) ? (value as (string | null)[]) : [];
    if (columns.includes(`${name}First`)) {
      return [
        [`${name}First`, first ?? ''],
        [`${name}Last`, last ?? ''],
      ];
    }
    if (isObject(value) && !columns.includes(name)) return cellsOf(value, columns, name);
    if (isObject(value)) return [[name, JSON.stringify(value)]];
    if (value === null) return columns.includes(name) ? [[name, '']] : [];
    return [[name, Array.isArray(value) ? value.join(' ') : String(value as string | number | boolean)]];
  });

const document = readDocument();
const tables = tablesIn(document);
const schemaAt = (path: string): Schema =>
  rowOf(
    document,
    tables.find((table) => table.path === path)!,
  );

const csvRows = (text: string): Record<string, string>[] =>
  parse(text, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];

describe.each(TABLE_QUESTIONS)('the CSV of %s?%s', (path, query, hasRows) => {
  const columns = columnsOf(document, schemaAt(path));

  it('has the cells of shape=array, and all of its columns even without rows', async () => {
    const json = await service.http.get(`${path}?${query}&shape=array`).expect(200);
    const { text } = await service.http.get(`${path}.csv?${query}`).expect(200);
    const rows = json.body as Row[];
    expect(rows.length > 0).toBe(hasRows);
    const empty = Object.fromEntries(columns.map((name) => [name, '']));
    expect(csvRows(text)).toEqual(rows.map((row) => ({ ...empty, ...Object.fromEntries(cellsOf(row, columns)) })));
    const [header = ''] = text.split('\r\n');
    expect(header.split(',').toSorted()).toEqual(columns.toSorted());
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('is the same for the state of the data that it was asked of', async () => {
    const { text } = await service.http.get(`${path}.csv?${query}`).expect(200);
    const then = await service.http.get(`${path}.csv?${query}&knownAt=${moment}`).expect(200);
    expect(then.text.replaceAll(/&knownAt=[^,{"]*/g, '')).toBe(text.replaceAll(/&knownAt=[^,{"]*/g, ''));
    const before = await service.http.get(`${path}.csv?${query}&knownAt=2001-01-01`);
    expect([200, 400]).toContain(before.status);
    expect(before.status === 200 ? csvRows(before.text) : []).toEqual([]);
  });

  it('has in each column but one kind of value', async () => {
    const { text } = await service.http.get(`${path}.csv?${query}`).expect(200);
    const kinds = new Map(columns.map((name) => [name, new Set<string>()]));
    for (const row of csvRows(text)) {
      for (const [name, cell] of Object.entries(row)) kinds.get(name)!.add(kindOf(cell));
    }
    const mixed = [...kinds].filter(([, found]) => [...found].filter((kind) => kind !== 'empty').length > 1);
    expect(mixed.map(([name, found]) => `${name}: ${[...found].join(', ')}`)).toEqual([]);
  });
});

/** As R and Python guess it. */
function kindOf(cell: string): string {
  if (cell === '') return 'empty';
  if (/^-?(0|[1-9]\d*)(\.\d+)?(e[+-]\d+)?$/.test(cell)) return 'number';
  if (/^\d{4}-\d{2}-\d{2}$/.test(cell)) return 'day';
  return /^(true|false)$/.test(cell) ? 'truth' : 'text';
}

/** Of fewer than two actors there are no blocs, and none is refused rather than answered. */
const NEVER_EMPTY = ['/v1/blocs'];

describe('the tables', () => {
  it('are all asked above, with rows and without', () => {
    const bare = tables.map(({ path }) => path).filter((path) => !path.includes('{'));
    for (const hasRows of [true, false]) {
      const asked = TABLE_QUESTIONS.filter((question) => question[2] === hasRows).map(([path]) => path);
      expect(bare.filter((path) => !asked.includes(path))).toEqual(hasRows ? [] : NEVER_EMPTY);
    }
  });
});
