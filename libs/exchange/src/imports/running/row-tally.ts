import type { RowFault } from '../files/rows.js';
import type { MappedEntry, Mapping, MappedStance } from '../profiles/index.js';

/** Faults kept at most; where nothing would be recorded anyway, reading stops there. */
export const FAULTS_KEPT = 10_000;

/** What has become of the rows so far. */
export interface RowCounts {
  read: number;
  skipped: number;
  rejected: number;
}

/** Counts rows by what becomes of them, and keeps what is wrong with those that are rejected. */
export class RowTally {
  private rejectedLine = 0;

  constructor(
    private readonly rows: RowCounts,
    private readonly faults: RowFault[],
  ) {}

  /** What the rows say: stances, and entries stated as such. */
  take(outcomes: readonly Mapping[]): { readonly said: MappedStance[]; readonly stated: MappedEntry[] } {
    const said: MappedStance[] = [];
    const stated: MappedEntry[] = [];
    for (const mapping of outcomes) {
      if (mapping.outcome === 'rejected') {
        this.rejectRow(mapping.faults);
        continue;
      }
      this.rows.read += 1;
      if (mapping.outcome === 'skipped') this.rows.skipped += 1;
      if (mapping.outcome !== 'records') continue;
      for (const record of mapping.records) {
        if (record.kind === 'stance') said.push(record);
        else stated.push(record);
      }
    }
    return { said, stated };
  }

  /** Rows that were counted as read already. */
  reject(faults: readonly RowFault[]): void {
    this.rows.rejected += faults.length;
    this.keep(faults);
  }

  /** A row at fault in several cells may come as several. */
  private rejectRow(faults: readonly RowFault[]): void {
    const line = faults[0]?.line ?? 0;
    if (line !== this.rejectedLine) {
      this.rows.read += 1;
      this.rows.rejected += 1;
    }
    this.rejectedLine = line;
    this.keep(faults);
  }

  private keep(faults: readonly RowFault[]): void {
    if (this.faults.length < FAULTS_KEPT) this.faults.push(...faults);
  }
}
