import { Injectable, Logger } from '@nestjs/common';
import type { Release } from '@app/database';
import { Problem } from '@app/domain';
import { UnreadableFile } from '../files/rows.js';
import { type ImportEnd, type ImportFailure, NO_COUNTS } from '../import.js';
import { ImportsRepository, type RunningImport } from '../imports.repository.js';

/** What is running, and what stops it. */
interface Run {
  readonly running: RunningImport;
  readonly signal: AbortSignal;
}

/** What work came to; where it was recorded, its end was noted with it. */
interface Outcome {
  readonly recorded: boolean;
  readonly end: ImportEnd;
}

/** Sees to it that an import ends in one way, and that everybody can see in which. */
@Injectable()
export class ImportEnds {
  private readonly logger = new Logger('Imports');

  constructor(private readonly imports: ImportsRepository) {}

  /** Never throws. Until the end is noted, the import is held, so that nobody takes it for one that was cut off. */
  async of({ running, signal }: Run, work: () => Promise<Outcome>): Promise<ImportEnd> {
    let release: Release | null = null;
    try {
      release = await this.imports.hold(running);
      const { end, recorded } = await work();
      if (!recorded) await this.imports.finishWithout(running.id, end);
      return end;
    } catch (error) {
      return await this.endOf(error, running.id, signal);
    } finally {
      await release?.();
    }
  }

  /** The connection may have been lost while what it recorded was being committed: then it was recorded. */
  private async endOf(error: unknown, id: string, signal: AbortSignal): Promise<ImportEnd> {
    const { end } = this.outcomeOf(error, signal);
    try {
      const recorded = await this.imports.recordedEnd(id);
      if (recorded !== null) return recorded;
      await this.imports.finishWithout(id, end);
    } catch (lost) {
      // Nobody holds the import any more, and it is shown as interrupted.
      this.logger.error(lost);
    }
    return end;
  }

  private outcomeOf(error: unknown, signal: AbortSignal): Outcome {
    const rows = { read: 0, skipped: 0, rejected: 0 };
    const faults = error instanceof UnreadableFile ? [error.fault] : [];
    return { recorded: false, end: { rows, faults, counts: NO_COUNTS, failure: this.failureOf(error, signal) } };
  }

  private failureOf(error: unknown, signal: AbortSignal): ImportFailure {
    if (signal.aborted) {
      return {
        code: 'import/cut-off',
        detail: 'The service was stopped meanwhile; nothing was recorded. Do it again.',
      };
    }
    if (error instanceof UnreadableFile) {
      const { code, column, detail, line } = error.fault;
      return { code, detail: `Line ${line}, column ${column}: ${detail}` };
    }
    if (error instanceof Problem) return { code: error.code, detail: error.message };
    this.logger.error((error as Error).stack);
    return { code: 'import/failed', detail: `Nothing was recorded: ${(error as Error).message}` };
  }
}
