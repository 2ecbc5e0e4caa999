import { type BulkKind, EntryFinder, nextEntry } from '@app/catalog';
import type { RowFault } from '../files/rows.js';
import type { MappedEntry } from '../profiles/index.js';
import type { ImportLookups } from './import-lookups.js';

const duplicate = ({ column, entry: { entry, kind }, line, name }: MappedEntry): RowFault => ({
  line,
  column,
  name,
  value: entry.slug,
  code: 'import/duplicate-slug',
  detail: `Another row states the ${kind} "${entry.slug}" already; leave one of them.`,
});

const retracted = ({ column, entry: { entry, kind }, line, name }: MappedEntry): RowFault => ({
  line,
  column,
  name,
  value: entry.slug,
  code: 'reference/retracted',
  detail: `The ${kind} "${entry.slug}" is retracted and is not changed any more; give the row another slug.`,
});

/** Takes in the entries that a file states as its records: new ones, and what it changes of those that stand. */
export class StandingEntries {
  private readonly stated = new Set<string>();
  private same = 0;

  constructor(private readonly finder: EntryFinder) {}

  /** How many were stated as they stood. */
  get unchanged(): number {
    return this.same;
  }

  /** Stages them with `lookups`; the faults of those that cannot be. */
  async state(entries: readonly MappedEntry[], lookups: ImportLookups): Promise<RowFault[]> {
    const faults: RowFault[] = [];
    for (const [kind, ofKind] of Map.groupBy(entries, ({ entry }) => entry.kind)) {
      faults.push(...(await this.stateKind(kind, ofKind, lookups)));
    }
    return faults;
  }

  private async stateKind(
    kind: BulkKind,
    entries: readonly MappedEntry[],
    lookups: ImportLookups,
  ): Promise<RowFault[]> {
    const faults: RowFault[] = [];
    const slugs = entries.map(({ entry }) => entry.entry.slug);
    const standing = await this.finder.standing(kind, slugs);
    for (const mapped of entries) {
      const { entry } = mapped;
      const { slug } = entry.entry;
      const stands = standing.get(slug);
      if (this.stated.has(`${kind} ${slug}`)) faults.push(duplicate(mapped));
      else if (stands?.retracted === true) faults.push(retracted(mapped));
      else if (stands === undefined) lookups.add(entry, null);
      else {
        const next = nextEntry(stands.standing, entry);
        if (next === null) this.same += 1;
        else lookups.add(next, null, stands);
      }
      this.stated.add(`${kind} ${slug}`);
    }
    return faults;
  }
}
