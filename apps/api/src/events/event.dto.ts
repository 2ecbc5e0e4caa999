import { OmitType, PartialType } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { NewEvent, ParticipantInput } from '@app/catalog';
import { ParticipantRole } from '@app/database';
import { EntryResponse } from '../http/entry-response.dto.js';
import { EntryListQuery } from '../http/list-query.dto.js';
import { Edtf, MayBeAbsent, NestedList, OneOf, Reference, References, Slug, Words } from '../validation/validators.js';

const ROLES = Object.values(ParticipantRole);

export class ParticipantDto implements ParticipantInput {
  /** Slug or id. @example "taliban" */
  @Reference() readonly actor!: string;
  @OneOf(ROLES) readonly role!: ParticipantRole;
  @IsOptional() @Words(2000) readonly note?: string | null;
}

export class NewEventDto implements NewEvent {
  /** Never changes. @example "doha-meeting-2024-02" */
  @Slug() readonly slug!: string;
  /** @example "Meeting of special envoys on Afghanistan, Doha" */
  @Words(500) readonly name!: string;
  /** EDTF. @example "2024-02-18/2024-02-19" */
  @Edtf() readonly date!: string;
  /** @example "Doha" */
  @IsOptional() @Words(500) readonly place?: string | null;
  @IsOptional() @Words(10000) readonly description?: string | null;
  @MayBeAbsent()
  @NestedList(() => ParticipantDto, 0, 1000)
  readonly participants?: ParticipantDto[];
  /** Why it is recorded so. */
  @IsOptional() @Words(2000) readonly changeNote?: string | null;
}

export class EventChangesDto extends PartialType(OmitType(NewEventDto, ['slug']), { skipNullProperties: false }) {}

export class EventListQuery extends EntryListQuery {
  /** Events in which one of these took part, in any role. @example "taliban" */
  @MayBeAbsent() @References() readonly participant?: string[];
  /** EDTF: not over before its first day. @example "2024" */
  @MayBeAbsent() @Edtf() readonly from?: string;
  /** EDTF: begun by its last day. @example "2024" */
  @MayBeAbsent() @Edtf() readonly to?: string;
}

export class ParticipantResponse {
  readonly actor!: string;
  @OneOf(ROLES) readonly role!: ParticipantRole;
  readonly note!: string | null;
}

export class EventResponse extends EntryResponse {
  readonly name!: string;
  readonly date!: string;
  /** First day that it may have been; null is open. */
  readonly earliest!: string | null;
  /** Last day that it may have been; null is open. */
  readonly latest!: string | null;
  readonly place!: string | null;
  readonly description!: string | null;
  readonly participants!: ParticipantResponse[];
}

export class EventPage {
  readonly items!: EventResponse[];
  readonly nextCursor!: string | null;
  /** The state of the data that the page shows; ask with knownAt for exactly this page, later. */
  readonly knownAt!: string;
  readonly count?: number;
}

export class EventHistory {
  readonly items!: EventResponse[];
}
