import { isReference, isSlug } from '@app/domain';
import type { FindSpec, FoundReference, MappedValue, ReferenceSpec } from '../document/profile-document.js';
import type { Answer, EntryName, FoundEntry, NewEntry } from '../lookups.js';
import { ownCopy } from '../own-copy.js';
import type { Origin, RowState } from '../values/row-state.js';
import { compileCondition, type Condition } from '../values/condition.js';
import type { Scope } from '../values/scope.js';
import { compileValue, originOf, type Value } from '../values/value.js';
import { shown } from '../values/shown.js';

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

interface Alternative {
  readonly value: Value;
  readonly condition: Condition | null;
  /** Whether the answer depends on the day. */
  readonly isDated: boolean;
  readonly ask: (row: RowState, text: string) => Answer;
}

/** What was looked for in vain. */
interface Sought {
  /** Under which it is remembered what was made instead. */
  readonly key: string;
  /** Whether the day has decided: on another day it may be found. */
  readonly isDated: boolean;
  /** What the row calls it. */
  readonly called: readonly string[];
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
    return new CompiledReference(kind, [bySlug(kind, spec, scope, pointer)], null, false);
  }
  const { find = [], make, optional = false }: FoundReference<Make> = spec;
  const alternatives = find.map((way, index) => alternativeOf(kind, way, scope, `${pointer}/find/${index}`));
  const maker = make === undefined ? null : compileMake(make, scope, `${pointer}/make`);
  return new CompiledReference(kind, alternatives, maker, optional);
}

function alternativeOf(kind: EntryName, way: FindSpec, scope: Scope, pointer: string): Alternative {
  const { identifier: scheme } = way;
  const condition = way.when === undefined ? null : compileCondition(way.when, scope, `${pointer}/when`);
  if (scheme !== undefined) {
    const value = compileValue(way.value ?? null, scope, `${pointer}/value`);
    const ask = (row: RowState, text: string): Answer => row.lookups.actorByIdentifier(scheme, text, row.on);
    return { value, condition, isDated: true, ask };
  }
  if (way.name !== undefined) {
    const value = compileValue(way.name, scope, `${pointer}/name`);
    return { value, condition, isDated: false, ask: (row, text) => row.lookups.actorByName(text) };
  }
  return { ...bySlug(kind, way.slug ?? null, scope, `${pointer}/slug`), condition };
}

const bySlug = (
  kind: EntryName,
  spec: string | MappedValue | FindSpec['slug'],
  scope: Scope,
  pointer: string,
): Alternative => ({
  value: compileValue(spec ?? null, scope, pointer),
  condition: null,
  isDated: false,
  ask: (row, text) => (isReference(text) ? row.lookups.entry(kind, text) : null),
});

class CompiledReference implements Reference {
  readonly origin: Origin;
  /** What was found, by what the row calls it; apart from that, by the day as well, where the day has decided. */
  private readonly found = new Map<string, FoundEntry>();
  private readonly foundOn = new Map<string, FoundEntry>();
  private readonly keyOf: (row: RowState) => string | undefined;

  constructor(
    private readonly kind: EntryName,
    private readonly alternatives: readonly Alternative[],
    private readonly maker: Maker | null,
    private readonly isOptional: boolean,
  ) {
    const named = [...alternatives.map(({ value }) => value), ...(maker === null ? [] : [maker.slug])];
    const deciding = [...named, ...alternatives.flatMap(({ condition }) => condition?.value ?? [])];
    this.origin = originOf(named.map(({ origin }) => origin));
    this.keyOf = keyOf(deciding, originOf(deciding.map(({ origin }) => origin)));
  }

  resolve(row: RowState): FoundEntry | null | undefined {
    const key = this.keyOf(row);
    if (key === undefined) return undefined;
    return this.found.get(key) ?? this.foundOn.get(`${key}${SEPARATOR}${row.on}`) ?? this.seek(row, key);
  }

  private seek(row: RowState, key: string): FoundEntry | null | undefined {
    const called: string[] = [];
    let first: { readonly origin: Origin; readonly text: string } | null = null;
    let isPending = false;
    let isDated = false;
    for (const { value, condition, ask, isDated: dependsOnDay } of this.alternatives) {
      if (condition?.holds(row) === false) continue;
      const text = value.read(row);
      if (text === undefined) return undefined;
      if (text === null) continue;
      called.push(text);
      first ??= { origin: value.origin, text };
      isDated ||= dependsOnDay;
      const answer = ask(row, text);
      isPending ||= answer === undefined;
      // The others are asked for all the same, so that one round answers them all.
      if (isPending || answer === null || answer === undefined) continue;
      if ('candidates' in answer) return this.ambiguous(row, value.origin, text, answer.candidates);
      if (answer.retracted) return this.retracted(row, value.origin, text, answer);
      return this.remember(memoryKey(key, row, isDated), isDated, answer);
    }
    if (isPending) return pending(row);
    if (this.maker !== null) return this.made(row, { key: memoryKey(key, row, isDated), isDated, called });
    if (first === null || this.isOptional) return null;
    return this.unknown(row, first.origin, first.text);
  }

  private made(row: RowState, sought: Sought): FoundEntry | null | undefined {
    const { kind, maker } = this;
    const { called } = sought;
    if (maker === null) return null;
    const { origin, read, placeholders } = maker.slug;
    const slug = read(row);
    if (slug === undefined) return undefined;
    if (slug === null && called.length === 0) return null;
    if (slug === null || !isSlug(slug)) return this.withoutSlug(row, slug, called);
    const identity = called.length > 0 ? called : placeholders.map((placeholder) => placeholder(row) ?? '');
    const known = row.lookups.entry(kind, slug);
    if (known === undefined) return pending(row);
    if (known === null || 'candidates' in known) return this.makeLater(row, sought, slug, identity.join(' · '), maker);
    if (known.retracted) return this.retracted(row, origin, slug, known);
    const answer = row.lookups.make(kind, slug, identity.join(' · '), () => {
      throw new Error(`The ${kind} ${slug} was there a moment ago.`);
    });
    if (answer === undefined) return pending(row);
    if (answer === 'clash') return this.clash(row, origin, slug, identity.join(' · '));
    return this.remember(sought.key, sought.isDated, answer);
  }

  /** Not before the rest of the row has been looked at: a row that is refused must leave nothing behind. */
  private makeLater(row: RowState, sought: Sought, slug: string, identity: string, maker: Maker): undefined {
    const entry = maker.make(row);
    if (entry === undefined) return;
    row.makes.push(() => {
      const answer = row.lookups.make(this.kind, slug, identity, () => entry);
      // A clash with another entry of this row shows when the row is mapped again.
      if (answer !== undefined && answer !== 'clash') this.remember(sought.key, sought.isDated, answer);
    });
  }

  private remember(key: string, isDated: boolean, entry: FoundEntry): FoundEntry {
    const memory = isDated ? this.foundOn : this.found;
    if (memory.size >= REMEMBERED) memory.clear();
    memory.set(ownCopy(key), entry);
    return entry;
  }

  private ambiguous(row: RowState, origin: Origin, text: string, candidates: readonly string[]): undefined {
    const detail = `${shown(text)} is several ${this.kind}s: ${candidates.join(', ')}. Write the slug of the one that is meant.`;
    return row.fault(origin, text, 'import/ambiguous', detail);
  }

  private retracted(row: RowState, origin: Origin, text: string, { slug }: FoundEntry): undefined {
    const detail = `The ${this.kind} "${slug}" is retracted and cannot be referred to. Name another one.`;
    return row.fault(origin, text, 'reference/retracted', detail);
  }

  private unknown(row: RowState, origin: Origin, text: string): undefined {
    const { kind } = this;
    const detail = `There is no ${kind} ${shown(text)}. Correct the cell, or add the ${kind} first.`;
    return row.fault(origin, text, `${kind}/unknown`, detail);
  }

  private withoutSlug(row: RowState, slug: string | null, called: readonly string[]): undefined {
    const text = slug ?? called[0] ?? '';
    const detail = `There is no ${this.kind} ${shown(text)}, and no slug can be made of it for a new one. Add the ${this.kind} first.`;
    return row.fault(this.origin, text, `${this.kind}/unknown`, detail);
  }

  private clash(row: RowState, origin: Origin, slug: string, identity: string): undefined {
    const detail = `${shown(identity)} would be made as the ${this.kind} "${slug}", which is something else in this file. Add one of the two first, under a slug of its own.`;
    return row.fault(origin, identity, 'import/slug-clash', detail);
  }
}

const memoryKey = (key: string, row: RowState, isDated: boolean): string =>
  isDated ? `${key}${SEPARATOR}${row.on}` : key;

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
