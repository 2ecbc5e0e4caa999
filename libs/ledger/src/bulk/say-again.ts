const COLUMNS = `actor_id, issue_id, target_id, event_id, speaker_id, earliest, latest, is_duration, position, act, channel, confidence,
  date_edtf, external_id, summary, note, dataset_id`;
const CITED = 'ordinal, source_id, credibility, exact, prefix, suffix, locator';
const of = (alias: string, columns: string): string => columns.replaceAll(/\w+/g, (column) => `${alias}.${column}`);

/**
 * Records revisions that say what others said, with their citations; `rows` is a table with (id, revision, from_id,
 * from_revision). $1 is the author, $2 the change note.
 */
export const sayAgain = (rows: string, status: 'PUBLISHED' | 'RETRACTED'): string => `
  WITH cited AS (
    INSERT INTO citation (stance_id, revision, ${CITED})
    SELECT g.id, g.revision, ${of('c', CITED)}
      FROM ${rows} g JOIN citation c ON c.stance_id = g.from_id AND c.revision = g.from_revision
  )
  INSERT INTO stance (id, revision, status, created_at, recorded_at, recorded_by, change_note, ${COLUMNS})
  SELECT g.id, g.revision, '${status}', CASE WHEN g.revision = 1 THEN k.moment ELSE s.created_at END, k.moment, $1, $2, ${of('s', COLUMNS)}
    FROM ${rows} g JOIN stance s ON s.id = g.from_id AND s.revision = g.from_revision, (SELECT record_time() AS moment) k`;
