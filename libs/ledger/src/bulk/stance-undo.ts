import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import type { BulkTransaction } from '@app/database';
import { sayAgain } from './say-again.js';
import type { MergeCounts } from './staged-stance.js';

/** What an import did: the revisions of its record time. */
const DONE = `
  CREATE TEMPORARY TABLE done ON COMMIT DROP AS
  SELECT s.id, s.revision, s.status, s.superseded_at IS NULL AS in_force
    FROM stance s WHERE s.recorded_at = (SELECT i.recorded_at FROM import i WHERE i.id = $1::uuid)`;

/** Whether revision `s` refers to what may no longer be referred to; it cannot be said again. */
const isBroken = (s: string): string => `(
  EXISTS (SELECT FROM actor a WHERE a.id IN (${s}.actor_id, ${s}.target_id, ${s}.speaker_id) AND a.status = 'RETRACTED')
  OR EXISTS (SELECT FROM issue i WHERE i.id = ${s}.issue_id AND i.status = 'RETRACTED')
  OR EXISTS (SELECT FROM event v WHERE v.id = ${s}.event_id AND v.status = 'RETRACTED')
  OR EXISTS (SELECT FROM citation c JOIN source r ON r.id = c.source_id
              WHERE c.stance_id = ${s}.id AND c.revision = ${s}.revision AND r.status = 'RETRACTED'))`;

/** Whether stance `d` came with an import that has been undone: it must not come back. */
const cameWithUndone = (d: string): string => `EXISTS (
  SELECT FROM stance f JOIN import w ON w.recorded_at = f.recorded_at JOIN import u ON u.undoes = w.id
   WHERE f.id = ${d}.id AND f.revision = 1 AND u.recorded_at IS NOT NULL)`;

/** What it recorded first, at the revision in force; and what it revised, where the revision before cannot be said again. */
const CHOOSE_CREATED = `
  CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS
  SELECT c.id, c.revision + 1 AS revision, c.id AS from_id, c.revision AS from_revision FROM done d JOIN stance c ON c.id = d.id
   WHERE d.revision = 1 AND c.superseded_at IS NULL AND c.status <> 'RETRACTED'
   UNION ALL
  SELECT d.id, d.revision + 1, d.id, d.revision FROM done d JOIN stance p ON p.id = d.id AND p.revision = d.revision - 1
   WHERE d.revision > 1 AND d.in_force AND d.status <> 'RETRACTED' AND ${isBroken('p')}`;

/**
 * What it revised goes back to the revision before, unless somebody has revised it since. What it retracted is recorded
 * anew, for a retraction is final, unless something else bears its external id by now.
 */
const CHOOSE_AGAIN = `
  CREATE TEMPORARY TABLE again ON COMMIT DROP AS
  SELECT d.id, d.revision + 1 AS revision, d.id AS from_id, d.revision - 1 AS from_revision
    FROM done d JOIN stance p ON p.id = d.id AND p.revision = d.revision - 1
   WHERE d.revision > 1 AND d.in_force AND d.status <> 'RETRACTED' AND NOT ${isBroken('p')}
   UNION ALL
  SELECT uuidv7(), 1, d.id, d.revision - 1
    FROM done d JOIN stance p ON p.id = d.id AND p.revision = d.revision - 1
   WHERE d.status = 'RETRACTED' AND NOT ${isBroken('p')} AND NOT ${cameWithUndone('d')} AND NOT EXISTS (
     SELECT FROM stance o WHERE o.dataset_id = p.dataset_id AND o.external_id = p.external_id
        AND o.superseded_at IS NULL AND o.status <> 'RETRACTED')`;

/** Takes an import back: in the end the ledger says what it said before, and keeps all that was said. */
@Injectable()
export class StanceUndo {
  /** `unchanged` are those revised since, which are left as they are. Holds the record clock until the transaction ends. */
  async undo(
    transaction: BulkTransaction,
    { author, importId, reason }: { readonly importId: string; readonly author: Author; readonly reason: string },
  ): Promise<MergeCounts> {
    const signature = [author.name, reason];
    await transaction.takeClock();
    await transaction.run(DONE, [importId]);
    await transaction.run(CHOOSE_CREATED);
    await transaction.run(CHOOSE_AGAIN);
    await transaction.run('ANALYZE done; ANALYZE chosen; ANALYZE again');
    const [left] = await transaction.rows<{ unchanged: number; created: number }>(
      `SELECT (SELECT count(*)::integer FROM done WHERE revision > 1 AND NOT in_force) AS unchanged,
              (SELECT count(*)::integer FROM again WHERE revision = 1) AS created`,
    );
    const { created = 0, unchanged = 0 } = left ?? {};
    const retracted = await transaction.run(sayAgain('chosen', 'RETRACTED'), signature);
    const again = await transaction.run(sayAgain('again', 'PUBLISHED'), signature);
    return { created, revised: again - created, unchanged, retracted, overridden: 0 };
  }
}
