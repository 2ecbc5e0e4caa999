import type { BulkTransaction } from '@app/database';
import { entryContent } from './entry-content.js';
import type { BulkKind, StagedEntry } from './staged-entry.js';

const TABLES = `
  CREATE TEMPORARY TABLE staged_entry (
    handle integer NOT NULL PRIMARY KEY, kind text NOT NULL, slug text NOT NULL, id uuid, revises integer, identity text, content jsonb,
    change_note text, line bigint, "column" integer, name text
  ) ON COMMIT DROP;
  CREATE TEMPORARY TABLE stated_entry (
    n integer NOT NULL, kind text NOT NULL, slug text NOT NULL, PRIMARY KEY (kind, slug)
  ) ON COMMIT DROP`;

const ADD = `
  INSERT INTO staged_entry (handle, kind, slug, id, revises, identity, content, change_note, line, "column", name)
  SELECT r.handle, r.kind, r.slug, r.id, r.revises, r.identity, r.content, r.change_note, r.line, r."column", r.name
    FROM json_to_recordset($1::json) AS r (handle integer, kind text, slug text, id uuid, revises integer, identity text, content jsonb,
                                       change_note text, line bigint, "column" integer, name text)`;

const CLAIM = `
  INSERT INTO stated_entry (n, kind, slug)
  SELECT r.n, r.kind, r.slug FROM json_to_recordset($1::json) AS r (n integer, kind text, slug text)
  ON CONFLICT DO NOTHING RETURNING n`;

/** Entries waiting in a temporary table of a bulk transaction; EntryMerge makes them. */
export class EntryStage {
  private claims = 0;

  private constructor(private readonly transaction: BulkTransaction) {}

  static async open(transaction: BulkTransaction): Promise<EntryStage> {
    await transaction.run(TABLES);
    return new EntryStage(transaction);
  }

  async add(entries: readonly StagedEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map(({ made, place, ...entry }) => ({
      ...entry,
      ...place,
      content: made === null ? null : entryContent(made),
      change_note: made?.entry.changeNote ?? null,
    }));
    await this.transaction.run(ADD, [JSON.stringify(rows)]);
  }

  /** For each of them, in order, whether no row has stated it before. */
  async claim(stated: readonly { readonly kind: BulkKind; readonly slug: string }[]): Promise<boolean[]> {
    const first = this.claims;
    this.claims += stated.length;
    const rows = stated.map(({ kind, slug }, index) => ({ n: first + index, kind, slug }));
    const claimed = await this.transaction.rows<{ n: number }>(CLAIM, [JSON.stringify(rows)]);
    const numbers = new Set(claimed.map(({ n }) => n));
    return rows.map(({ n }) => numbers.has(n));
  }

  /** How many are stated as they stand already. */
  async unchanged(): Promise<number> {
    const [row] = await this.transaction.rows<{ count: number }>(
      'SELECT count(*)::integer AS count FROM staged_entry e WHERE e.content IS NULL AND e.line IS NOT NULL',
    );
    return row?.count ?? 0;
  }
}
