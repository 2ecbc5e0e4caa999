/** What a key allows. `admin` allows everything. */
export const SCOPES = ['read', 'write:stances', 'write:catalog', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export interface ApiKey {
  readonly id: string;
  /** Unique; stands in `recordedBy` of what the key records. */
  readonly name: string;
  /** The first characters of the key, to recognise it by. */
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
}

/** Whoever is behind a request; `name` is what records say. */
export interface Author {
  readonly name: string;
}
