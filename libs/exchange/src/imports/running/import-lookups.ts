import {
  type BulkKind,
  EntryFinder,
  type FoundBearer,
  type FoundCoding,
  type FoundEntryRow,
  type StagedEntry,
  type StagedPlace,
} from '@app/catalog';
import type { IsoDate } from '@app/domain';
import { LRUCache } from 'lru-cache';
import type { Answer, FoundEntry, Lookups, NewEntry } from '../profiles/index.js';

const REMEMBERED = 200_000;

type Scales = ReadonlyMap<string, FoundCoding['positions']>;

/** An entry made with the import, and what the rows call it. */
interface MadeEntry {
  readonly entry: FoundEntry;
  readonly identity: string;
}

/** One question in a cache. */
const key = (...parts: readonly string[]): string => parts.join('\u0000');

/**
 * Answers what rows ask for from memory, notes what it does not know, and asks the catalog for all of that at once.
 * Every entry met is staged once, with its handle. Memory is bounded: what was forgotten is asked for again.
 */
export class ImportLookups implements Lookups {
  private readonly answers = new LRUCache<string, { readonly found: FoundEntry | null }>({ max: REMEMBERED });
  private readonly bearers = new LRUCache<string, readonly FoundBearer[]>({ max: REMEMBERED });
  private readonly names = new LRUCache<string, readonly FoundEntryRow[]>({ max: REMEMBERED });
  private readonly made = new LRUCache<string, MadeEntry>({ max: REMEMBERED });
  private readonly byId = new LRUCache<string, FoundEntry>({ max: REMEMBERED });
  private readonly askedReferences = new Map<BulkKind, Set<string>>();
  private readonly askedIdentifiers = new Map<string, Set<string>>();
  private readonly askedNames = new Set<string>();
  /** Of the row that is mapped. */
  line = 0;
  private staged: StagedEntry[] = [];
  private handles = 0;

  constructor(
    private readonly finder: EntryFinder,
    private readonly scales: Scales,
  ) {}

  entry(kind: BulkKind, reference: string): Answer {
    const known = this.answers.get(key(kind, reference));
    if (known !== undefined) return known.found;
    noted(this.askedReferences, kind, reference);
    return undefined;
  }

  actorByIdentifier(scheme: string, value: string, on: IsoDate | null): Answer {
    const known = this.bearers.get(key(scheme, value));
    if (known === undefined) {
      noted(this.askedIdentifiers, scheme, value);
      return undefined;
    }
    const bearing = known.filter(
      ({ earliest, latest }) =>
        on === null || ((earliest === null || earliest <= on) && (latest === null || on <= latest)),
    );
    return this.oneOf(bearing);
  }

  actorByName(name: string): Answer {
    const known = this.names.get(name);
    if (known !== undefined) return this.oneOf(known);
    this.askedNames.add(name);
    return undefined;
  }

  make(kind: BulkKind, slug: string, identity: string, build: () => NewEntry): FoundEntry | 'clash' | undefined {
    const made = this.made.get(key(kind, slug));
    if (made !== undefined) return made.identity === identity ? made.entry : 'clash';
    const known = this.entry(kind, slug);
    if (known === undefined) return undefined;
    if (known !== null && !('candidates' in known)) return known;
    const place = { line: this.line, column: 1, name: null };
    const entry = this.stage(build(), { place, id: null, revises: null, identity });
    this.made.set(key(kind, slug), { entry, identity });
    return entry;
  }

  /** A new entry that a row states; rows after it may refer to it. */
  state(newEntry: NewEntry, place: StagedPlace): void {
    this.stage(newEntry, { place, id: null, revises: null, identity: null });
  }

  /** The next revision of an entry. */
  revise(newEntry: NewEntry, { id, revision }: { readonly id: string; readonly revision: number }, place: StagedPlace) {
    this.stage(newEntry, { place, id, revises: revision, identity: null });
  }

  /** An entry that is stated as it stands. */
  confirm({ entry: { slug }, kind }: NewEntry, id: string, place: StagedPlace): void {
    const handle = (this.handles += 1);
    this.staged.push({ handle, kind, slug, id, made: null, revises: null, identity: null, place });
  }

  hasScale(slug: string): boolean {
    return this.scales.has(slug);
  }

  /** Asks the catalog for everything that could not be answered. */
  async learn(): Promise<void> {
    for (const [kind, references] of this.askedReferences) {
      const found = await this.finder.byReference(kind, [...references]);
      for (const reference of references) {
        const row = found.get(reference);
        this.answers.set(key(kind, reference), { found: row === undefined ? null : this.found(kind, row) });
      }
    }
    for (const [scheme, values] of this.askedIdentifiers) {
      const found = Map.groupBy(await this.finder.bearers(scheme, [...values]), ({ value }) => value);
      for (const value of values) this.bearers.set(key(scheme, value), found.get(value) ?? []);
    }
    if (this.askedNames.size > 0) {
      const found = Map.groupBy(await this.finder.byName([...this.askedNames]), ({ name }) => name);
      for (const name of this.askedNames) this.names.set(name, found.get(name) ?? []);
    }
    this.askedReferences.clear();
    this.askedIdentifiers.clear();
    this.askedNames.clear();
  }

  /** The entries met since the last call. */
  takeStaged(): StagedEntry[] {
    const staged = this.staged;
    this.staged = [];
    return staged;
  }

  private found(kind: BulkKind, { actorKind, coding, id, retracted, slug }: FoundEntryRow): FoundEntry {
    const known = this.byId.get(id);
    if (known !== undefined) return known;
    const handle = (this.handles += 1);
    const found: FoundEntry = {
      handle,
      slug,
      retracted,
      ...(coding === null ? {} : { coding }),
      ...(actorKind === null ? {} : { actorKind }),
    };
    this.byId.set(id, found);
    this.staged.push({ handle, kind, slug, id, made: null, revises: null, identity: null, place: null });
    return found;
  }

  private stage(made: NewEntry, more: Pick<StagedEntry, 'id' | 'identity' | 'place' | 'revises'>): FoundEntry {
    const { entry, kind } = made;
    const handle = (this.handles += 1);
    const ofKind = kind === 'actor' ? { actorKind: entry.kind } : this.codingOf(made);
    const found: FoundEntry = { handle, slug: entry.slug, retracted: false, ...ofKind };
    this.staged.push({ handle, kind, slug: entry.slug, made, ...more });
    this.answers.set(key(kind, entry.slug), { found });
    return found;
  }

  /** Who was retracted does not stand in the way of who took the name. */
  private oneOf(rows: readonly FoundEntryRow[]): FoundEntry | { candidates: string[] } | null {
    const standing = rows.some(({ retracted }) => !retracted) ? rows.filter(({ retracted }) => !retracted) : rows;
    const slugs = [...new Set(standing.map(({ slug }) => slug))];
    const [only] = standing;
    if (only === undefined) return null;
    return slugs.length > 1 ? { candidates: slugs.toSorted() } : this.found('actor', only);
  }

  private codingOf({ entry, kind }: NewEntry): Pick<FoundEntry, 'coding'> {
    if (kind !== 'issue') return {};
    const positions = this.scales.get(entry.scale);
    // An issue on a scale that nobody knows is refused with all that is said of it.
    if (positions === undefined) return {};
    const absenceCarriesPosition = entry.absenceCarriesPosition ?? false;
    return { coding: { scale: entry.scale, positions, absenceCarriesPosition } };
  }
}

function noted<Key>(asked: Map<Key, Set<string>>, what: Key, value: string): void {
  const values = asked.get(what);
  if (values === undefined) asked.set(what, new Set([value]));
  else values.add(value);
}
