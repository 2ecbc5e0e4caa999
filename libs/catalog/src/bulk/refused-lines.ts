import type { BulkTransaction } from '@app/database';
import type { StagedFault, StagedFaults } from './staged-entry.js';

/** Faults that are fetched of one question; the others are only counted. */
export const FAULTS_FETCHED = 10_000;

const TABLE = 'CREATE TEMPORARY TABLE refused_line (line bigint NOT NULL PRIMARY KEY) ON COMMIT DROP';
const ADD = 'INSERT INTO refused_line (line) SELECT unnest($1::bigint[]) ON CONFLICT DO NOTHING';

/** The lines of a file that nothing is recorded of, in a temporary table: what stands on them leaves the stages. */
export class RefusedLines {
  private constructor(private readonly transaction: BulkTransaction) {}

  static async open(transaction: BulkTransaction): Promise<RefusedLines> {
    await transaction.run(TABLE);
    return new RefusedLines(transaction);
  }

  async add(lines: readonly number[]): Promise<void> {
    if (lines.length > 0) await this.transaction.run(ADD, [lines]);
  }

  async count(): Promise<number> {
    const [row] = await this.transaction.rows<{ count: number }>('SELECT count(*)::integer AS count FROM refused_line');
    return row?.count ?? 0;
  }

  /**
   * Refuses the lines that a question finds; it gives a row for each fault, with line, column, name, value and what
   * `tell` needs. The handles of entries among them (`handle`) are noted as refused themselves.
   */
  async refuse<Row extends Omit<StagedFault, 'code' | 'detail'>>(
    question: string,
    tell: (row: Row) => Pick<StagedFault, 'code' | 'detail'>,
  ): Promise<StagedFaults> {
    const rows = await this.transaction.rows<Row & { readonly found: number }>(
      `WITH RECURSIVE ${question}, refused AS (
         INSERT INTO refused_line (line) SELECT DISTINCT f.line FROM fault f ON CONFLICT DO NOTHING)
       SELECT f.*, f.line::float8 AS line, left(f.value, 200) AS value, count(*) OVER ()::integer AS found
         FROM fault f ORDER BY f.line, f."column" LIMIT ${FAULTS_FETCHED}`,
    );
    const faults = rows.map((row) => {
      const { column, line, name, value } = row;
      return { line, column, name, value, ...tell(row) };
    });
    return { faults, found: rows[0]?.found ?? 0 };
  }
}
