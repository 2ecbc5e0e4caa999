import { type EdtfDate, InvalidProblem, lastDayOfMonth, parseEdtf } from '@app/domain';
import type { DateSpec, MappedDate, PrecisionRule, ValueSpec } from '../document/profile-document.js';
import { compileDateFormat, type DateFormat } from './date-format.js';
import { remembering } from './filters.js';
import type { DateValue } from './reading.js';
import type { Origin, RowState } from './row-state.js';
import type { Scope } from './scope.js';
import { compileValue } from './value.js';
import { shown } from './shown.js';

interface Refused {
  readonly code: string;
  readonly detail: string;
}

/** Throws `profile/invalid` at `pointer`. */
export function compileDate(spec: DateSpec, scope: Scope, pointer: string): DateValue {
  const options: Partial<MappedDate> = spec !== null && typeof spec === 'object' ? spec : {};
  const format = options.format === undefined ? null : compileDateFormat(options.format, `${pointer}/format`);
  const rules = (options.precision ?? []).map((rule, index) => ruleOf(rule, `${pointer}/precision/${index}/before`));
  const value = compileValue(spec, scope, pointer);
  const { origin } = value;
  const dateOf = remembering((text) => read(text, format, rules));
  const readDate: DateValue['read'] = (row) => {
    const text = value.read(row);
    if (text === null || text === undefined) return text;
    const date = dateOf(text);
    return 'code' in date ? row.fault(origin, text, date.code, date.detail) : date;
  };
  if (options.notBefore === undefined) return { origin, read: readDate };
  const first = compileDate(firstDay(options, options.notBefore), scope, `${pointer}/notBefore`);
  return { origin, read: (row) => after(first.read(row), readDate(row), origin, row) };
}

/** What is written in the same form as the date itself. */
const firstDay = ({ format }: Partial<MappedDate>, from: ValueSpec): DateSpec => {
  const source = from !== null && typeof from === 'object' ? from : { from };
  return format === undefined ? source : { ...source, format };
};

type ReadDate = EdtfDate | null | undefined;

function after(first: ReadDate, date: ReadDate, origin: Origin, row: RowState): ReadDate {
  if (!first?.earliest || !date?.latest || date.latest >= first.earliest) return date;
  const detail = `${date.edtf} lies before ${first.edtf}, and it cannot. Correct one of the two.`;
  return row.fault(origin, date.edtf, 'date/too-early', detail);
}

function read(text: string, format: DateFormat | null, rules: readonly Rule[]): EdtfDate | Refused {
  const written = format === null ? text : format.read(text);
  if (written === null) {
    const detail = `${shown(text)} is not a date of the form ${format?.pattern}, which the profile expects here.`;
    return { code: 'date/not-in-format', detail };
  }
  try {
    return widened(parseEdtf(written), rules);
  } catch (error) {
    if (!(error instanceof InvalidProblem)) throw error;
    const [fault] = error.faults;
    return { code: error.code, detail: fault?.detail ?? error.message };
  }
}

interface Rule {
  readonly before: string | null;
  readonly is: PrecisionRule['is'];
}

function ruleOf({ before, is }: PrecisionRule, pointer: string): Rule {
  return { before: before === undefined ? null : parseEdtf(String(before), pointer).earliest, is };
}

const PLAIN = /^(\d{4})-(\d{2})(?:-\d{2})?([?~%]?)$/;

/** Says less than is written where the rules say that what is written is not known. Spans and sets stay as they are. */
function widened(date: EdtfDate, rules: readonly Rule[]): EdtfDate {
  const rule = rules.find(({ before }) => before === null || (date.latest !== null && date.latest < before));
  const [, year = '', month = '', mark = ''] = PLAIN.exec(date.edtf) ?? [];
  if (rule === undefined || year === '') return date;
  if (rule.is === 'year') {
    return { edtf: `${year}${mark}`, kind: 'POINT', earliest: `${year}-01-01`, latest: `${year}-12-31` };
  }
  const last = lastDayOfMonth(Number(year), Number(month));
  return {
    edtf: `${year}-${month}${mark}`,
    kind: 'POINT',
    earliest: `${year}-${month}-01`,
    latest: `${year}-${month}-${last}`,
  };
}
