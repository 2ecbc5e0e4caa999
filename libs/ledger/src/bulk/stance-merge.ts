import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import type { BulkTransaction } from '@app/database';
import { sayAgain } from './say-again.js';
import type { MergeCounts } from './staged-stance.js';

/** Where staged stances go. */
export interface MergeInto {
  readonly datasetId: number;
  /** Stands as the change note of what is revised and retracted. */
  readonly changeNote: string;
  /** Whether published stances of the dataset that are not staged are retracted. */
  readonly retractMissing: boolean;
  readonly author: Author;
}

/** The staged stances with the ids of their entries, in the order in which they are recorded. */
const RESOLVED = `
  SELECT t.*, a.id AS actor_id, i.id AS issue_id, g.id AS target_id, v.id AS event_id, k.id AS speaker_id, c.id AS source_id
    FROM staged_stance t
    JOIN staged_entry a ON a.handle = t.actor
    JOIN staged_entry i ON i.handle = t.issue
    JOIN staged_entry c ON c.handle = t.source
    LEFT JOIN staged_entry g ON g.handle = t.target
    LEFT JOIN staged_entry v ON v.handle = t.event
    LEFT JOIN staged_entry k ON k.handle = t.speaker`;

const NOTHING_MATCHED = `
  CREATE TEMPORARY TABLE staged_match (
    n integer NOT NULL, id uuid NOT NULL, revision integer NOT NULL, created_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL,
    differs boolean NOT NULL
  ) ON COMMIT DROP`;

const ANYTHING_RECORDED = `
  SELECT FROM stance s
   WHERE s.dataset_id = %dataset% AND s.superseded_at IS NULL AND s.status <> 'RETRACTED' AND s.external_id IS NOT NULL LIMIT 1`;

/** Which staged stances are in the ledger already, and which of them say something else. */
const MATCH = `
  INSERT INTO staged_match (n, id, revision, created_at, recorded_at, differs)
  SELECT t.n, s.id, s.revision, s.created_at, s.recorded_at,
         (t.actor_id, t.issue_id, t.target_id, t.event_id, t.speaker_id, t.act, t.position, t.date_edtf, t.earliest, t.latest, t.is_duration,
          t.channel, t.confidence, t.summary, t.note, t.source_id, t.credibility, t.exact, t.prefix, t.suffix, t.locator)
         IS DISTINCT FROM
         (s.actor_id, s.issue_id, s.target_id, s.event_id, s.speaker_id, s.act, s.position, s.date_edtf, s.earliest, s.latest, s.is_duration,
          s.channel, s.confidence, s.summary, s.note, c.source_id, c.credibility, c.exact, c.prefix, c.suffix, c.locator) AS differs
    FROM (${RESOLVED}) t
    JOIN stance s ON s.dataset_id = %dataset% AND s.external_id = t.external_id AND s.superseded_at IS NULL AND s.status <> 'RETRACTED'
    JOIN citation c ON c.stance_id = s.id AND c.revision = s.revision AND c.ordinal = 1`;

/** Also where the citations after the first are others. */
const MATCH_FURTHER = `
  WITH recorded AS (
    SELECT m.n, c.ordinal, c.source_id, c.credibility, c.exact, c.prefix, c.suffix, c.locator
      FROM staged_match m JOIN citation c ON c.stance_id = m.id AND c.revision = m.revision AND c.ordinal > 1
  ), said AS (
    SELECT t.n, t.ordinal, e.id, t.credibility, t.exact, t.prefix, t.suffix, t.locator
      FROM staged_citation t JOIN staged_entry e ON e.handle = t.source JOIN staged_match m ON m.n = t.n
  ), other AS (
    (SELECT * FROM recorded EXCEPT SELECT * FROM said) UNION ALL (SELECT * FROM said EXCEPT SELECT * FROM recorded)
  )
  UPDATE staged_match m SET differs = true WHERE m.n IN (SELECT o.n FROM other o) AND NOT m.differs`;

/** $1 is the author, $2 the change note of revisions. */
const RECORD = `
  WITH recorded AS MATERIALIZED (
    SELECT coalesce(r.match_id, uuidv7()) AS id, r.*
      FROM (SELECT t.*, m.id AS match_id, coalesce(m.revision + 1, 1) AS revision, m.created_at
              FROM (${RESOLVED}) t LEFT JOIN staged_match m ON m.n = t.n
             WHERE m.differs IS NOT FALSE
             ORDER BY t.actor_id, t.issue_id, t.latest, t.n) r
  ), cited AS (
    INSERT INTO citation (stance_id, revision, ordinal, source_id, credibility, exact, prefix, suffix, locator)
    SELECT r.id, r.revision, 1, r.source_id, r.credibility, r.exact, r.prefix, r.suffix, r.locator FROM recorded r
     UNION ALL
    SELECT r.id, r.revision, f.ordinal, e.id, f.credibility, f.exact, f.prefix, f.suffix, f.locator
      FROM staged_citation f JOIN recorded r ON r.n = f.n JOIN staged_entry e ON e.handle = f.source
  )
  INSERT INTO stance (id, revision, actor_id, issue_id, target_id, event_id, speaker_id, created_at, recorded_at, earliest, latest, is_duration,
                      position, act, channel, confidence, date_edtf, external_id, summary, note, dataset_id, recorded_by, change_note)
  SELECT r.id, r.revision, r.actor_id, r.issue_id, r.target_id, r.event_id, r.speaker_id, coalesce(r.created_at, k.moment), k.moment,
         r.earliest, r.latest, r.is_duration, r.position, r.act, r.channel, r.confidence, r.date_edtf, r.external_id, r.summary, r.note,
         %dataset%, $1, CASE WHEN r.revision > 1 THEN $2 END
    FROM recorded r, (SELECT record_time() AS moment) k`;

const CHOOSE_MISSING = `
  CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS
  SELECT s.id, s.revision + 1 AS revision, s.id AS from_id, s.revision AS from_revision FROM stance s
   WHERE s.dataset_id = %dataset% AND s.superseded_at IS NULL AND s.status <> 'RETRACTED' AND s.external_id IS NOT NULL
     AND NOT EXISTS (SELECT FROM staged_stance t WHERE t.external_id = s.external_id)`;

/** Of the revisions just made, those whose revision before no import made. */
const OVERRIDDEN = `
  SELECT count(*)::integer AS count FROM staged_match m
   WHERE m.differs AND NOT EXISTS (SELECT FROM import f WHERE f.recorded_at = m.recorded_at)`;

/** Takes staged stances into the ledger: new ones are recorded, changed ones revised, equal ones left alone. */
@Injectable()
export class StanceMerge {
  /**
   * The entries' handles must have ids by now. Holds the record clock until the transaction ends. Throws what the rules
   * of the ledger refuse.
   */
  async merge(
    transaction: BulkTransaction,
    { author, changeNote, datasetId, retractMissing }: MergeInto,
  ): Promise<MergeCounts> {
    const inDataset = (sql: string): string => sql.replaceAll('%dataset%', String(Math.trunc(datasetId)));
    await transaction.takeClock();
    await transaction.run(NOTHING_MATCHED);
    const [known] = await transaction.rows(inDataset(ANYTHING_RECORDED));
    if (known !== undefined) {
      await transaction.run(inDataset(MATCH));
      await transaction.run('ANALYZE staged_match');
      await transaction.run(MATCH_FURTHER);
    }
    const [matched] = await transaction.rows<{ unchanged: number; revised: number }>(
      `SELECT count(*) FILTER (WHERE NOT differs)::integer AS unchanged, count(*) FILTER (WHERE differs)::integer AS revised FROM staged_match`,
    );
    const { revised = 0, unchanged = 0 } = matched ?? {};
    const recorded = await transaction.run(inDataset(RECORD), [author.name, changeNote]);
    const [overridden] = await transaction.rows<{ count: number }>(OVERRIDDEN);
    let retracted = 0;
    if (retractMissing) {
      await transaction.run(inDataset(CHOOSE_MISSING));
      retracted = await transaction.run(sayAgain('chosen', 'RETRACTED'), [author.name, changeNote]);
    }
    return { created: recorded - revised, revised, unchanged, retracted, overridden: overridden?.count ?? 0 };
  }
}
