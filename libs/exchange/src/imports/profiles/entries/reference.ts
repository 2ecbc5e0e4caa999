import { isSlug } from '@app/domain';
import type { FoundReference, ReferenceSpec } from '../document/profile-document.js';
import type { EntryName, FoundEntry, NewEntry } from '../lookups.js';
import { ownCopy } from '../own-copy.js';
import type { Origin, RowState } from '../values/row-state.js';
import type { Scope } from '../values/scope.js';
import type { Value } from '../values/reading.js';
import { originOf } from '../values/value.js';
import * as faults from './reference-faults.js';
import type { Called } from './reference-faults.js';
import { bySlug, compileRefusal, compileWay, type Refusal, type Way } from './ways.js';

/** The entry that a row means; null where it means none, undefined where it is at fault or not known yet. */
export interface Reference {
  readonly origin: Origin;
  resolve(row: RowState): FoundEntry | null | undefined;
}

/** How an entry is made that is not found: its slug, and the whole of it. */
export interface Maker {
  readonly slug: Value;
  readonly make: (row: RowState) => NewEntry | undefined;
}

/** What was looked for in vain. */
interface Sought {
  /** Under which it is remembered what was made instead. */
  readonly key: string;
  /** Whether the day has decided: on another day it may be found. */
  readonly isDated: boolean;
  /** What the row calls it. */
  readonly called: readonly Called[];
}

interface ReferenceParts {
  readonly kind: EntryName;
  readonly ways: readonly Way[];
  readonly refusals?: readonly Refusal[];
  readonly maker?: Maker | null;
  /** Kinds of actors that may be meant; null: all. */
  readonly kinds?: readonly string[] | null;
  readonly isOptional?: boolean;
}

const REMEMBERED = 200_000;
const SEPARATOR = '\u0001';

/** `compileMake` makes the maker of the kind, where the profile says how. */
export function compileReference<Make>(
  kind: EntryName,
  spec: ReferenceSpec<Make>,
  compileMake: (spec: Make, scope: Scope, pointer: string) => Maker,
  scope: Scope,
  pointer: string,
): Reference {
  if (typeof spec === 'string' || 'from' in spec) {
    return new CompiledReference({ kind, ways: [bySlug(kind, spec, scope, pointer)] });
  }
  const { find = [], kind: kinds, make, optional: isOptional = false }: FoundReference<Make> = spec;
  const placed = find.map((way, index) => ({ way, place: `${pointer}/find/${index}` }));
  const ways = placed.flatMap(({ way, place }) => (way.refuse === true ? [] : compileWay(kind, way, scope, place)));
  const refusals = placed.flatMap(({ way, place }) =>
    way.refuse === true ? compileRefusal(kind, way, scope, place) : [],
  );
  const maker = make === undefined ? null : compileMake(make, scope, `${pointer}/make`);
  return new CompiledReference({ kind, ways, refusals, maker, kinds: kinds ?? null, isOptional });
}

class CompiledReference implements Reference {
  readonly origin: Origin;
  private readonly kind: EntryName;
  private readonly ways: readonly Way[];
  private readonly refusals: readonly Refusal[];
  private readonly maker: Maker | null;
  private readonly kinds: readonly string[] | null;
  private readonly isOptional: boolean;
  /** What was found, by what the row calls it; apart from that, by the day as well, where the day has decided. */
  private readonly found = new Map<string, FoundEntry>();
  private readonly foundOn = new Map<string, FoundEntry>();
  private readonly keyOf: (row: RowState) => string | undefined;

  constructor({ kind, ways, refusals = [], maker = null, kinds = null, isOptional = false }: ReferenceParts) {
    this.kind = kind;
    this.ways = ways;
    this.refusals = refusals;
    this.maker = maker;
    this.kinds = kinds;
    this.isOptional = isOptional;
    const named = [...ways.map(({ value }) => value), ...(maker === null ? [] : [maker.slug])];
    const deciding = [...named, ...ways.flatMap(({ condition }) => condition?.value ?? [])];
    this.origin = originOf(named.map(({ origin }) => origin));
    this.keyOf = keyOf(deciding, originOf(deciding.map(({ origin }) => origin)));
  }

  resolve(row: RowState): FoundEntry | null | undefined {
    const key = this.keyOf(row);
    if (key === undefined) return undefined;
    return this.found.get(key) ?? this.foundOn.get(`${key}${SEPARATOR}${row.on}`) ?? this.seek(row, key);
  }

  private seek(row: RowState, key: string): FoundEntry | null | undefined {
    const called: Called[] = [];
    let unfit: (Called & { readonly entry: FoundEntry }) | null = null;
    let isPending = false;
    let isDated = false;
    for (const { value, condition, ask, isDated: dependsOnDay } of this.ways) {
      if (condition?.holds(row) === false) continue;
      const { origin } = value;
      const text = value.read(row);
      if (text === undefined) return undefined;
      if (text === null) continue;
      called.push({ origin, text });
      isDated ||= dependsOnDay;
      const answer = ask(row, text);
      isPending ||= answer === undefined;
      // The others are asked for all the same, so that one round answers them all.
      if (isPending || answer === null || answer === undefined) continue;
      if ('candidates' in answer) return faults.ambiguous(row, this.kind, { origin, text }, answer.candidates);
      if (!this.fits(answer)) unfit ??= { origin, text, entry: answer };
      else if (answer.retracted) return faults.retracted(row, this.kind, { origin, text }, answer);
      else return this.remember(isDated ? onDay(key, row) : key, isDated, answer);
    }
    const other = this.refused(row, called);
    if (isPending) return pending(row);
    if (other === undefined) return undefined;
    const [first] = called;
    if (unfit !== null) return faults.unfit(row, unfit, unfit.entry, this.kinds ?? []);
    if (first !== undefined && other !== null) return faults.contradicted(row, this.kind, first, other);
    if (this.maker !== null) return this.made(row, { key: isDated ? onDay(key, row) : key, isDated, called });
    if (first === undefined || this.isOptional) return null;
    return faults.unknown(row, this.kind, first);
  }

  /** Slug of what the row must not mean, and says otherwise; undefined where that is at fault or not known yet. */
  private refused(row: RowState, called: readonly Called[]): string | null | undefined {
    if (called.length === 0) return null;
    for (const { condition, other, value } of this.refusals) {
      if (condition?.holds(row) === false) continue;
      const text = value.read(row);
      if (text === undefined) return undefined;
      const found = text === null ? null : other(row, text);
      if (found === undefined) return pending(row);
      if (found !== null) return found;
    }
    return null;
  }

  private fits({ actorKind }: FoundEntry): boolean {
    return this.kinds === null || actorKind === undefined || this.kinds.includes(actorKind);
  }

  private made(row: RowState, sought: Sought): FoundEntry | null | undefined {
    const { kind, maker } = this;
    if (maker === null) return null;
    const { read, placeholders } = maker.slug;
    const slug = read(row);
    if (slug === undefined) return undefined;
    const [first] = sought.called;
    if (slug === null && first === undefined) return null;
    const named = { origin: first?.origin ?? this.origin, text: first?.text ?? slug ?? '' };
    if (slug === null || !isSlug(slug)) return faults.withoutSlug(row, kind, { ...named, text: slug ?? named.text });
    const texts = sought.called.map(({ text }) => text);
    const identity = (texts.length > 0 ? texts : placeholders.map((placeholder) => placeholder(row) ?? '')).join(' · ');
    const known = row.lookups.entry(kind, slug);
    if (known === undefined) return pending(row);
    if (known === null || 'candidates' in known) return this.makeLater(row, sought, slug, identity, maker);
    const called = { origin: named.origin, text: slug };
    if (!this.fits(known)) return faults.unfit(row, called, known, this.kinds ?? []);
    if (known.retracted) return faults.retracted(row, kind, called, known);
    const answer = row.lookups.make(kind, slug, identity, () => {
      throw new Error(`The ${kind} ${slug} was there a moment ago.`);
    });
    if (answer === undefined) return pending(row);
    if (answer === 'clash') return faults.clash(row, kind, { origin: named.origin, text: identity }, slug);
    return this.rememberMade(sought, answer);
  }

  /** Not before the rest of the row has been looked at: a row that is refused must leave nothing behind. */
  private makeLater(row: RowState, sought: Sought, slug: string, identity: string, maker: Maker): undefined {
    const entry = maker.make(row);
    if (entry === undefined) return;
    row.makes.push(() => {
      const answer = row.lookups.make(this.kind, slug, identity, () => entry);
      // A clash with another entry of this row shows when the row is mapped again.
      if (answer !== undefined && answer !== 'clash') this.rememberMade(sought, answer);
    });
  }

  /** What must not be found has to be looked for in every row, since more than the key says what it is. */
  private rememberMade({ isDated, key }: Sought, entry: FoundEntry): FoundEntry {
    return this.refusals.length > 0 ? entry : this.remember(key, isDated, entry);
  }

  private remember(key: string, isDated: boolean, entry: FoundEntry): FoundEntry {
    const memory = isDated ? this.foundOn : this.found;
    if (memory.size >= REMEMBERED) memory.clear();
    memory.set(ownCopy(key), entry);
    return entry;
  }
}

const onDay = (key: string, row: RowState): string => `${key}${SEPARATOR}${row.on}`;

function pending(row: RowState): undefined {
  row.isPending = true;
  return undefined;
}

/**
 * What decides which entry is meant: the cells themselves, where that is enough, since they need not be worked out.
 * In a list the cells are not enough, nor where a day decides too, so there it is what the templates say.
 */
function keyOf(values: readonly Value[], origin: Origin): (row: RowState) => string | undefined {
  const { roots } = origin;
  const isWorkedOut = origin.isRepeated || origin.isDated;
  const [only, ...others] = roots;
  if (!isWorkedOut && only !== undefined && others.length === 0) return (row) => row.cells[only.index(row)] ?? '';
  if (!isWorkedOut) {
    return (row) => {
      let key = '';
      for (const root of roots) key += (row.cells[root.index(row)] ?? '') + SEPARATOR;
      return key;
    };
  }
  return (row) => {
    let key = '';
    for (const { read } of values) {
      const text = read(row);
      if (text === undefined) return undefined;
      key += (text ?? '') + SEPARATOR;
    }
    return key;
  };
}
