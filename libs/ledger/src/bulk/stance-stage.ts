import type { BulkTransaction } from '@app/database';
import { copyLine } from './copy-text.js';
import type { StagedCitation, StagedStance, StagedTwice } from './staged-stance.js';

const TABLES = `
  CREATE TEMPORARY TABLE staged_stance (
    n integer NOT NULL, line bigint NOT NULL, "column" integer NOT NULL, name text, external_id text NOT NULL,
    actor integer NOT NULL, issue integer NOT NULL, target integer, event integer, speaker integer,
    act stance_act NOT NULL, position smallint, date_edtf text NOT NULL, earliest date, latest date, is_duration boolean NOT NULL,
    channel stance_channel, confidence confidence, summary text, note text,
    source integer NOT NULL, credibility smallint NOT NULL, exact text, prefix text, suffix text, locator text
  ) ON COMMIT DROP;
  CREATE TEMPORARY TABLE staged_citation (
    n integer NOT NULL, ordinal smallint NOT NULL,
    source integer NOT NULL, credibility smallint NOT NULL, exact text, prefix text, suffix text, locator text
  ) ON COMMIT DROP`;

const TWICE = `
  SELECT d.n, d.line::float8 AS line, d."column", d.name, d.external_id AS "externalId", d.first_line::float8 AS "firstLine"
    FROM (SELECT s.*, row_number() OVER same AS occurrence, first_value(s.line) OVER same AS first_line
            FROM staged_stance s
           WHERE s.external_id IN (SELECT t.external_id FROM staged_stance t GROUP BY t.external_id HAVING count(*) > 1)
          WINDOW same AS (PARTITION BY s.external_id ORDER BY s.n)) d
   WHERE d.occurrence > 1 ORDER BY d.n`;

const citationColumns = ({ credibility, exact, locator, prefix, source, suffix }: StagedCitation) =>
  [source, credibility, exact, prefix, suffix, locator] as const;

/** Stances waiting in temporary tables of a bulk transaction; StanceMerge takes them into the ledger. */
export class StanceStage {
  private count = 0;

  private constructor(private readonly transaction: BulkTransaction) {}

  static async open(transaction: BulkTransaction): Promise<StanceStage> {
    await transaction.run(TABLES);
    return new StanceStage(transaction);
  }

  /** How many wait. */
  get size(): number {
    return this.count;
  }

  async add(stances: readonly StagedStance[]): Promise<void> {
    const lines: string[] = [];
    const furtherCitations: string[] = [];
    for (const stance of stances) {
      const { citations, date } = stance;
      const n = (this.count += 1);
      lines.push(
        copyLine([
          n,
          stance.line,
          stance.column,
          stance.name,
          stance.externalId,
          stance.actor,
          stance.issue,
          stance.target,
          stance.event,
          stance.speaker,
          stance.act,
          stance.position,
          date.edtf,
          date.earliest,
          date.latest,
          date.kind === 'DURATION',
          stance.channel,
          stance.confidence,
          stance.summary,
          stance.note,
          ...citationColumns(citations[0] as StagedCitation),
        ]),
      );
      for (let index = 1; index < citations.length; index += 1) {
        furtherCitations.push(copyLine([n, index + 1, ...citationColumns(citations[index] as StagedCitation)]));
      }
    }
    if (lines.length > 0) await this.transaction.copy('staged_stance', lines.join(''));
    if (furtherCitations.length > 0) await this.transaction.copy('staged_citation', furtherCitations.join(''));
  }

  /**
   * Takes out the rows of which an external id stands further up already, with all that they say. The stances whose
   * external ids those are, in order.
   */
  async removeTwice(): Promise<StagedTwice[]> {
    await this.transaction.run('ANALYZE staged_stance; ANALYZE staged_citation');
    const twice = await this.transaction.rows<StagedTwice & { n: number }>(TWICE);
    if (twice.length > 0) {
      const lines = twice.map(({ line }) => line);
      this.count -= await this.transaction.run('DELETE FROM staged_stance WHERE line = ANY($1::bigint[])', [lines]);
    }
    return twice;
  }
}
