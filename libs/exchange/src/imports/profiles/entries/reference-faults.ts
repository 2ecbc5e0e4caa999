import type { EntryName, FoundEntry } from '../lookups.js';
import type { Origin, RowState } from '../values/row-state.js';
import { shown } from '../values/shown.js';

/** A cell's text, and what the row calls the entry by it. */
export interface Called {
  readonly origin: Origin;
  readonly text: string;
}

export function ambiguous(
  row: RowState,
  kind: EntryName,
  { origin, text }: Called,
  slugs: readonly string[],
): undefined {
  const detail = `${shown(text)} is several ${kind}s: ${slugs.join(', ')}. Write the slug of the one that is meant.`;
  return row.fault(origin, text, 'import/ambiguous', detail);
}

export function retracted(row: RowState, kind: EntryName, { origin, text }: Called, { slug }: FoundEntry): undefined {
  const detail = `The ${kind} "${slug}" is retracted and cannot be referred to. Name another one.`;
  return row.fault(origin, text, 'reference/retracted', detail);
}

export function unfit(
  row: RowState,
  { origin, text }: Called,
  { actorKind, slug }: FoundEntry,
  kinds: readonly string[],
): undefined {
  const detail = `${shown(text)} is the actor "${slug}" of the kind ${actorKind}, and here it has to be of ${kinds.join(' or ')}. Correct the cell, or add the actor that is meant first, with its identifiers.`;
  return row.fault(origin, text, 'import/kind', detail);
}

export function contradicted(row: RowState, kind: EntryName, { origin, text }: Called, other: string): undefined {
  const detail = `There is no ${kind} ${shown(text)}, and what else the row says means ${shown(other)}. Correct the cell that is wrong, or add the name to the ${kind} that is meant.`;
  return row.fault(origin, text, 'import/contradiction', detail);
}

export function unknown(row: RowState, kind: EntryName, { origin, text }: Called): undefined {
  const detail = `There is no ${kind} ${shown(text)}. Correct the cell, or add the ${kind} first.`;
  return row.fault(origin, text, `${kind}/unknown`, detail);
}

export function withoutSlug(row: RowState, kind: EntryName, { origin, text }: Called): undefined {
  const detail = `There is no ${kind} ${shown(text)}, and no slug can be made of it for a new one. Add the ${kind} first.`;
  return row.fault(origin, text, `${kind}/unknown`, detail);
}

export function clash(row: RowState, kind: EntryName, { origin, text }: Called, slug: string): undefined {
  const detail = `${shown(text)} would be made as the ${kind} "${slug}", which is something else in this file. Add one of the two first, under a slug of its own.`;
  return row.fault(origin, text, 'import/slug-clash', detail);
}
