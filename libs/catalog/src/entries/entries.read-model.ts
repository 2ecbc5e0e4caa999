import { Injectable } from '@nestjs/common';
import { catalogThen, jsonObject, momentShown, Reader } from '@app/database';
import { isId } from '@app/domain';
import type { EntryKind } from './entry-kind.js';

/** A JSON object that is sent as it is, and which revision of its record it shows. */
export interface DocumentText {
  readonly json: string;
  readonly revision: number;
}

/** What a list is asked for. `filters` has the names of the kind's filters; `after` is the slug the last page ended on. */
export interface EntryQuestion {
  readonly filters: Readonly<Record<string, unknown>>;
  readonly statuses: readonly string[];
  readonly descending: boolean;
  readonly after: string | null;
  readonly limit: number;
  readonly count: boolean;
  readonly knownAt: string | null;
}

/** One page; `items` is a JSON array, `last` the slug of its last row, null where no row follows. */
export interface EntryPage {
  readonly items: string;
  readonly last: string | null;
  readonly count: number | null;
  /** The state of the data that the page shows. */
  readonly knownAt: string;
}

const documentOf = ({ document }: EntryKind): string =>
  jsonObject([
    ['id', 'e.id'],
    ['slug', 'e.slug'],
    ['revision', 'e.revision'],
    ['status', 'e.status'],
    ...document,
    ['createdAt', 'iso_moment(e.created_at)'],
    ['recordedAt', 'iso_moment(e.recorded_at)'],
    ['recordedBy', 'e.recorded_by'],
    ['changeNote', 'e.change_note'],
  ]);

const prefix = (shadows: string, rest: string): string =>
  shadows === '' ? (rest === '' ? '' : `WITH ${rest}`) : `WITH ${shadows}${rest === '' ? '' : `, ${rest}`}`;

/** Reads catalog entries of every kind, now or as they were known at a moment. */
@Injectable()
export class EntriesReadModel {
  constructor(private readonly reader: Reader) {}

  /** Null where there is no such entry (or was none then). */
  find(kind: EntryKind, reference: string, knownAt: string | null): Promise<DocumentText | null> {
    const [own] = kind.tables;
    const id = isId(reference) ? '$1::uuid' : `(SELECT l.id FROM public.${own} l WHERE l.slug = $1)`;
    const shadows = knownAt === null ? '' : catalogThen(kind.tables, 2, id);
    return this.reader.row<DocumentText>(
      `${prefix(shadows, '')} SELECT ${documentOf(kind)}::text AS json, e.revision
         FROM ${own} e WHERE e.${isId(reference) ? 'id' : 'slug'} = $1`,
      knownAt === null ? [reference] : [reference, knownAt],
    );
  }

  async page(kind: EntryKind, question: EntryQuestion): Promise<EntryPage> {
    const { after, count, descending, filters, knownAt, limit, statuses } = question;
    const values: unknown[] = [limit, statuses];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const moment = knownAt === null ? null : values.push(knownAt);
    const shadows = moment === null ? '' : catalogThen(kind.tables, moment);
    const conditions = [
      'e.status = ANY($2::entry_status[])',
      ...Object.entries(filters)
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([name, value]) => kind.filters[name]?.sql(place(value)) ?? 'false'),
    ];
    const [own] = kind.tables;
    const counted = count
      ? `(SELECT count(*)::integer FROM ${own} e WHERE ${conditions.join(' AND ')})`
      : 'NULL::integer';
    if (after !== null) conditions.push(`e.slug ${descending ? '<' : '>'} ${place(after)}`);
    const order = `e.slug${descending ? ' DESC' : ''}`;
    const page = `page AS MATERIALIZED (SELECT * FROM ${own} e WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT $1::integer + 1)`;
    const row = await this.reader.row<EntryPage>(
      `${prefix(shadows, page)}
       SELECT coalesce(json_agg(${documentOf(kind)} ORDER BY ${order}), '[]'::json)::text AS items,
              CASE WHEN (SELECT count(*) FROM page) > $1::integer THEN (array_agg(e.slug ORDER BY ${order}))[$1::integer] END AS last,
              ${counted} AS count, ${momentShown(moment)} AS "knownAt"
         FROM (SELECT * FROM page e ORDER BY ${order} LIMIT $1::integer) e`,
      values,
    );
    if (row === null) throw new Error('An aggregate without GROUP BY gives one row.');
    return row;
  }

  /** Every revision of an entry, oldest first, each as it stood when it was recorded; null where there is no such entry. */
  async history(kind: EntryKind, reference: string): Promise<string | null> {
    const [own] = kind.tables;
    const moments = await this.reader.rows<{ at: string }>(
      `SELECT DISTINCT iso_moment(a.at) AS at
         FROM audit_entry a JOIN ${own} e ON e.id = a.entry_id
        WHERE e.${isId(reference) ? 'id' : 'slug'} = $1 AND a.table_name = '${own}'
        ORDER BY 1`,
      [reference],
    );
    if (moments.length === 0) return null;
    const revisions: string[] = [];
    // One after the other: a long history must not take every connection from everybody else.
    for (const { at } of moments) revisions.push((await this.find(kind, reference, at))?.json ?? 'null');
    return `{"items":[${revisions.join(',')}]}`;
  }
}
