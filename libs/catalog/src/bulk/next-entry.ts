import type { ActorIdentifierInput, ActorNameInput, NewActor } from '../actors/actor.js';
import { entryContent } from './entry-content.js';
import type { NewCatalogEntry } from './staged-entry.js';

/** What is left open is undefined; null says that there is nothing. */
const stated = <Entry extends object>(entry: Entry): Partial<Entry> =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as Partial<Entry>;

const nameKey = ({ kind, language }: ActorNameInput): string => `${language} ${kind}`;

/** Names of the languages and kinds that are given are replaced, the others stay; so with schemes of identifiers. */
function nextActor(standing: NewActor, given: NewActor): NewActor {
  const named = new Set(given.names.map(nameKey));
  const identifiers = given.identifiers ?? [];
  const identified = new Set(identifiers.map(({ scheme }) => scheme));
  const standingIdentifiers = standing.identifiers ?? [];
  return {
    ...standing,
    ...stated(given),
    names: [
      ...given.names.map((name) => ({ ...standing.names.find((other) => isSameName(name, other)), ...name })),
      ...standing.names.filter((name) => !named.has(nameKey(name))),
    ],
    identifiers: [
      ...identifiers.map((one) => ({
        ...standingIdentifiers.find((other) => isSameIdentifier(one, other)),
        ...one,
      })),
      ...standingIdentifiers.filter(({ scheme }) => !identified.has(scheme)),
    ],
  };
}

/** Its script and its time stay where the file does not speak of them. */
const isSameName = (one: ActorNameInput, other: ActorNameInput): boolean =>
  nameKey(one) === nameKey(other) && one.text === other.text;

const isSameIdentifier = (one: ActorIdentifierInput, other: ActorIdentifierInput): boolean =>
  one.scheme === other.scheme && one.value === other.value;

/**
 * An entry after what a file says of it has been taken in: what the file leaves open stays as it stands. Null where
 * nothing changes.
 */
export function nextEntry(standing: NewCatalogEntry, given: NewCatalogEntry): NewCatalogEntry | null {
  const entry =
    standing.kind === 'actor' && given.kind === 'actor'
      ? nextActor(standing.entry, given.entry)
      : { ...standing.entry, ...stated(given.entry) };
  const next = { kind: standing.kind, entry } as NewCatalogEntry;
  return sorted(next) === sorted(standing) ? null : next;
}

/** The order of names and identifiers tells nothing. */
function sorted(made: NewCatalogEntry): string {
  const content = Object.entries(entryContent(made)).map(([key, value]) => [
    key,
    Array.isArray(value)
      ? value.map((item) => JSON.stringify({ ...(item as object), ordinal: undefined })).toSorted()
      : value,
  ]);
  return JSON.stringify(content);
}
