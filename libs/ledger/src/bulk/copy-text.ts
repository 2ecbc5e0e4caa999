const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function written(value: string | number | boolean | null): string | number | boolean {
  if (value === null) return '\\N';
  if (typeof value !== 'string' || !SPECIAL.test(value)) return value;
  return value.replaceAll(/[\\\n\r\t]/g, (special) => ESCAPES[special] ?? special);
}

/** One line in the text format of COPY. Joined, not added up: a text that is added up is kept as its pieces for long. */
export const copyLine = (values: readonly (string | number | boolean | null)[]): string =>
  `${values.map(written).join('\t')}\n`;
