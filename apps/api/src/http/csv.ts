import { stringify } from 'csv-stringify/sync';

/** Where a cell is in its row: a field, a field of an object (`from.position`), or an end of a span (`between[0]`). */
export type Column<Row extends object> = {
  [Name in keyof Row & string]-?: Name | PartOf<Name, NonNullable<Row[Name]>>;
}[keyof Row & string];

type PartOf<Name extends string, Value> = Value extends readonly unknown[]
  ? `${Name}[${0 | 1}]`
  : Value extends object
    ? `${Name}.${keyof Value & string}`
    : never;

const ENDS: Readonly<Record<string, string>> = { '[0]': 'First', '[1]': 'Last' };

/** The name of a column: `fromPosition` of `from.position`, `betweenFirst` of `between[0]`. */
export const headerOf = (column: string): string =>
  column
    .replace(/\[\d\]$/, (end) => ENDS[end] ?? end)
    .replaceAll(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Lists are lists of ids; anything else inside a row has fields that depend on the data. */
const nested = (value: object): string => (Array.isArray(value) ? value.join(' ') : JSON.stringify(value));

/**
 * Rows as CSV (RFC 4180), under a line of names: null is empty, numbers are as in JSON, lists of ids have spaces between,
 * and an object is its JSON.
 */
export const csvOf = (columns: readonly string[], rows: readonly object[]): string =>
  stringify([...rows], {
    header: true,
    columns: columns.map((key) => ({ key, header: headerOf(key) })),
    record_delimiter: '\r\n',
    cast: { boolean: String, object: nested },
  });
