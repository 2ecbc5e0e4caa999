import { readXml } from './xml.js';

/** How much of its date a cell shows; the rest is what Excel has added. */
export type ShownDate = 'day' | 'month' | 'year';

/** What a cell shows that has its number as a date or a time, by the number of its style; null where it is no date. */
export async function dateStyles(bytes: AsyncIterable<Buffer>): Promise<(ShownDate | null)[]> {
  const formats = new Map<number, string>();
  const styles: number[] = [];
  let isInCellStyles = false;
  await readXml(bytes, {
    open: (name, attributes) => {
      if (name === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') isInCellStyles = true;
      if (name === 'xf' && isInCellStyles) styles.push(Number(attributes.numFmtId ?? 0));
    },
    close: (name) => {
      if (name === 'cellXfs') isInCellStyles = false;
    },
  });
  return styles.map((id) => shownDate(id, formats.get(id)));
}

/** The built-in formats of ECMA-376 18.8.30 for dates and times, East Asian ones included. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** `mmm-yy`, the only built-in format without a day whatever the language. */
const BUILT_IN_MONTH = 17;

function shownDate(id: number, code: string | undefined): ShownDate | null {
  if (code === undefined) {
    if (!isBuiltInDate(id)) return null;
    return id === BUILT_IN_MONTH ? 'month' : 'day';
  }
  const withoutText = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/general/gi, '');
  if (!/[ymdhs]/i.test(withoutText)) return null;
  // Beside hours and seconds an m stands for minutes.
  if (/[dhs]/i.test(withoutText)) return 'day';
  return /m/i.test(withoutText) ? 'month' : 'year';
}
