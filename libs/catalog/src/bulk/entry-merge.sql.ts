import type { BulkKind } from './staged-entry.js';

const date = (key: string): string =>
  `e.content #>> '{${key},edtf}', (e.content #>> '{${key},earliest}')::date, (e.content #>> '{${key},latest}')::date`;
const text = (key: string): string => `e.content ->> '${key}'`;

/** The columns of an entry's own row and their values, in the same order. */
const OWN: Readonly<Record<BulkKind, readonly [columns: string, values: string]>> = {
  actor: [
    'kind, description, validity_edtf, validity_earliest, validity_latest',
    `(${text('kind')})::actor_kind, ${text('description')}, ${date('validity')}`,
  ],
  source: [
    'title, publisher, url, archive_url, date_edtf, date_earliest, date_latest, language, reliability, note',
    `${text('title')}, ${text('publisher')}, ${text('url')}, ${text('archiveUrl')}, ${date('date')}, ${text('language')}, (${text('reliability')})::reliability, ${text('note')}`,
  ],
  event: [
    'name, date_edtf, date_earliest, date_latest, place, description',
    `${text('name')}, ${date('date')}, ${text('place')}, ${text('description')}`,
  ],
  issue: [
    'name, proposition, scale_id, description, coding_rule, absence_carries_position',
    `${text('name')}, ${text('proposition')}, (SELECT s.id FROM scale s WHERE s.slug = ${text('scale')}), ${text('description')}, ${text('codingRule')}, (${text('absenceCarriesPosition')})::boolean`,
  ],
};

/** The lists of an entry: which table, its column of the entry, and the rows of `staged_entry e`. */
const LISTS: Readonly<Record<BulkKind, readonly (readonly [table: string, owner: string, insert: string])[]>> = {
  actor: [
    [
      'actor_name',
      'actor_id',
      `INSERT INTO actor_name (actor_id, ordinal, text, language, script, kind, valid_edtf, valid_earliest, valid_latest)
       SELECT e.id, r.ordinal, r.text, r.language, r.script, r.kind, r.valid ->> 'edtf', (r.valid ->> 'earliest')::date, (r.valid ->> 'latest')::date
         FROM %entries% e CROSS JOIN jsonb_to_recordset(e.content -> 'names')
           AS r (ordinal smallint, text text, language text, script text, kind name_kind, valid jsonb)`,
    ],
    [
      'actor_identifier',
      'actor_id',
      `INSERT INTO actor_identifier (actor_id, ordinal, scheme, value, valid_edtf, valid_earliest, valid_latest)
       SELECT e.id, r.ordinal, r.scheme, r.value, r.valid ->> 'edtf', (r.valid ->> 'earliest')::date, (r.valid ->> 'latest')::date
         FROM %entries% e CROSS JOIN jsonb_to_recordset(e.content -> 'identifiers')
           AS r (ordinal smallint, scheme text, value text, valid jsonb)`,
    ],
  ],
  source: [],
  event: [
    [
      'event_participant',
      'event_id',
      `INSERT INTO event_participant (event_id, actor_id, role, note)
       SELECT e.id, a.id, r.role, r.note
         FROM %entries% e CROSS JOIN jsonb_to_recordset(e.content -> 'participants') AS r (actor text, role participant_role, note text)
         LEFT JOIN actor a ON a.slug = r.actor`,
    ],
  ],
  issue: [
    [
      'issue_broader',
      'issue_id',
      `INSERT INTO issue_broader (issue_id, broader_id, direction, weight)
       SELECT e.id, b.id, r.direction, r.weight
         FROM %entries% e CROSS JOIN jsonb_to_recordset(e.content -> 'broader') AS r (issue text, direction smallint, weight float8)
         LEFT JOIN issue b ON b.slug = r.issue`,
    ],
  ],
};

/** Ids of entries that are there by now. */
export const findStaged = (kind: BulkKind): string =>
  `UPDATE staged_entry e SET id = t.id FROM ${kind} t WHERE e.kind = '${kind}' AND e.id IS NULL AND t.slug = e.slug`;

/** What a row states of an entry counts before what others make of its name. */
const FIRST = 'd.slug, d.identity IS NOT NULL, d.handle';

/** Rows of the entries that are not there yet; $1 is the author, $2 the change note where the file gives none. */
export const createStaged = (kind: BulkKind): string => {
  const [columns, values] = OWN[kind];
  return `
    INSERT INTO ${kind} (slug, recorded_by, change_note, ${columns})
    SELECT e.slug, $1, coalesce(e.change_note, $2), ${values}
      FROM (SELECT DISTINCT ON (d.slug) d.* FROM staged_entry d WHERE d.kind = '${kind}' AND d.id IS NULL ORDER BY ${FIRST}) e`;
};

/** The first staged row of each entry just made, which its lists are made from. */
export const noteCreated = (kind: BulkKind): string => `
  CREATE TEMPORARY TABLE made_${kind} ON COMMIT DROP AS
  SELECT DISTINCT ON (d.slug) t.id, d.content FROM staged_entry d JOIN ${kind} t ON t.slug = d.slug
   WHERE d.kind = '${kind}' AND d.id IS NULL ORDER BY ${FIRST}`;

export const listsOfCreated = (kind: BulkKind): string[] =>
  LISTS[kind].map(([, , insert]) => insert.replace('%entries%', `made_${kind}`));

/** The next revision of entries that are there; $1 is the author, $2 the change note where the file gives none. */
export const reviseStaged = (kind: BulkKind): string => {
  const [columns, values] = OWN[kind];
  return `
    UPDATE ${kind} t SET revision = t.revision + 1, recorded_by = $1, change_note = coalesce(e.change_note, $2), (${columns}) = (SELECT ${values})
      FROM staged_entry e
     WHERE e.kind = '${kind}' AND e.revises IS NOT NULL AND t.id = e.id AND t.revision = e.revises AND t.status = 'ACTIVE'`;
};

const revised = (kind: BulkKind): string =>
  `(SELECT d.* FROM staged_entry d WHERE d.kind = '${kind}' AND d.revises IS NOT NULL)`;

/** What revised entries give up is free for those that are made. */
export const clearListsOfRevised = (kind: BulkKind): string[] =>
  LISTS[kind].map(([table, owner]) => `DELETE FROM ${table} l USING ${revised(kind)} e WHERE l.${owner} = e.id`);

export const listsOfRevised = (kind: BulkKind): string[] =>
  LISTS[kind].map(([, , insert]) => insert.replace('%entries%', revised(kind)));
