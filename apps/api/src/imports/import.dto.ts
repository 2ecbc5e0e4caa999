import { ApiExtraModels, ApiProperty, getSchemaPath, OmitType } from '@nestjs/swagger';
import { IMPORT_STATES, type ImportListRequest, type ImportState, type PartRequest } from '@app/exchange';
import { PageQuery } from '../http/list-query.dto.js';
import { StanceResponse } from '../stances/stance.dto.js';
import { Count, MayBeAbsent, OneOf, PageCursor, References, SomeOf } from '../validation/validators.js';

const PAGE = 50;

export class ImportListQuery extends OmitType(PageQuery, ['knownAt']) {
  /** Into one of these datasets. @example "un-ga-votes" */
  @MayBeAbsent() @References() readonly dataset?: string[];
  /** Some of the states; all of them where it is left out. */
  @MayBeAbsent() @SomeOf(IMPORT_STATES, 'ImportState') readonly status?: readonly ImportState[];
}

export class PartQuery {
  /** Rows of a page, 1 to 1000; 50 where it is left out. */
  @MayBeAbsent() @Count(1, 1000) @ApiProperty({ required: false, default: PAGE }) readonly limit?: number;
  /** `nextCursor` of the page before. @example "1x2y3z" */
  @MayBeAbsent() @PageCursor() readonly cursor?: string;
}

export const toImportListRequest = ({ count, cursor, dataset, limit, status }: ImportListQuery): ImportListRequest => ({
  cursor,
  dataset,
  status,
  count: count === 'exact',
  limit: limit ?? PAGE,
});

export const toPartRequest = ({ cursor, limit }: PartQuery): PartRequest => ({ cursor, limit: limit ?? PAGE });

export class ImportProgressResponse {
  readonly bytesRead!: number;
  readonly bytes!: number;
  readonly rows!: number;
}

export class ImportRowsResponse {
  readonly read!: number;
  /** That the profile leaves out. */
  readonly skipped!: number;
  /** That cannot be recorded; `faults` says why. */
  readonly rejected!: number;
}

export class ImportedStancesResponse {
  readonly created!: number;
  readonly revised!: number;
  readonly unchanged!: number;
  readonly retracted!: number;
  /** Of the revised, those that somebody had changed since an import recorded them. */
  readonly overridden!: number;
}

export class ImportedEntriesResponse {
  readonly created!: number;
  readonly revised!: number;
  readonly unchanged!: number;
}

export class ImportProblemResponse {
  /** Stable: area/what. @example "import/rejected" */
  readonly code!: string;
  readonly detail!: string;
}

export class ImportFaultResponse {
  /** Of the file, from 1; the header is line 1. */
  readonly line!: number;
  /** Of the table, from 1; in NDJSON the character of the line. */
  readonly column!: number;
  /** The heading of the column. */
  readonly name!: string | null;
  /** The text at fault, cut to 200 characters. */
  readonly value!: string | null;
  /** Stable: area/what. @example "stance/off-scale" */
  readonly code!: string;
  /** What is wrong, and what to do. */
  readonly detail!: string;
}

export class ImportSummary {
  /** UUIDv7. */
  readonly id!: string;
  /** `INTERRUPTED`: nobody works on it any more; it recorded nothing. */
  @OneOf(IMPORT_STATES) readonly status!: ImportState;
  readonly dataset!: string;
  readonly profile!: string;
  /** Values of the profile's parameters. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  readonly parameters!: Record<string, string>;
  /** Files that were given for tables of the profile: name and SHA-256 of each. */
  @ApiProperty({
    type: 'object',
    additionalProperties: {
      type: 'object',
      required: ['fileName', 'sha256'],
      properties: { fileName: { type: 'string' }, sha256: { type: 'string' } },
    },
  })
  readonly tables!: Record<string, { readonly fileName: string; readonly sha256: string }>;
  readonly fileName!: string;
  /** In hexadecimal. */
  readonly fileSha256!: string;
  readonly fileBytes!: number;
  /** Everything was done, and undone again at the end. */
  readonly dryRun!: boolean;
  /** Rows that can be recorded are, and the others reported; otherwise nothing is recorded where one cannot be. */
  readonly keepGoing!: boolean;
  /** Stances of the dataset that the file does not have are retracted. */
  readonly retractMissing!: boolean;
  /** The import that this one takes back. */
  readonly undoes!: string | null;
  /** The import that took this one back. */
  readonly undoneBy!: string | null;
  /** Name of the API key. */
  readonly recordedBy!: string;
  readonly startedAt!: string;
  readonly finishedAt!: string | null;
  /** Ask any read with it to see the data right after the import; null where nothing was recorded. */
  readonly knownAt!: string | null;
  /** What it does, or did last: `reading`, `recording`, `finished`. */
  readonly phase!: string;
  readonly progress!: ImportProgressResponse;
  readonly rows!: ImportRowsResponse;
  readonly stances!: ImportedStancesResponse;
  /** Of the catalog: actors, issues, sources, events. */
  readonly entries!: ImportedEntriesResponse;
  /** Why nothing was recorded. */
  readonly problem!: ImportProblemResponse | null;
  /** Lists all faults; with `.csv` after it, as CSV. */
  readonly faultsUrl!: string;
  /** Lists what the import did. */
  readonly changesUrl!: string;
}

export class ImportResponse extends ImportSummary {
  /** The first 100. */
  readonly faults!: ImportFaultResponse[];
}

export class ImportPage {
  readonly items!: ImportSummary[];
  readonly nextCursor!: string | null;
  readonly count?: number;
}

export class ImportFaultPage {
  readonly items!: ImportFaultResponse[];
  readonly nextCursor!: string | null;
}

export class EntryChangeResponse {
  @OneOf(['actor', 'issue', 'source', 'event']) readonly kind!: 'actor' | 'issue' | 'source' | 'event';
  @OneOf(['ADD', 'MOD']) readonly change!: 'ADD' | 'MOD';
  readonly slug!: string;
}

export class StanceChangeResponse {
  @OneOf(['stance']) readonly kind!: 'stance';
  @OneOf(['ADD', 'MOD', 'DEL']) readonly change!: 'ADD' | 'MOD' | 'DEL';
  /** The revision that the import recorded. */
  readonly stance!: StanceResponse;
}

@ApiExtraModels(EntryChangeResponse, StanceChangeResponse)
export class ImportChangePage {
  /** First the entries of the catalog, then the stances. */
  @ApiProperty({
    type: 'array',
    items: { oneOf: [{ $ref: getSchemaPath(EntryChangeResponse) }, { $ref: getSchemaPath(StanceChangeResponse) }] },
  })
  readonly items!: (EntryChangeResponse | StanceChangeResponse)[];
  readonly nextCursor!: string | null;
}
