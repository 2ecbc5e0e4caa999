import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { BulkTransaction, ImportStatus, Prisma, type Release, SessionLocks, translating } from '@app/database';
import { type ImportCounts, type ImportEnd, type ImportProgress, NO_COUNTS } from './import.js';
import type { RowFault } from './files/rows.js';

/** A file that was given for a table of the profile. */
export interface TableDigest {
  readonly fileName: string;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** An import that is about to run. */
export interface NewImport {
  readonly datasetId: number;
  readonly profile: string;
  readonly profileSha256: Uint8Array<ArrayBuffer>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, TableDigest>>;
  readonly fileName: string;
  readonly fileSha256: Uint8Array<ArrayBuffer>;
  readonly fileBytes: number;
  readonly dryRun: boolean;
  readonly keepGoing: boolean;
  readonly retractMissing: boolean;
  readonly undoes: string | null;
}

/** An import on its way; `number` is that of its advisory lock. */
export interface RunningImport {
  readonly id: string;
  readonly number: number;
}

/** What was asked of an import, and when it was recorded. */
export interface RecordedImport extends Omit<
  NewImport,
  'fileBytes' | 'parameters' | 'profileSha256' | 'fileSha256' | 'tables'
> {
  readonly id: string;
  readonly profileSha256: Uint8Array<ArrayBuffer>;
  readonly fileSha256: Uint8Array<ArrayBuffer>;
  readonly fileBytes: bigint;
  readonly recordedAt: Date | null;
}

/** The first key of the advisory locks of imports; the second is the number. */
export const IMPORT_LOCK = 1_398_034_001;

const FINISH = `
  UPDATE import SET status = 'DONE', phase = 'finished', finished_at = clock_timestamp(), recorded_at = record_time(), bytes_read = file_bytes,
         rows_read = $2, rows_skipped = $3, rows_rejected = $4, counts = $5::jsonb
   WHERE id = $1::uuid`;

/**
 * The last import of the very same files, in the same way, into the same dataset, after which neither the catalog nor the
 * dataset has changed: what it would do again is nothing.
 */
const REPEATED = `
  SELECT p.rows_read::float8 AS read, p.rows_skipped::float8 AS skipped, p.counts
    FROM import n
    JOIN import p ON p.dataset_id = n.dataset_id AND p.file_sha256 = n.file_sha256 AND p.profile_sha256 = n.profile_sha256
                 AND p.parameters = n.parameters AND p.tables = n.tables AND (p.retract_missing OR NOT n.retract_missing)
   WHERE n.id = $1::uuid AND p.recorded_at IS NOT NULL AND p.undoes IS NULL AND p.rows_rejected = 0
     AND NOT EXISTS (SELECT FROM audit_entry a WHERE a.at > p.recorded_at)
     AND NOT EXISTS (SELECT FROM stance s WHERE s.dataset_id = p.dataset_id AND s.recorded_at > p.recorded_at)
   ORDER BY p.recorded_at DESC LIMIT 1`;

const ADD_FAULTS = `
  INSERT INTO import_fault (import_id, ordinal, line, "column", name, value, code, detail)
  SELECT $1::uuid, f.ordinal, f.line, f."column", f.name, f.value, f.code, f.detail
    FROM json_to_recordset($2::json) AS f (ordinal integer, line bigint, "column" integer, name text, value text, code text, detail text)`;

const numbered = (faults: readonly RowFault[]) => faults.map((fault, index) => ({ ordinal: index + 1, ...fault }));

@Injectable()
export class ImportsRepository {
  constructor(
    private readonly prisma: Prisma,
    private readonly locks: SessionLocks,
  ) {}

  /** The number of a dataset, which is made where there is none of that name. */
  async datasetId(slug: string): Promise<number> {
    const where = { slug };
    const known = await translating(this.prisma.dataset.findUnique({ where }));
    if (known !== null) return known.id;
    // Another import may make it at the same time.
    await translating(this.prisma.dataset.createMany({ data: where, skipDuplicates: true }));
    return (await translating(this.prisma.dataset.findUniqueOrThrow({ where }))).id;
  }

  begin({ fileBytes, ...data }: NewImport, author: Author): Promise<RunningImport> {
    const select = { id: true, number: true } as const;
    const create = {
      ...data,
      parameters: { ...data.parameters },
      tables: Object.fromEntries(Object.entries(data.tables).map(([name, digest]) => [name, { ...digest }])),
      fileBytes: BigInt(fileBytes),
      recordedBy: author.name,
    };
    return translating(this.prisma.import.create({ data: create, select }));
  }

  /** Null where there is no such import. */
  async find(id: string): Promise<RecordedImport | null> {
    return translating(this.prisma.import.findUnique({ where: { id } }));
  }

  async isUndone(id: string): Promise<boolean> {
    const undoing = { undoes: id, dryRun: false, status: { not: ImportStatus.FAILED } };
    return (await translating(this.prisma.import.count({ where: { ...undoing, recordedAt: { not: null } } }))) > 0;
  }

  /** How an import ended that recorded something; null where it did not. Its faults are read from the import. */
  async recordedEnd(id: string): Promise<ImportEnd | null> {
    const found = await translating(this.prisma.import.findUnique({ where: { id } }));
    if (found === null || found.recordedAt === null) return null;
    const rows = {
      read: Number(found.rowsRead),
      skipped: Number(found.rowsSkipped),
      rejected: Number(found.rowsRejected),
    };
    return { rows, counts: found.counts as unknown as ImportCounts, faults: [], failure: null };
  }

  /** Holds the lock by which others see that somebody works on the import. */
  hold({ number }: RunningImport): Promise<Release> {
    return this.locks.hold(IMPORT_LOCK, number);
  }

  /**
   * How an import of stances ends, where the same was imported before and nothing has changed since; null where that is
   * not so.
   */
  async repeated(transaction: BulkTransaction, { id }: RunningImport): Promise<ImportEnd | null> {
    const [before] = await transaction.rows<{ read: number; skipped: number; counts: ImportCounts }>(REPEATED, [id]);
    if (before === undefined) return null;
    const { created, revised, unchanged } = before.counts.stances;
    const stances = { ...NO_COUNTS.stances, unchanged: created + revised + unchanged };
    const rows = { read: before.read, skipped: before.skipped, rejected: 0 };
    return { rows, counts: { ...NO_COUNTS, stances }, faults: [], failure: null };
  }

  async note(id: string, { bytesRead, phase, rows }: ImportProgress): Promise<void> {
    const data = { phase, bytesRead: BigInt(bytesRead), rowsRead: BigInt(rows) };
    await translating(this.prisma.import.updateMany({ where: { id, status: ImportStatus.RUNNING }, data }));
  }

  /** As part of what the import records: both are there, or neither. */
  async finishWith(transaction: BulkTransaction, id: string, { counts, faults, rows }: ImportEnd): Promise<void> {
    if (faults.length > 0) await transaction.run(ADD_FAULTS, [id, JSON.stringify(numbered(faults))]);
    await transaction.run(FINISH, [id, rows.read, rows.skipped, rows.rejected, JSON.stringify(counts)]);
  }

  /** Of an import that recorded nothing: it failed, or it was a dry run. */
  async finishWithout(id: string, { counts, failure, faults, rows }: ImportEnd): Promise<void> {
    const data = {
      status: failure === null ? ImportStatus.DONE : ImportStatus.FAILED,
      phase: 'finished',
      finishedAt: new Date(),
      rowsRead: BigInt(rows.read),
      rowsSkipped: BigInt(rows.skipped),
      rowsRejected: BigInt(rows.rejected),
      counts: { stances: { ...counts.stances }, entries: { ...counts.entries } },
      ...(failure === null ? {} : { problem: { ...failure } }),
    };
    const rejected = numbered(faults).map((fault) => ({ importId: id, ...fault, line: BigInt(fault.line) }));
    await translating(
      this.prisma.$transaction([
        this.prisma.importFault.createMany({ data: rejected }),
        this.prisma.import.update({ where: { id }, data }),
      ]),
    );
  }
}
