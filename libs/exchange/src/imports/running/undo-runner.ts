import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { type BulkOutcome, BulkTransaction, BulkWrites } from '@app/database';
import { StanceUndo } from '@app/ledger';
import { type ImportEnd, NO_COUNTS } from '../import.js';
import { ImportsRepository, type RecordedImport, type RunningImport } from '../imports.repository.js';
import { ImportEnds } from './import-ends.js';

export interface UndoRun {
  readonly running: RunningImport;
  readonly undone: RecordedImport;
  readonly author: Author;
  readonly signal: AbortSignal;
}

/** Takes one import back, and notes how that ended. */
@Injectable()
export class UndoRunner {
  constructor(
    private readonly bulk: BulkWrites,
    private readonly imports: ImportsRepository,
    private readonly ends: ImportEnds,
    private readonly stances: StanceUndo,
  ) {}

  /** Never throws: what went wrong is in the end. */
  async run(run: UndoRun): Promise<ImportEnd> {
    return this.ends.of(run, async () => {
      const { result } = await this.bulk.run((transaction) => this.inside(transaction, run), run.signal);
      return { recorded: true, end: result };
    });
  }

  private async inside(
    transaction: BulkTransaction,
    { author, running, undone }: UndoRun,
  ): Promise<BulkOutcome<ImportEnd>> {
    const reason = `Undoing the import of ${undone.fileName}`;
    const stances = await this.stances.undo(transaction, { importId: undone.id, author, reason });
    const rows = { read: 0, skipped: 0, rejected: 0 };
    const end: ImportEnd = { rows, faults: [], counts: { ...NO_COUNTS, stances }, failure: null };
    await this.imports.finishWith(transaction, running.id, end);
    return { keep: true, result: end };
  }
}
