import { parseEdtf } from '@app/domain';
import type { NewActor, NewIssue } from '@app/catalog';
import type { Answer, EntryName, FoundEntry, Lookups, NewEntry } from '../lookups.js';

const POINTS: Readonly<Record<string, readonly number[]>> = {
  'support-5': [-2, -1, 0, 1, 2],
  'vote-3': [-1, 0, 1],
  'recognition-5': [-2, -1, 0, 1, 2],
};

interface Stored {
  readonly found: FoundEntry;
  readonly entry: NewEntry;
  /** null: it was there before. */
  readonly identity: string | null;
}

const keyOf = (kind: EntryName, slug: string): string => `${kind}:${slug}`;

/** A catalog in memory, which answers at once or, where it is slow, only from the second time on. */
export class MemoryLookups implements Lookups {
  readonly stored = new Map<string, Stored>();
  private readonly asked = new Set<string>();

  constructor(
    entries: readonly NewEntry[] = [],
    private readonly isSlow = false,
  ) {
    for (const entry of entries) this.put(entry, null);
  }

  /** All that was made with the import, of one kind. */
  made(kind: EntryName): NewEntry['entry'][] {
    return [...this.stored.values()].flatMap(({ entry, identity }) =>
      entry.kind === kind && identity !== null ? [entry.entry] : [],
    );
  }

  retract(kind: EntryName, slug: string): void {
    const there = this.stored.get(keyOf(kind, slug));
    if (there === undefined) throw new Error(`There is no ${kind} ${slug}.`);
    this.stored.set(keyOf(kind, slug), { ...there, found: { ...there.found, retracted: true } });
  }

  entry(kind: EntryName, reference: string): Answer {
    if (this.isUnasked(keyOf(kind, reference))) return undefined;
    return this.stored.get(keyOf(kind, reference))?.found ?? null;
  }

  actorByIdentifier(scheme: string, value: string, on: string | null): Answer {
    if (this.isUnasked(`identifier:${scheme}:${value}:${on}`)) return undefined;
    return this.actors(({ identifiers = [] }) =>
      identifiers.some((known) => known.scheme === scheme && known.value === value && holds(known.valid ?? null, on)),
    );
  }

  actorByName(name: string): Answer {
    if (this.isUnasked(`name:${name}`)) return undefined;
    return this.actors(({ names }) => names.some(({ text }) => text.toLowerCase() === name.toLowerCase()));
  }

  make(kind: EntryName, slug: string, identity: string, build: () => NewEntry): FoundEntry | 'clash' {
    const there = this.stored.get(keyOf(kind, slug));
    if (there === undefined) return this.put(build(), identity);
    return there.identity === null || there.identity === identity ? there.found : 'clash';
  }

  private put(entry: NewEntry, identity: string | null): FoundEntry {
    const { slug } = entry.entry;
    const coding = entry.kind === 'issue' ? { coding: codingOf(entry.entry) } : {};
    const kind = entry.kind === 'actor' ? { actorKind: entry.entry.kind } : {};
    const found = { handle: this.stored.size + 1, slug, retracted: false, ...coding, ...kind };
    this.stored.set(keyOf(entry.kind, slug), { found, entry, identity });
    return found;
  }

  private actors(fits: (actor: NewActor) => boolean): Answer {
    const found = [...this.stored.values()].filter(({ entry }) => entry.kind === 'actor' && fits(entry.entry));
    if (found.length > 1) return { candidates: found.map((one) => one.found.slug) };
    return found[0]?.found ?? null;
  }

  private isUnasked(question: string): boolean {
    const isNew = this.isSlow && !this.asked.has(question);
    this.asked.add(question);
    return isNew;
  }
}

function codingOf({ scale, absenceCarriesPosition = false }: NewIssue): NonNullable<FoundEntry['coding']> {
  return { scale, positions: POINTS[scale] ?? [], absenceCarriesPosition };
}

function holds(valid: string | null, on: string | null): boolean {
  if (valid === null || on === null) return true;
  const { earliest, latest } = parseEdtf(valid);
  return (earliest === null || earliest <= on) && (latest === null || latest >= on);
}
