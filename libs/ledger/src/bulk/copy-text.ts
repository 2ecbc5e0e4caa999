const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escaped = (text: string): string =>
  SPECIAL.test(text) ? text.replaceAll(/[\\\n\r\t]/g, (special) => ESCAPES[special] ?? special) : text;

/** One line in the text format of COPY. */
export const copyLine = (values: readonly (string | number | boolean | null)[]): string => {
  let line = '';
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as string | number | boolean | null;
    if (index > 0) line += '\t';
    line += value === null ? '\\N' : typeof value === 'string' ? escaped(value) : String(value);
  }
  return `${line}\n`;
};
