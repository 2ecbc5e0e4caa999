import type { NewActor, NewEvent, NewIssue, NewSource } from '@app/catalog';
import type { IsoDate } from '@app/domain';

export type EntryName = 'actor' | 'issue' | 'source' | 'event';

/** An entry that records of an import refer to. */
export interface FoundEntry {
  /** Small number that stands for the entry during the import. */
  readonly handle: number;
  readonly slug: string;
  readonly retracted: boolean;
  /** Of actors only. */
  readonly actorKind?: string;
  /** Of issues only: how positions on it are coded. */
  readonly coding?: {
    readonly scale: string;
    readonly positions: readonly number[];
    readonly absenceCarriesPosition: boolean;
  };
}

/** Several entries answer to it. */
export interface AmbiguousEntry {
  readonly candidates: readonly string[];
}

/** undefined: not known yet; it is asked for before the row is mapped again. null: there is none. */
export type Answer = FoundEntry | AmbiguousEntry | null | undefined;

export type NewEntry =
  | { readonly kind: 'actor'; readonly entry: NewActor }
  | { readonly kind: 'issue'; readonly entry: NewIssue }
  | { readonly kind: 'source'; readonly entry: NewSource }
  | { readonly kind: 'event'; readonly entry: NewEvent };

/** What a profile asks while it maps rows. Answers are remembered, so that asking again is cheap. */
export interface Lookups {
  /** By slug or id; entries made on the way are found as well. */
  entry(kind: EntryName, reference: string): Answer;
  /** Among the actors that bear it on `on` (null: at any time). */
  actorByIdentifier(scheme: string, value: string, on: IsoDate | null): Answer;
  /** By any of its names, whatever the case. */
  actorByName(name: string): Answer;
  /**
   * The entry with this slug, made with the import where there is none. `identity` is what the row calls it by: two
   * that differ under one slug are a clash, which is never settled by a guess. `build` is called only where it must be made.
   */
  make(kind: EntryName, slug: string, identity: string, build: () => NewEntry): FoundEntry | 'clash' | undefined;
}
