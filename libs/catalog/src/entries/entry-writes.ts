import type { Author } from '@app/access';
import { NotFoundProblem, StaleProblem } from '@app/domain';

/** Which entry a change means: its slug or id, and the revision the caller has seen (null: whichever is current). */
export interface ChangeOf {
  readonly reference: string;
  readonly expected: number | null;
  readonly author: Author;
}

/** A merge patch: absent is left as it is, null clears. */
export type Changes<Entry> = { readonly [Key in keyof Entry]?: Entry[Key] | null };

/** Why an entry changed; kept with the revision. */
export interface Noted {
  readonly changeNote?: string | null | undefined;
}

interface EntryTable {
  findUnique(query: { where: { id: string }; select: { revision: true } }): PromiseLike<{ revision: number } | null>;
  updateMany(query: { where: { id: string; revision: number }; data: object }): PromiseLike<{ count: number }>;
}

/**
 * Makes the next revision of an entry. Throws StaleProblem `<kind>/stale` when `expected` is not the current revision,
 * or somebody else was quicker.
 */
export async function revise(
  table: EntryTable,
  kind: string,
  id: string,
  expected: number | null,
  data: object,
): Promise<void> {
  const current = await table.findUnique({ where: { id }, select: { revision: true } });
  if (current === null) throw new NotFoundProblem(`${kind}/not-found`, `There is no ${kind} "${id}".`);
  const { revision } = current;
  const stale = (now: number): StaleProblem =>
    new StaleProblem(
      `${kind}/stale`,
      `Your copy is revision ${expected ?? revision}, the ${kind} is at revision ${now} now. Read it again, and send the change with its new ETag.`,
    );
  if (expected !== null && expected !== revision) throw stale(revision);
  const { count } = await table.updateMany({ where: { id, revision }, data: { ...data, revision: revision + 1 } });
  if (count === 0) throw stale(revision + 1);
}

/** What every revision says of its making. */
export const signed = ({ name }: Author, { changeNote }: Noted): { recordedBy: string; changeNote: string | null } => ({
  recordedBy: name,
  changeNote: changeNote ?? null,
});
