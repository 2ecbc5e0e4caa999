import { type OpenApi, type Operation, operationsOf, resolved, type Schema } from './document.js';

const CSV = 'text/csv';

/** What is answered as CSV and as JSON alike. */
export const tablesIn = (document: OpenApi): Operation[] =>
  operationsOf(document).filter(({ responses }) => Object.keys(responses['200']?.content ?? {}).length > 1);

/** The names in the first line, as described. */
export function csvColumns({ responses }: Operation): string[] {
  const pattern = responses['200']?.content?.[CSV]?.schema.pattern ?? '';
  return pattern
    .replace('^', '')
    .replace(String.raw`\r\n`, '')
    .split(',');
}

/** The schema of one row. */
export function rowOf(document: OpenApi, { responses }: Operation): Schema {
  const { oneOf = [] } = responses['200']?.content?.['application/json']?.schema ?? {};
  return resolved(document, oneOf.find(({ type }) => type === 'array')?.items ?? {});
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A schema without what says that it may be null. */
const present = (document: OpenApi, schema: Schema): Schema =>
  resolved(document, schema.anyOf?.find(({ type }) => type !== 'null') ?? schema);

/** The columns that a row makes: objects with known fields and spans of two are taken apart. */
export const columnsOf = (document: OpenApi, { properties = {} }: Schema): string[] =>
  Object.entries(properties).flatMap(([name, given]) => {
    const schema = present(document, given);
    if (schema.properties !== undefined) return columnsOf(document, schema).map((inner) => name + capital(inner));
    return schema.maxItems === 2 ? [`${name}First`, `${name}Last`] : [name];
  });
