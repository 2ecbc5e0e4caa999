import type { ProfileDocument, TableSpec } from './document/profile-document.js';

/** A table that whoever imports gives as a file. */
export interface GivenTable {
  readonly name: string;
  readonly isRequired: boolean;
  readonly description: string | null;
}

/** A profile that has been read and checked. */
export class Profile {
  readonly name: string;
  readonly title: string;
  readonly description: string | null;
  /** Name of the dataset where none is given. */
  readonly dataset: string;
  /** Whether it can make or change entries of the catalog. */
  readonly makesCatalog: boolean;
  /** The tables that have to be, or may be, given. */
  readonly givenTables: readonly GivenTable[];

  constructor(
    readonly document: ProfileDocument,
    /** Where the tables lie that ship with it; null where it may name none. */
    readonly folder: string | null,
  ) {
    this.name = document.profile;
    this.title = document.title;
    this.description = document.description ?? null;
    this.dataset = document.dataset ?? document.profile;
    this.makesCatalog = ENTRY_LISTS.some((list) => document[list] !== undefined) || makes(document.stances);
    this.givenTables = Object.entries(document.tables ?? {}).flatMap(([name, table]) => given(name, table));
  }
}

const ENTRY_LISTS = ['actors', 'issues', 'sources', 'events'] as const;

function given(name: string, { given, description }: TableSpec): GivenTable[] {
  return given === undefined ? [] : [{ name, isRequired: given === 'required', description: description ?? null }];
}

/** Whether a key `make` stands anywhere inside. */
function makes(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false;
  return Object.entries(part).some(([key, value]) => key === 'make' || makes(value));
}
