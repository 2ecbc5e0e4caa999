import type { BulkTransaction } from '@app/database';
import { entryContent } from './entry-content.js';
import type { StagedEntry } from './staged-entry.js';

const TABLE = `
  CREATE TEMPORARY TABLE staged_entry (
    handle integer NOT NULL PRIMARY KEY, kind text NOT NULL, slug text NOT NULL, id uuid, revises integer, identity text, content jsonb,
    change_note text
  ) ON COMMIT DROP`;

const ADD = `
  INSERT INTO staged_entry (handle, kind, slug, id, revises, identity, content, change_note)
  SELECT r.handle, r.kind, r.slug, r.id, r.revises, r.identity, r.content, r.change_note
    FROM json_to_recordset($1::json) AS r (handle integer, kind text, slug text, id uuid, revises integer, identity text, content jsonb,
                                       change_note text)`;

/** Of the handles $1, those of entries to be made that no other entry to be made refers to. */
const REMOVE = `
  DELETE FROM staged_entry e
   WHERE e.handle = ANY($1::integer[]) AND e.identity IS NOT NULL AND e.id IS NULL AND e.slug NOT IN (
     SELECT coalesce(r.item ->> 'actor', r.item ->> 'issue')
       FROM staged_entry o CROSS JOIN LATERAL jsonb_array_elements(coalesce(o.content -> 'participants', o.content -> 'broader')) AS r (item)
      WHERE o.handle <> ALL($1::integer[]))`;

/** Entries waiting in a temporary table of a bulk transaction; EntryMerge makes them. */
export class EntryStage {
  private constructor(private readonly transaction: BulkTransaction) {}

  static async open(transaction: BulkTransaction): Promise<EntryStage> {
    await transaction.run(TABLE);
    return new EntryStage(transaction);
  }

  async add(entries: readonly StagedEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map(({ made, ...entry }) => ({
      ...entry,
      content: made === null ? null : entryContent(made),
      change_note: made?.entry.changeNote ?? null,
    }));
    await this.transaction.run(ADD, [JSON.stringify(rows)]);
  }

  /** Takes out those that were to be made for rows that have been taken out. */
  async remove(handles: readonly number[]): Promise<void> {
    if (handles.length > 0) await this.transaction.run(REMOVE, [handles]);
  }
}
