import { type CatalogTable, jsonObject } from '@app/database';

/** One filter of a list. */
export interface EntryFilter {
  /** The condition; `value` is the placeholder of the filter's parameter. */
  readonly sql: (value: string) => string;
  /** What is asked for: references to entries of a kind, part of a text, or a day of an EDTF date; absent: as it is. */
  readonly reads?: { readonly references: EntryKind['name'] } | 'text' | 'day' | 'first day' | 'last day';
}

/** One kind of catalog entry: its tables, how it is written as JSON, and what lists can be filtered by. */
export interface EntryKind {
  readonly name: 'actor' | 'scale' | 'issue' | 'source' | 'event' | 'relation';
  /** The tables that hold an entry: the first is its own, called `e`, the others its lists. */
  readonly tables: readonly [CatalogTable, ...CatalogTable[]];
  /** Keys and SQL values of the JSON object, in order; the keys common to all kinds are added around them. */
  readonly document: readonly (readonly [string, string])[];
  readonly filters: Readonly<Record<string, EntryFilter>>;
}

/** Slugs never change, so they are looked up among all entries of today, whatever moment is asked about. */
const slugOf = (table: CatalogTable, id: string): string => `(SELECT r.slug FROM public.${table} r WHERE r.id = ${id})`;

/** An array of objects, or [] where there is no row. */
const arrayOf = (object: string, from: string): string =>
  `coalesce((SELECT json_agg(${object}) FROM (${from}) c), '[]'::json)`;

const names = (id: string): string =>
  arrayOf(
    jsonObject([
      ['text', 'c.text'],
      ['language', 'c.language'],
      ['script', 'c.script'],
      ['kind', 'c.kind'],
      ['valid', 'c.valid_edtf'],
    ]),
    `SELECT * FROM actor_name n WHERE n.actor_id = ${id} ORDER BY n.ordinal`,
  );

export const ACTOR: EntryKind = {
  name: 'actor',
  tables: ['actor', 'actor_name', 'actor_identifier'],
  document: [
    ['kind', 'e.kind'],
    [
      'name',
      `(SELECT n.text FROM actor_name n WHERE n.actor_id = e.id ORDER BY n.kind <> 'PREFERRED', n.language <> 'en', n.ordinal LIMIT 1)`,
    ],
    ['names', names('e.id')],
    [
      'identifiers',
      arrayOf(
        jsonObject([
          ['scheme', 'c.scheme'],
          ['value', 'c.value'],
          ['valid', 'c.valid_edtf'],
        ]),
        `SELECT * FROM actor_identifier i WHERE i.actor_id = e.id ORDER BY i.ordinal`,
      ),
    ],
    ['validity', 'e.validity_edtf'],
    ['description', 'e.description'],
  ],
  filters: {
    kind: { sql: (value) => `e.kind = ANY(${value}::actor_kind[])` },
    identifier: {
      sql: (value) =>
        `e.id IN (SELECT i.actor_id FROM actor_identifier i WHERE i.scheme = split_part(${value}, ':', 1) AND i.value = substr(${value}, strpos(${value}, ':') + 1))`,
    },
    q: {
      reads: 'text',
      sql: (value) =>
        `(e.slug ILIKE ${value} OR e.id IN (SELECT n.actor_id FROM actor_name n WHERE n.text ILIKE ${value}))`,
    },
  },
};

export const SCALE: EntryKind = {
  name: 'scale',
  tables: ['scale', 'scale_point'],
  document: [
    ['name', 'e.name'],
    ['description', 'e.description'],
    [
      'points',
      arrayOf(
        jsonObject([
          ['position', 'c.position'],
          ['label', 'c.label'],
        ]),
        `SELECT * FROM scale_point p WHERE p.scale_id = e.id ORDER BY p.position`,
      ),
    ],
  ],
  filters: { q: { reads: 'text', sql: (value) => `(e.slug ILIKE ${value} OR e.name ILIKE ${value})` } },
};

export const ISSUE: EntryKind = {
  name: 'issue',
  tables: ['issue', 'issue_broader'],
  document: [
    ['name', 'e.name'],
    ['proposition', 'e.proposition'],
    ['scale', slugOf('scale', 'e.scale_id')],
    ['description', 'e.description'],
    ['codingRule', 'e.coding_rule'],
    ['absenceCarriesPosition', 'e.absence_carries_position'],
    [
      'broader',
      arrayOf(
        jsonObject([
          ['issue', 'c.slug'],
          ['direction', 'c.direction'],
          ['weight', 'c.weight'],
        ]),
        `SELECT r.slug, b.direction, b.weight FROM issue_broader b JOIN public.issue r ON r.id = b.broader_id WHERE b.issue_id = e.id ORDER BY r.slug`,
      ),
    ],
  ],
  filters: {
    broader: {
      reads: { references: 'issue' },
      sql: (value) => `e.id IN (SELECT b.issue_id FROM issue_broader b WHERE b.broader_id = ANY(${value}::uuid[]))`,
    },
    scale: { reads: { references: 'scale' }, sql: (value) => `e.scale_id = ANY(${value}::uuid[])` },
    q: {
      reads: 'text',
      sql: (value) => `(e.slug ILIKE ${value} OR e.name ILIKE ${value} OR e.proposition ILIKE ${value})`,
    },
  },
};

export const SOURCE: EntryKind = {
  name: 'source',
  tables: ['source'],
  document: [
    ['title', 'e.title'],
    ['publisher', 'e.publisher'],
    ['url', 'e.url'],
    ['archiveUrl', 'e.archive_url'],
    ['date', 'e.date_edtf'],
    ['language', 'e.language'],
    ['reliability', 'e.reliability'],
    ['note', 'e.note'],
  ],
  filters: {
    reliability: { sql: (value) => `e.reliability = ANY(${value}::reliability[])` },
    q: {
      reads: 'text',
      sql: (value) => `(e.slug ILIKE ${value} OR e.title ILIKE ${value} OR e.publisher ILIKE ${value})`,
    },
  },
};

export const EVENT: EntryKind = {
  name: 'event',
  tables: ['event', 'event_participant'],
  document: [
    ['name', 'e.name'],
    ['date', 'e.date_edtf'],
    ['earliest', 'e.date_earliest'],
    ['latest', 'e.date_latest'],
    ['place', 'e.place'],
    ['description', 'e.description'],
    [
      'participants',
      arrayOf(
        jsonObject([
          ['actor', 'c.slug'],
          ['role', 'c.role'],
          ['note', 'c.note'],
        ]),
        `SELECT a.slug, p.role, p.note FROM event_participant p JOIN public.actor a ON a.id = p.actor_id WHERE p.event_id = e.id ORDER BY a.slug, p.role`,
      ),
    ],
  ],
  filters: {
    participant: {
      reads: { references: 'actor' },
      sql: (value) => `e.id IN (SELECT p.event_id FROM event_participant p WHERE p.actor_id = ANY(${value}::uuid[]))`,
    },
    from: { reads: 'first day', sql: (value) => `coalesce(e.date_latest, 'infinity') >= ${value}::date` },
    to: { reads: 'last day', sql: (value) => `coalesce(e.date_earliest, '-infinity') <= ${value}::date` },
    q: { reads: 'text', sql: (value) => `(e.slug ILIKE ${value} OR e.name ILIKE ${value})` },
  },
};

export const RELATION: EntryKind = {
  name: 'relation',
  tables: ['relation'],
  document: [
    ['subject', slugOf('actor', 'e.subject_id')],
    ['type', 'e.type'],
    ['object', slugOf('actor', 'e.object_id')],
    ['valid', 'e.valid_edtf'],
    ['earliest', 'e.valid_earliest'],
    ['latest', 'e.valid_latest'],
    ['title', 'e.title'],
    ['source', slugOf('source', 'e.source_id')],
  ],
  filters: {
    subject: { reads: { references: 'actor' }, sql: (value) => `e.subject_id = ANY(${value}::uuid[])` },
    object: { reads: { references: 'actor' }, sql: (value) => `e.object_id = ANY(${value}::uuid[])` },
    actor: {
      reads: { references: 'actor' },
      sql: (value) => `(e.subject_id = ANY(${value}::uuid[]) OR e.object_id = ANY(${value}::uuid[]))`,
    },
    type: { sql: (value) => `e.type = ANY(${value}::relation_type[])` },
    q: { reads: 'text', sql: (value) => `(e.slug ILIKE ${value} OR e.title ILIKE ${value})` },
    on: { reads: 'day', sql: (value) => `e.valid_during @> ${value}::date` },
  },
};
