import type { RowFault } from '../files/rows.js';
import type { MappedEntry, Mapping, MappedStance } from '../profiles/index.js';

/** Faults kept at most; where nothing would be recorded anyway, reading stops there. */
export const FAULTS_KEPT = 10_000;
/** Records that a row may make. */
const MOST_RECORDS = 10_000;

/** What has become of the rows so far. */
export interface RowCounts {
  read: number;
  skipped: number;
  rejected: number;
}

/** Counts rows by what becomes of them, and keeps what is wrong with those that are rejected. */
export class RowTally {
  readonly rows: RowCounts = { read: 0, skipped: 0, rejected: 0 };
  /** In the order in which they were found, cut to FAULTS_KEPT. */
  readonly faults: RowFault[] = [];
  /** How many there are. */
  found = 0;
  private rejectedLine = 0;

  /** What the rows say: stances, and entries stated as such. */
  take(outcomes: readonly Mapping[]): { readonly said: MappedStance[]; readonly stated: MappedEntry[] } {
    const said: MappedStance[] = [];
    const stated: MappedEntry[] = [];
    for (const mapping of outcomes) {
      if (mapping.outcome === 'rejected') this.rejectRow(mapping.faults);
      else if (mapping.outcome === 'records' && mapping.records.length > MOST_RECORDS) {
        this.rejectRow([tooManyRecords(mapping.records)]);
      } else {
        this.rows.read += 1;
        if (mapping.outcome === 'skipped') this.rows.skipped += 1;
        if (mapping.outcome !== 'records') continue;
        for (const record of mapping.records) {
          if (record.kind === 'stance') said.push(record);
          else stated.push(record);
        }
      }
    }
    return { said, stated };
  }

  /** Of rows that are counted otherwise. */
  add(faults: readonly RowFault[]): void {
    this.found += faults.length;
    this.faults.push(...faults.slice(0, Math.max(FAULTS_KEPT - this.faults.length, 0)));
  }

  /** A row at fault in several cells may come as several. */
  private rejectRow(faults: readonly RowFault[]): void {
    const line = faults[0]?.line ?? 0;
    if (line !== this.rejectedLine) {
      this.rows.read += 1;
      this.rows.rejected += 1;
    }
    this.rejectedLine = line;
    this.add(faults);
  }
}

const tooManyRecords = ([first, ...others]: readonly (MappedStance | MappedEntry)[]): RowFault => ({
  line: first?.line ?? 0,
  column: 1,
  name: null,
  value: null,
  code: 'import/too-many-records',
  detail: `This row makes ${others.length + 1} records, and a row makes at most ${MOST_RECORDS}. Spread them over several rows.`,
});
