import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import type { BulkTransaction } from '@app/database';
import { StaleProblem } from '@app/domain';
import {
  clearListsOfRevised,
  createStaged,
  findStaged,
  listsOfCreated,
  listsOfRevised,
  noteCreated,
  reviseStaged,
} from './entry-merge.sql.js';
import { BULK_KINDS, type BulkKind, type EntryClash, type EntryCounts } from './staged-entry.js';

const CLASHES = `
  SELECT e.kind, e.slug, array_agg(DISTINCT e.identity) AS identities
    FROM staged_entry e WHERE e.identity IS NOT NULL AND e.id IS NULL
   GROUP BY e.kind, e.slug HAVING count(DISTINCT e.identity) > 1 ORDER BY e.kind, e.slug`;

/** Entries that are stated as new, and have been added since. */
const OVERTAKEN = `
  SELECT e.slug FROM staged_entry e
   WHERE e.kind = $1 AND e.content IS NOT NULL AND e.identity IS NULL AND e.revises IS NULL AND e.id IS NOT NULL LIMIT 1`;

/** Makes the staged entries that are not there, and revises those that are staged to be. */
@Injectable()
export class EntryMerge {
  /** Entries that several names would be brought together under; a merge is not asked for then. */
  clashes(transaction: BulkTransaction): Promise<EntryClash[]> {
    return transaction.rows<EntryClash>(CLASHES);
  }

  /**
   * Afterwards every handle has an id. Holds the record clock until the transaction ends. Throws StaleProblem
   * `import/changed-meanwhile`, and what the rules of the catalog refuse.
   */
  async merge(transaction: BulkTransaction, author: Author, changeNote: string): Promise<EntryCounts> {
    const signature = [author.name, changeNote];
    let created = 0;
    let revised = 0;
    await transaction.takeClock();
    for (const kind of BULK_KINDS) {
      await transaction.run(findStaged(kind));
      await this.refuseOvertaken(transaction, kind);
      const revisedOfKind = await this.revise(transaction, kind, signature);
      created += await transaction.run(createStaged(kind), signature);
      await transaction.run(noteCreated(kind));
      for (const list of listsOfCreated(kind)) await transaction.run(list);
      if (revisedOfKind > 0) for (const list of listsOfRevised(kind)) await transaction.run(list);
      await transaction.run(findStaged(kind));
      revised += revisedOfKind;
    }
    await transaction.run('ANALYZE staged_entry');
    return { created, revised };
  }

  /** An entry that rows only name may be anybody's; one that a row states would lose what the row says. */
  private async refuseOvertaken(transaction: BulkTransaction, kind: BulkKind): Promise<void> {
    const [overtaken] = await transaction.rows<{ slug: string }>(OVERTAKEN, [kind]);
    if (overtaken === undefined) return;
    throw new StaleProblem(
      'import/changed-meanwhile',
      `Somebody added the ${kind} "${overtaken.slug}" while the file was read; import it again.`,
    );
  }

  private async revise(transaction: BulkTransaction, kind: BulkKind, signature: readonly string[]): Promise<number> {
    const [staged] = await transaction.rows<{ count: number }>(
      'SELECT count(*)::integer AS count FROM staged_entry e WHERE e.kind = $1 AND e.revises IS NOT NULL',
      [kind],
    );
    if (staged === undefined || staged.count === 0) return 0;
    const revised = await transaction.run(reviseStaged(kind), signature);
    if (revised !== staged.count) {
      throw new StaleProblem(
        'import/changed-meanwhile',
        `Somebody changed an entry of the kind ${kind} while the file was read; import it again.`,
      );
    }
    for (const list of clearListsOfRevised(kind)) await transaction.run(list);
    return revised;
  }
}
