import { ApiProperty, IntersectionType, PartialType } from '@nestjs/swagger';
import { IsInt, IsOptional, ValidateIf } from 'class-validator';
import type { CitationInput, NewStance, Quote, StanceListRequest } from '@app/ledger';
import { Confidence, StanceAct, StanceChannel, StanceStatus } from '@app/database';
import { PageQuery } from '../http/list-query.dto.js';
import { RecordSelectionQuery } from '../http/record-selection.dto.js';
import {
  Edtf,
  MayBeAbsent,
  Nested,
  NestedList,
  OneOf,
  Reference,
  SomeOf,
  Text,
  Whole,
  Words,
} from '../validation/validators.js';

const ACTS = Object.values(StanceAct);
const CHANNELS = Object.values(StanceChannel);
const CONFIDENCES = Object.values(Confidence);
const STATUSES = Object.values(StanceStatus);

export class QuoteDto implements Quote {
  /** The words themselves. @example "benefit the Afghan people" */
  @Words(5000) readonly exact!: string;
  /** What stands before them. */
  @IsOptional() @Text(0, 1000) readonly prefix?: string | null;
  /** What stands after them. */
  @IsOptional() @Text(0, 1000) readonly suffix?: string | null;
}

export class CitationDto implements CitationInput {
  /** Slug or id. @example "iran-international-2024-02-19" */
  @Reference() readonly source!: string;
  @IsOptional() @Nested(() => QuoteDto) readonly quote?: QuoteDto | null;
  /** Page, paragraph, minute. @example "paragraph 5" */
  @IsOptional() @Words(500) readonly locator?: string | null;
  /** Admiralty grade of the information: 1 confirmed to 5 improbable; 6 cannot be judged. */
  @Whole(1, 6) readonly credibility!: number;
}

export class NewStanceDto implements NewStance {
  /** Who holds the stance: slug or id. @example "taliban" */
  @Reference() readonly actor!: string;
  /** On what: slug or id. @example "un-envoy" */
  @Reference() readonly issue!: string;
  @OneOf(ACTS) readonly act!: StanceAct;
  /** A point of the issue's scale; null is unknown, never neutral. @example -2 */
  @ValidateIf((_, value) => value !== null)
  @IsInt()
  @ApiProperty({ type: 'integer', nullable: true })
  readonly position!: number | null;
  /** EDTF: a day, a month, `2021/..` for "since 2021". @example "2024-02-18" */
  @Edtf() readonly date!: string;
  /** Toward whom it is held: slug or id of an actor. */
  @IsOptional() @Reference() readonly target?: string | null;
  /** Slug or id. */
  @IsOptional() @Reference() readonly event?: string | null;
  /** Who said it: slug or id of an actor. */
  @IsOptional() @Reference() readonly speaker?: string | null;
  @IsOptional() @OneOf(CHANNELS) readonly channel?: StanceChannel | null;
  @IsOptional() @OneOf(CONFIDENCES) readonly confidence?: Confidence | null;
  @IsOptional() @Words(2000) readonly summary?: string | null;
  @IsOptional() @Words(10000) readonly note?: string | null;
  /** Your own identifier of the record; unique among records in force. */
  @IsOptional() @Words(500) readonly externalId?: string | null;
  /** At least one. */
  @NestedList(() => CitationDto, 1, 100)
  readonly citations!: CitationDto[];
  /** Why it is recorded so. */
  @IsOptional() @Words(2000) readonly changeNote?: string | null;
}

export class StanceChangesDto extends PartialType(NewStanceDto, { skipNullProperties: false }) {}

export class StanceListQuery extends IntersectionType(PageQuery, RecordSelectionQuery) {
  /** `broader`: on all issues below those named in `issue` as well, as a timeline with this parameter takes them in. */
  @MayBeAbsent() @OneOf(['broader']) @ApiProperty({ required: false }) readonly rollup?: 'broader';
  /** `PUBLISHED` where it is left out. */
  @MayBeAbsent() @SomeOf(STATUSES, 'StanceStatus') readonly status?: readonly StanceStatus[];
  /** Your own identifier of the record. */
  @MayBeAbsent() @Text(1, 500) readonly externalId?: string;
  /** Part of a summary or a quote, in upper or lower case. @example "envoy" */
  @MayBeAbsent() @Text(3, 200) readonly q?: string;
  /** EDTF: records that may be of its first day or later. @example "2021-08" */
  @MayBeAbsent() @Edtf() readonly from?: string;
  /** EDTF: records that may be of its last day or earlier. @example "2024-02" */
  @MayBeAbsent() @Edtf() readonly to?: string;
  /** By date, then by the order of recording. */
  @MayBeAbsent() @OneOf(['date', '-date']) @ApiProperty({ required: false }) readonly sort?: 'date' | '-date';
}

export const toStanceListRequest = ({ count, limit, sort, status, ...rest }: StanceListQuery): StanceListRequest => ({
  ...rest,
  count: count === 'exact',
  descending: sort === '-date',
  limit: limit ?? 50,
  status: status ?? [StanceStatus.PUBLISHED],
});

export class QuoteResponse {
  readonly exact!: string;
  readonly prefix!: string | null;
  readonly suffix!: string | null;
}

export class CitationResponse {
  readonly source!: string;
  readonly quote!: QuoteResponse | null;
  readonly locator!: string | null;
  readonly credibility!: number;
}

export class StanceResponse {
  /** UUIDv7. */
  readonly id!: string;
  /** Counts from 1; the ETag of the stance. */
  readonly revision!: number;
  @OneOf(STATUSES) readonly status!: StanceStatus;
  readonly actor!: string;
  readonly issue!: string;
  readonly target!: string | null;
  readonly speaker!: string | null;
  readonly event!: string | null;
  @OneOf(ACTS) readonly act!: StanceAct;
  readonly position!: number | null;
  /** The position mapped to −1 … 1. */
  readonly score!: number | null;
  readonly date!: string;
  /** First day that the date allows; null is open. */
  readonly earliest!: string | null;
  /** Last day that the date allows; null is open. */
  readonly latest!: string | null;
  @ApiProperty({ type: 'string', enum: CHANNELS, nullable: true }) readonly channel!: StanceChannel | null;
  @ApiProperty({ type: 'string', enum: CONFIDENCES, nullable: true }) readonly confidence!: Confidence | null;
  readonly summary!: string | null;
  readonly note!: string | null;
  readonly externalId!: string | null;
  /** The dataset that the record was imported with, within which `externalId` is unique; null for one entered by hand. */
  readonly dataset!: string | null;
  /** The import that recorded this revision; null for one entered by hand. */
  readonly import!: string | null;
  readonly citations!: CitationResponse[];
  /** When the stance was first recorded. */
  readonly createdAt!: string;
  /** When this revision was recorded. */
  readonly recordedAt!: string;
  /** When a later revision took its place; null is in force. */
  readonly supersededAt!: string | null;
  readonly recordedBy!: string;
  readonly changeNote!: string | null;
}

export class StancePage {
  readonly items!: StanceResponse[];
  readonly nextCursor!: string | null;
  /** The state of the data that the page shows; ask with knownAt for exactly this page, later. */
  readonly knownAt!: string;
  readonly count?: number;
}

export class StanceHistory {
  readonly items!: StanceResponse[];
}
