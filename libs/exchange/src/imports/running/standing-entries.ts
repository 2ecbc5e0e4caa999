import { type BulkKind, EntryFinder, nextEntry, type StandingEntry } from '@app/catalog';
import { isId } from '@app/domain';
import type { RowFault } from '../files/rows.js';
import type { MappedEntry, NewEntry } from '../profiles/index.js';
import type { ImportLookups } from './import-lookups.js';

/** Whoever knows which entries have been stated; for each, in order, whether no row has stated it before. */
export type Claim = (stated: readonly { readonly kind: BulkKind; readonly slug: string }[]) => Promise<boolean[]>;

const faultOf = ({ column, entry: { entry }, line, name }: MappedEntry, code: string, detail: string): RowFault => ({
  line,
  column,
  name,
  value: entry.slug,
  code,
  detail,
});

const duplicate = (mapped: MappedEntry): RowFault => {
  const { entry, kind } = mapped.entry;
  const detail = `Another row states the ${kind} "${entry.slug}" already; leave one of them.`;
  return faultOf(mapped, 'import/duplicate-slug', detail);
};

const retracted = (mapped: MappedEntry): RowFault => {
  const { entry, kind } = mapped.entry;
  const detail = `The ${kind} "${entry.slug}" is retracted and is not changed any more; give the row another slug.`;
  return faultOf(mapped, 'reference/retracted', detail);
};

/** Takes in the entries that a file states as its records: new ones, and what it changes of those that stand. */
export class StandingEntries {
  constructor(
    private readonly finder: EntryFinder,
    private readonly claim: Claim,
  ) {}

  /** Stages them with `lookups`, all that a row states or nothing of it; the faults of those that cannot be. */
  async state(entries: readonly MappedEntry[], lookups: ImportLookups): Promise<RowFault[]> {
    if (entries.length === 0) return [];
    const standing = await this.standing(entries);
    const slugs = await this.slugsOfIds(entries);
    const first = await this.claim(entries.map(({ entry: { entry, kind } }) => ({ kind, slug: entry.slug })));
    const stands = ({ entry: { entry, kind } }: MappedEntry): StandingEntry | undefined =>
      standing.get(kind)?.get(entry.slug);
    const faults = entries.flatMap((mapped, index) => {
      if (first[index] === false) return [duplicate(mapped)];
      return stands(mapped)?.retracted === true ? [retracted(mapped)] : [];
    });
    const refused = new Set(faults.map(({ line }) => line));
    for (const mapped of entries) {
      if (!refused.has(mapped.line)) stage(mapped, stands(mapped), slugs, lookups);
    }
    return faults;
  }

  private async standing(entries: readonly MappedEntry[]): Promise<Map<BulkKind, Map<string, StandingEntry>>> {
    const standing = new Map<BulkKind, Map<string, StandingEntry>>();
    for (const [kind, ofKind] of Map.groupBy(entries, ({ entry }) => entry.kind)) {
      const slugs = ofKind.map(({ entry }) => entry.entry.slug);
      standing.set(kind, await this.finder.standing(kind, slugs));
    }
    return standing;
  }

  /** An entry may name others by their ids; it stands with their slugs. */
  private async slugsOfIds(entries: readonly MappedEntry[]): Promise<Map<string, string>> {
    const slugs = new Map<string, string>();
    for (const [kind, references] of Map.groupBy(entries.flatMap(mentionsOf), ([named]) => named)) {
      const ids = references.map(([, reference]) => reference);
      for (const [id, { slug }] of await this.finder.byReference(kind, ids)) slugs.set(id, slug);
    }
    return slugs;
  }
}

function mentionsOf({ entry: { entry, kind } }: MappedEntry): (readonly ['actor' | 'issue', string])[] {
  const mentions =
    kind === 'issue'
      ? (entry.broader ?? []).map(({ issue }) => ['issue', issue] as const)
      : kind === 'event'
        ? (entry.participants ?? []).map(({ actor }) => ['actor', actor] as const)
        : [];
  return mentions.filter(([, reference]) => isId(reference));
}

function withSlugs(made: NewEntry, slugs: ReadonlyMap<string, string>): NewEntry {
  const slugOf = (reference: string): string => slugs.get(reference.toLowerCase()) ?? reference;
  const { entry, kind } = made;
  if (slugs.size === 0) return made;
  if (kind === 'issue' && entry.broader !== undefined) {
    return { kind, entry: { ...entry, broader: entry.broader.map((one) => ({ ...one, issue: slugOf(one.issue) })) } };
  }
  if (kind === 'event' && entry.participants !== undefined) {
    const participants = entry.participants.map((one) => ({ ...one, actor: slugOf(one.actor) }));
    return { kind, entry: { ...entry, participants } };
  }
  return made;
}

function stage(
  { column, entry, line, name }: MappedEntry,
  stands: StandingEntry | undefined,
  slugs: ReadonlyMap<string, string>,
  lookups: ImportLookups,
): void {
  const place = { line, column, name };
  const given = withSlugs(entry, slugs);
  if (stands === undefined) return lookups.state(given, place);
  const next = nextEntry(stands.standing, given);
  if (next === null) lookups.confirm(given, stands.id, place);
  else lookups.revise(next, stands, place);
}
