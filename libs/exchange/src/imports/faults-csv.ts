import type { RowFault } from './files/rows.js';

const HEADER = 'line,column,name,value,code,detail';

/** What a spreadsheet would take for a formula is kept from being one by an apostrophe. */
function cell(text: string | null): string {
  if (text === null) return '';
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Faults as CSV (RFC 4180), for a spreadsheet. */
export function faultsCsv(faults: readonly RowFault[]): string {
  const rows = faults.map(({ code, column, detail, line, name, value }) =>
    [String(line), String(column), cell(name), cell(value), code, cell(detail)].join(','),
  );
  return [HEADER, ...rows, ''].join('\r\n');
}
