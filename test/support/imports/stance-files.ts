/** A citation in a file of stances. */
export interface FileCitation {
  readonly source: string;
  readonly credibility: number;
  readonly quote?: { readonly exact: string; readonly prefix?: string; readonly suffix?: string };
  readonly locator?: string;
}

/** A row of a file of stances, in the shape of the API's body. */
export interface FileStance {
  readonly externalId: string;
  readonly actor: string;
  readonly issue: string;
  readonly act: string;
  readonly position: number | null;
  readonly date: string;
  readonly target?: string | null;
  readonly event?: string | null;
  readonly speaker?: string | null;
  readonly channel?: string | null;
  readonly confidence?: string | null;
  readonly summary?: string | null;
  readonly note?: string | null;
  readonly citations: readonly FileCitation[];
}

/** The source of the demonstration. */
export const ARTICLE = 'iran-international-2024-02-19';

/** A stance of which only what is needed is said, but for `more`. */
export const fileStance = (externalId: string, more: Partial<FileStance> = {}): FileStance => ({
  externalId,
  actor: 'iran',
  issue: 'un-envoy',
  act: 'STATEMENT',
  position: 1,
  date: '2024-02-18',
  citations: [{ source: ARTICLE, credibility: 2 }],
  ...more,
});

export const ndjsonOf = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
