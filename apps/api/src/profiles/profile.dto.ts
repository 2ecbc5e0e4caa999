import type { Scope } from '@app/access';
import type { Profile } from '@app/exchange';

export class ProfileParameterResponse {
  readonly name!: string;
  readonly description!: string | null;
  /** Where it is not set; null has none. */
  readonly default!: string | null;
  /** Whether it has to be set, by the part `set.NAME`. */
  readonly isRequired!: boolean;
}

export class ProfileTableResponse {
  readonly name!: string;
  readonly description!: string | null;
  /** Whether it has to be sent, as the part `table.NAME`. */
  readonly isRequired!: boolean;
}

export class ProfileResponse {
  readonly name!: string;
  readonly title!: string;
  readonly description!: string | null;
  /** Into which its imports go where none is named; parameters may stand in it. @example "{param.prefix}-votes" */
  readonly dataset!: string;
  /** What a key needs to import by it. */
  readonly scopes!: Scope[];
  readonly parameters!: ProfileParameterResponse[];
  readonly tables!: ProfileTableResponse[];
}

export class ProfileList {
  readonly items!: ProfileResponse[];
}

export const toProfileResponse = (profile: Profile): ProfileResponse => ({
  name: profile.name,
  title: profile.title,
  description: profile.description,
  dataset: profile.dataset,
  scopes: profile.makesCatalog ? ['write:stances', 'write:catalog'] : ['write:stances'],
  parameters: Object.entries(profile.document.parameters ?? {}).map(([name, { default: standard, description }]) => ({
    name,
    description: description ?? null,
    default: standard === undefined || standard === null ? null : String(standard),
    isRequired: standard === undefined,
  })),
  tables: [...profile.givenTables],
});
