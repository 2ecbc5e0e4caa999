import { InvalidProblem } from '@app/domain';
import type { ProfileDocument, TableSpec } from './document/profile-document.js';
import { parametersOf } from './parameters.js';
import { parseTemplate } from './values/template.js';

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
  /** Name of the dataset where none is given, as it is written: parameters may stand in it. */
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

  /**
   * The dataset of an import with these parameters. Throws `import/parameter-unknown`, `import/parameter-required`, and
   * `profile/invalid` where anything but parameters stands in the name.
   */
  datasetFor(parameters: Readonly<Record<string, string>>): string {
    const values = parametersOf(this.document, parameters);
    return nameOf(this.dataset, values);
  }
}

/** Throws `profile/invalid` where anything but parameters stands in the name of the dataset. */
export function assertNamesDataset({ dataset = '', parameters = {} }: ProfileDocument): void {
  nameOf(dataset, new Map(Object.keys(parameters).map((name) => [name, name])));
}

function nameOf(dataset: string, parameters: ReadonlyMap<string, string | null>): string {
  const parts = parseTemplate(dataset, '/dataset').map((part) => {
    if (typeof part === 'string') return part;
    const { filters, name } = part;
    const parameter = name.startsWith('param.') ? name.slice('param.'.length) : '';
    if (parameters.has(parameter) && filters.length === 0) return parameters.get(parameter) ?? '';
    const detail = `Only parameters of the profile can stand in the name of the dataset, such as {param.prefix}; {${name}} is none.`;
    throw InvalidProblem.at('/dataset', 'profile/invalid', detail);
  });
  return parts.join('');
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
