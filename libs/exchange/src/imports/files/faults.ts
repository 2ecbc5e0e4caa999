import { RowFault, UnreadableFile } from './rows.js';

const VALUE_LIMIT = 200;

/** Where a fault is; `name` and `value` where there are such. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly name?: string | null;
  readonly value?: string | null;
}

export function rowFault(place: Place, code: string, detail: string): RowFault {
  const { line, column, name = null, value = null } = place;
  return { line, column, name, value: value === null ? null : excerpt(value), code, detail };
}

export function unreadable(place: Place, code: string, detail: string, cause?: unknown): UnreadableFile {
  return new UnreadableFile(rowFault(place, code, detail), cause === undefined ? undefined : { cause });
}

/**
 * Faults outlive the rows around them. A slice would keep all the text it was cut from in memory, so this copies; and
 * PostgreSQL, where faults are kept, stores neither NUL nor half a surrogate pair.
 */
function excerpt(value: string): string {
  const cut = value.slice(0, VALUE_LIMIT).replaceAll('\0', '\u2400');
  return Buffer.from(cut, 'utf8').toString('utf8');
}

/** The bytes of a file cannot be unpacked or are no text. Whoever reads rows adds the line, as `stoppedAt`. */
export class BytesFault extends Error {
  constructor(
    readonly code: string,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(detail, options);
    this.name = 'BytesFault';
  }
}

/** The same fault with the line at which reading stopped; any other error as it is. */
export function stoppedAt(error: unknown, line: number): unknown {
  if (!(error instanceof BytesFault)) return error;
  return unreadable({ line, column: 1 }, error.code, error.message, error);
}
