import type { Logger } from '@nestjs/common';
import { Problem } from '@app/domain';
import { UnreadableFile } from '../files/rows.js';
import { type ImportEnd, type ImportFailure, NO_COUNTS } from '../import.js';

/** The end of an import that an error stopped. What nobody foresaw is logged as well. */
export function endOf(error: unknown, signal: AbortSignal, logger: Logger): ImportEnd {
  const rows = { read: 0, skipped: 0, rejected: 0 };
  const faults = error instanceof UnreadableFile ? [error.fault] : [];
  return { rows, faults, counts: NO_COUNTS, failure: failureOf(error, signal, logger) };
}

function failureOf(error: unknown, signal: AbortSignal, logger: Logger): ImportFailure {
  if (signal.aborted) {
    return { code: 'import/cut-off', detail: 'The service was stopped meanwhile; nothing was recorded. Do it again.' };
  }
  if (error instanceof UnreadableFile) {
    const { code, column, detail, line } = error.fault;
    return { code, detail: `Line ${line}, column ${column}: ${detail}` };
  }
  if (error instanceof Problem) return { code: error.code, detail: error.message };
  logger.error((error as Error).stack);
  return { code: 'import/failed', detail: `Nothing was recorded: ${(error as Error).message}` };
}
