import type { NewActor } from '../actors/actor.js';
import type { NewEvent } from '../events/event.js';
import type { NewIssue } from '../issues/issue.js';
import type { NewSource } from '../sources/source.js';

/** A new entry of one of the kinds that can come in bulk. */
export type NewCatalogEntry =
  | { readonly kind: 'actor'; readonly entry: NewActor }
  | { readonly kind: 'issue'; readonly entry: NewIssue }
  | { readonly kind: 'source'; readonly entry: NewSource }
  | { readonly kind: 'event'; readonly entry: NewEvent };

export type BulkKind = NewCatalogEntry['kind'];
export const BULK_KINDS: readonly BulkKind[] = ['source', 'actor', 'event', 'issue'];

/** An entry that staged records refer to by its handle. */
export interface StagedEntry {
  readonly handle: number;
  readonly kind: BulkKind;
  readonly slug: string;
  /** Null where it is made with the bulk write, or was made by another meanwhile. */
  readonly id: string | null;
  /** What it is made from; null where it is there already. */
  readonly made: NewCatalogEntry | null;
  /** The revision of which `made` is the next; null where it is the first. */
  readonly revises: number | null;
  /** What the records call it; two that differ under one slug are a clash. Null where a row states it. */
  readonly identity: string | null;
  /** The row that states it, or is the first to call for it; null where it only is referred to. */
  readonly place: StagedPlace | null;
}

/** Where a file says something. */
export interface StagedPlace {
  readonly line: number;
  readonly column: number;
  readonly name: string | null;
}

/** What is wrong with a row that has been staged. */
export interface StagedFault extends StagedPlace {
  readonly value: string | null;
  readonly code: string;
  readonly detail: string;
}

/** The first of the faults found, and how many there are. */
export interface StagedFaults {
  readonly faults: readonly StagedFault[];
  readonly found: number;
}

/** Two names for one slug. */
export interface EntryClash {
  readonly kind: BulkKind;
  readonly slug: string;
  readonly identities: readonly string[];
}

export interface EntryCounts {
  readonly created: number;
  readonly revised: number;
}
