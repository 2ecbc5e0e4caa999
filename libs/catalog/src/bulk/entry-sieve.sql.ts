/** The lists by which entries name others: the kind that has it, its key, the kind that is named, the key of the item. */
export const MENTIONS = [
  ['event', 'participants', 'actor'],
  ['issue', 'broader', 'issue'],
] as const;

type Mention = (typeof MENTIONS)[number];

const ITEMS = ([kind, list]: Mention): string =>
  `staged_entry e CROSS JOIN LATERAL jsonb_array_elements(e.content -> '${list}') AS r (item) WHERE e.kind = '${kind}' AND e.content IS NOT NULL`;

const UUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

/** An entry may be named by its id; from here on it is named by its slug. */
export const nameBySlug = ([kind, list, named]: Mention): string => `
  UPDATE staged_entry e SET content = jsonb_set(e.content, '{${list}}', (
    SELECT jsonb_agg(CASE WHEN t.slug IS NULL THEN r.item ELSE jsonb_set(r.item, '{${named}}', to_jsonb(t.slug)) END ORDER BY r.n)
      FROM jsonb_array_elements(e.content -> '${list}') WITH ORDINALITY AS r (item, n)
      LEFT JOIN ${named} t ON t.id = CASE WHEN r.item ->> '${named}' ~ '${UUID}' THEN (r.item ->> '${named}')::uuid END))
   WHERE e.kind = '${kind}'
     AND EXISTS (SELECT FROM jsonb_array_elements(e.content -> '${list}') AS r (item) WHERE r.item ->> '${named}' ~ '${UUID}')`;

/** Entries to be made that are made only because a row or another entry names them, and none does any more. */
export const REMOVE_UNUSED = `
  WITH named AS MATERIALIZED (
    ${MENTIONS.map((mention) => `SELECT '${mention[2]}' AS kind, r.item ->> '${mention[2]}' AS slug FROM ${ITEMS(mention)}`).join(' UNION ')})
  DELETE FROM staged_entry e
   WHERE e.identity IS NOT NULL AND e.id IS NULL
     AND NOT EXISTS (SELECT FROM used_entry u WHERE u.handle = e.handle)
     AND NOT EXISTS (SELECT FROM named n WHERE n.kind = e.kind AND n.slug = e.slug)`;

/** A revision that is refused leaves the entry as it stands. */
export const LEAVE_AS_IT_STANDS = `
  UPDATE staged_entry e SET content = NULL, revises = NULL, line = NULL
    FROM refused_line l WHERE l.line = e.line AND e.id IS NOT NULL`;

/** What rows state on refused lines; what they only name may be named by others as well. */
export const REMOVE_STATED = `
  WITH removed AS (
    DELETE FROM staged_entry e USING refused_line l WHERE l.line = e.line AND e.id IS NULL AND e.identity IS NULL RETURNING e.handle, e.kind, e.slug)
  INSERT INTO refused_entry (handle, kind, slug) SELECT m.handle, m.kind, m.slug FROM removed m`;

/** What is to be made of an entry whose name rows share: what a row states goes before what others make of its name. */
const CONTENTS = `
  content AS MATERIALIZED (
    SELECT DISTINCT ON (d.kind, d.slug) d.* FROM staged_entry d WHERE d.content IS NOT NULL
     ORDER BY d.kind, d.slug, d.identity IS NOT NULL, d.handle)`;

/** Entries themselves are at fault, and leave with their lines. */
const REFUSED = `
  gone AS (
    DELETE FROM staged_entry e USING fault f WHERE e.handle = f.handle AND e.id IS NULL AND e.identity IS NOT NULL RETURNING e.handle, e.kind, e.slug),
  noted AS (INSERT INTO refused_entry (handle, kind, slug) SELECT DISTINCT g.handle, g.kind, g.slug FROM gone g)`;

const PLACE = 'e.handle, e.line, e."column", e.name';

/**
 * Names that neither the catalog nor the file has, and entries that nobody may name any more; with them the new entries
 * that name entries which are refused for that, however long the chain.
 */
export const unknownMentions = (mention: Mention): string => `
  mention AS MATERIALIZED (
    SELECT ${PLACE}, e.kind, e.slug, e.id, r.item ->> '${mention[2]}' AS value FROM ${ITEMS(mention)}),
  astray AS MATERIALIZED (
    SELECT e.*, t.id IS NOT NULL AS retracted FROM mention e LEFT JOIN ${mention[2]} t ON t.slug = e.value
     WHERE t.status = 'RETRACTED' OR t.id IS NULL AND NOT EXISTS (
       SELECT FROM staged_entry o WHERE o.kind = '${mention[2]}' AND o.slug = e.value AND o.content IS NOT NULL)),
  spoilt (handle, slug, id) AS (
    SELECT a.handle, a.slug, a.id FROM astray a
     UNION
    SELECT e.handle, e.slug, e.id FROM spoilt p JOIN mention e ON e.value = p.slug AND e.kind = '${mention[2]}' WHERE p.id IS NULL),
  fault AS MATERIALIZED (
    SELECT ${PLACE}, e.kind, e.slug, e.value, e.retracted FROM astray e
     UNION ALL
    SELECT ${PLACE}, e.kind, e.slug, e.value, false FROM mention e JOIN spoilt p ON p.slug = e.value AND p.id IS NULL
     WHERE e.kind = '${mention[2]}'),
  ${REFUSED}`;

export const UNKNOWN_SCALES = `
  fault AS MATERIALIZED (
    SELECT ${PLACE}, e.slug, e.content ->> 'scale' AS value FROM staged_entry e
     WHERE e.kind = 'issue' AND e.content IS NOT NULL
       AND NOT EXISTS (SELECT FROM scale s WHERE s.slug = e.content ->> 'scale' AND s.status = 'ACTIVE')),
  ${REFUSED}`;

export const OTHER_SCALES = `
  fault AS MATERIALIZED (
    SELECT ${PLACE}, e.slug, e.content ->> 'scale' AS value, s.slug AS scale
      FROM staged_entry e JOIN issue i ON i.id = e.id JOIN scale s ON s.id = i.scale_id
     WHERE e.kind = 'issue' AND e.revises IS NOT NULL AND s.slug <> e.content ->> 'scale')`;

/** Issues that would be broader than themselves, by what the file says and what else stands. */
export const CYCLES = `
  ${CONTENTS},
  link AS MATERIALIZED (
    SELECT e.slug AS narrower, r.item ->> 'issue' AS broader
      FROM content e CROSS JOIN LATERAL jsonb_array_elements(e.content -> 'broader') AS r (item) WHERE e.kind = 'issue'
     UNION
    SELECT n.slug, b.slug FROM issue_broader l JOIN issue n ON n.id = l.issue_id JOIN issue b ON b.id = l.broader_id
     WHERE NOT EXISTS (SELECT FROM content c WHERE c.id = l.issue_id AND c.kind = 'issue')),
  upward (issue, above) AS (
    SELECT l.narrower, l.broader FROM link l JOIN content c ON c.kind = 'issue' AND c.slug = l.narrower
     UNION
    SELECT u.issue, l.broader FROM upward u JOIN link l ON l.narrower = u.above),
  fault AS MATERIALIZED (
    SELECT ${PLACE}, e.slug, e.slug AS value
      FROM content e JOIN upward u ON u.issue = e.slug AND u.above = e.slug WHERE e.kind = 'issue'),
  ${REFUSED}`;

const IDENTIFIERS = `
  ${CONTENTS},
  stated AS MATERIALIZED (
    SELECT ${PLACE}, e.slug, r.scheme, r.value, coalesce((r.valid ->> 'earliest')::date, '-infinity') AS earliest,
           coalesce((r.valid ->> 'latest')::date, 'infinity') AS latest
      FROM content e CROSS JOIN jsonb_to_recordset(e.content -> 'identifiers') AS r (scheme text, value text, valid jsonb) WHERE e.kind = 'actor')`;

/** Of two actors of the file that bear one at the same time, the one that bears it later, or stands further down. */
export const SHARED_IDENTIFIERS = `
  ${IDENTIFIERS},
  ordered AS MATERIALIZED (
    SELECT e.*, max(e.latest) OVER (PARTITION BY e.scheme, e.value ORDER BY e.earliest, e.handle ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS held
      FROM stated e),
  fault AS MATERIALIZED (SELECT ${PLACE}, e.slug, e.scheme, e.value FROM ordered e WHERE e.held >= e.earliest),
  ${REFUSED}`;

/** Identifiers that an actor bears which the file does not change. */
export const TAKEN_IDENTIFIERS = `
  ${IDENTIFIERS},
  fault AS MATERIALIZED (
    SELECT ${PLACE}, e.slug, e.scheme, e.value, min(a.slug) AS bearer
      FROM stated e
      JOIN actor_identifier i ON i.scheme = e.scheme AND i.value = e.value
       AND i.valid_during && daterange(nullif(e.earliest, '-infinity'), nullif(e.latest, 'infinity'), '[]')
      JOIN actor a ON a.id = i.actor_id
     WHERE a.slug <> e.slug AND NOT EXISTS (SELECT FROM staged_entry o WHERE o.id = a.id AND o.revises IS NOT NULL)
     GROUP BY ${PLACE}, e.slug, e.scheme, e.value),
  ${REFUSED}`;
