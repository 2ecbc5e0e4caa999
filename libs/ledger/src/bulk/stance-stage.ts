import type { RefusedLines, StagedFault, StagedFaults } from '@app/catalog';
import type { BulkTransaction } from '@app/database';
import { copyLine } from './copy-text.js';
import type { StagedCitation, StagedStance } from './staged-stance.js';

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

/** External ids that stand further up already. */
const TWICE = `
  fault AS MATERIALIZED (
    SELECT d.line, d."column", d.name, d.external_id AS value, d.first_line::float8 AS "firstLine"
      FROM (SELECT s.line, s."column", s.name, s.external_id, row_number() OVER same AS occurrence, first_value(s.line) OVER same AS first_line
              FROM staged_stance s
             WHERE s.external_id IN (SELECT t.external_id FROM staged_stance t GROUP BY t.external_id HAVING count(*) > 1)
            WINDOW same AS (PARTITION BY s.external_id ORDER BY s.n)) d
     WHERE d.occurrence > 1)`;

/** Stances of entries that are not made after all; the first of each line tells. */
const UNFOUNDED = `
  referred AS (
    SELECT s.n, s.line, h.handle FROM staged_stance s
     CROSS JOIN LATERAL unnest(ARRAY[s.actor, s.issue, s.target, s.event, s.speaker, s.source]) AS h (handle)
     UNION ALL
    SELECT c.n, s.line, c.source FROM staged_citation c JOIN staged_stance s ON s.n = c.n),
  fault AS MATERIALIZED (
    SELECT DISTINCT ON (r.line) r.line, s."column", s.name, e.slug AS value, e.kind
      FROM referred r JOIN refused_entry e ON e.handle = r.handle JOIN staged_stance s ON s.n = r.n
     WHERE NOT EXISTS (SELECT FROM refused_line l WHERE l.line = r.line)
     ORDER BY r.line, r.n)`;

const LEAVE_OUT = [
  'DELETE FROM staged_citation c USING staged_stance s, refused_line l WHERE s.n = c.n AND l.line = s.line',
  'DELETE FROM staged_stance s USING refused_line l WHERE l.line = s.line',
] as const;

const NOTE_USED = `
  INSERT INTO used_entry (handle)
  SELECT DISTINCT u.handle
    FROM (SELECT unnest(ARRAY[s.actor, s.issue, s.target, s.event, s.speaker, s.source]) AS handle FROM staged_stance s
           UNION ALL
          SELECT c.source FROM staged_citation c) u
   WHERE u.handle IS NOT NULL`;

type Told = Pick<StagedFault, 'line' | 'column' | 'name' | 'value'>;

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

  /** Refuses the lines of which an external id stands further up already. */
  async refuseTwice(refused: RefusedLines): Promise<StagedFaults> {
    await this.transaction.run('ANALYZE staged_stance; ANALYZE staged_citation');
    return refused.refuse<Told & { readonly firstLine: number }>(TWICE, ({ firstLine }) => ({
      code: 'import/duplicate-external-id',
      detail: `Line ${firstLine} has this externalId already; an externalId stands for one record of the dataset.`,
    }));
  }

  /** Refuses the lines of stances that refer to an entry which is refused itself. */
  refuseUnfounded(refused: RefusedLines): Promise<StagedFaults> {
    return refused.refuse<Told & { readonly kind: string }>(UNFOUNDED, ({ kind, value }) => ({
      code: `${kind}/unknown`,
      detail: `The ${kind} "${value}" is not recorded, because another row that gives it is at fault; correct that row.`,
    }));
  }

  /** Takes out what stands on refused lines, and notes in `used_entry` which entries the rest refers to. */
  async leaveOut(): Promise<void> {
    const [citations, stances] = LEAVE_OUT;
    await this.transaction.run(citations);
    this.count -= await this.transaction.run(stances);
    await this.transaction.run('TRUNCATE used_entry');
    await this.transaction.run(NOTE_USED);
    await this.transaction.run('ANALYZE used_entry');
  }
}
