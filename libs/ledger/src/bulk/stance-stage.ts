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
  SELECT d.line::float8 AS line, d."column", d.name, d.external_id AS "externalId", d.first_line::float8 AS "firstLine"
    FROM (SELECT s.*, row_number() OVER same AS occurrence, first_value(s.line) OVER same AS first_line
            FROM staged_stance s
           WHERE s.external_id IN (SELECT t.external_id FROM staged_stance t GROUP BY t.external_id HAVING count(*) > 1)
          WINDOW same AS (PARTITION BY s.external_id ORDER BY s.n)) d
   WHERE d.occurrence > 1 ORDER BY d.n`;

/** Handles of entries that the staged stances of some lines refer to; $1 are the lines. */
const REFERRED_TO = `
  SELECT h.handle FROM staged_stance s CROSS JOIN LATERAL unnest(ARRAY[s.actor, s.issue, s.target, s.event, s.speaker, s.source]) AS h (handle)
   WHERE s.line = ANY($1::bigint[]) AND h.handle IS NOT NULL
   UNION
  SELECT c.source FROM staged_citation c JOIN staged_stance s ON s.n = c.n WHERE s.line = ANY($1::bigint[])`;

/** Which of the handles $1 no staged stance refers to. */
const UNUSED = `
  SELECT g.handle FROM unnest($1::integer[]) AS g (handle)
  EXCEPT
  (SELECT unnest(ARRAY[s.actor, s.issue, s.target, s.event, s.speaker, s.source]) FROM staged_stance s
    UNION ALL
   SELECT c.source FROM staged_citation c)`;

const REMOVE_CITATIONS = `
  DELETE FROM staged_citation c USING staged_stance s WHERE s.n = c.n AND s.line = ANY($1::bigint[])`;

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
   * Takes out the rows of which an external id stands further up already, with all that they say: the stances whose
   * external ids those are, in order, and the handles of the entries that nothing refers to any more.
   */
  async removeTwice(): Promise<{ readonly twice: readonly StagedTwice[]; readonly unused: readonly number[] }> {
    const { transaction } = this;
    await transaction.run('ANALYZE staged_stance; ANALYZE staged_citation');
    const twice = await transaction.rows<StagedTwice>(TWICE);
    if (twice.length === 0) return { twice, unused: [] };
    const lines = twice.map(({ line }) => line);
    const referredTo = await transaction.rows<{ handle: number }>(REFERRED_TO, [lines]);
    await transaction.run(REMOVE_CITATIONS, [lines]);
    this.count -= await transaction.run('DELETE FROM staged_stance WHERE line = ANY($1::bigint[])', [lines]);
    const unused = await transaction.rows<{ handle: number }>(UNUSED, [referredTo.map(({ handle }) => handle)]);
    return { twice, unused: unused.map(({ handle }) => handle) };
  }
}
