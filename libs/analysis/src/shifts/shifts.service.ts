import { Injectable } from '@nestjs/common';
import { References } from '@app/catalog';
import { ofOneState, RecordTime } from '@app/database';
import {
  type DatedStance,
  decodeCursor,
  encodeCursor,
  isId,
  isIsoDate,
  type IsoDate,
  type Shift,
  type ShiftSide,
  shiftsOf,
  toDayNumber,
  windowOf,
} from '@app/domain';
import { type Method, RECORDS_SHOWN } from '../records/pair.js';
import { recordsLink } from '../records/records-link.js';
import { RecordFilters, type RecordSelection, selectionParameters } from '../records/record-filters.js';
import { assertAroundFits, daysAround, DAYS_AROUND } from './around.js';
import { EventDaysReadModel } from './event-days.read-model.js';
import { type ShiftRow, ShiftsReadModel } from './shifts.read-model.js';

export interface ShiftsRequest extends RecordSelection {
  readonly actor?: readonly string[] | undefined;
  readonly issue?: readonly string[] | undefined;
  /** EDTF; absent is open. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Slug or id of an event: only shifts that may lie in its days, or in so many `days` before or after them. */
  readonly around?: string | undefined;
  readonly days?: number | undefined;
  /** Positions between the two sides, at least. */
  readonly minSize?: number | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly knownAt?: string | undefined;
}

/** `n` records of the day, of which `records` lists some. */
type CountedSide = ShiftSide & { readonly n: number };

export interface ShiftItem extends Shift {
  readonly actor: string;
  readonly issue: string;
  readonly from: CountedSide;
  readonly to: CountedSide;
  readonly recordsUrl: string;
}

export interface Shifts {
  readonly items: readonly ShiftItem[];
  readonly nextCursor: string | null;
  readonly method: Method;
  readonly knownAt: string;
}

/** As lists of stances have it: theirs is then refused as another query's, not as malformed. */
const DAY_CURSOR = { isKey: (key: string): boolean => key === '-infinity' || isIsoDate(key), isId };

interface Days {
  readonly first: IsoDate;
  readonly last: IsoDate;
}

/** Who changed, on what, from what to what, and between when and when. */
@Injectable()
export class ShiftsService {
  constructor(
    private readonly references: References,
    private readonly filters: RecordFilters,
    private readonly events: EventDaysReadModel,
    private readonly shifts: ShiftsReadModel,
    private readonly recordTime: RecordTime,
  ) {}

  /**
   * Throws `<kind>/unknown`, `date/…`, `known-at/…`, `cursor/…`, `shifts/days-need-around`, `shifts/around-has-window`,
   * `shifts/event-without-end`.
   */
  async of(request: ShiftsRequest): Promise<Shifts> {
    assertAroundFits(request);
    const asked = await this.recordTime.asked(request.knownAt);
    const { near, query, rows, states } = await ofOneState(asked, (moment) => this.read(request, moment));
    const knownAt = states.at(-1)!;
    const page = rows.slice(0, request.limit);
    const last = rows.length > request.limit ? page.at(-1) : undefined;
    return {
      items: page.flatMap((row) => itemsOf(row, request, knownAt)),
      nextCursor: last === undefined ? null : encodeCursor({ key: last.day, id: last.id }, query),
      method: methodOf(request, near),
      knownAt,
    };
  }

  /** `moment` null is now. */
  private async read(request: ShiftsRequest, moment: string | null) {
    const event = request.around === undefined ? null : await this.eventDays(request.around, moment);
    const near = event && daysAround(event, request.days);
    const which = {
      actorIds: request.actor && (await this.references.ids('actor', request.actor, '?actor', moment)),
      issueIds: request.issue && (await this.references.ids('issue', request.issue, '?issue', moment)),
      ...windowOf({ from: request.since, to: request.until }, { from: '?since', to: '?until' }),
      near,
      minSize: request.minSize ?? null,
      filters: await this.filters.of(request, moment),
    };
    const query = JSON.stringify(which);
    const after = request.cursor === undefined ? null : decodeCursor(request.cursor, query, DAY_CURSOR);
    const { knownAt, rows } = await this.shifts.of({ ...which, knownAt: moment, after, limit: request.limit });
    return { near, query, rows, states: [...(event === null ? [] : [event.knownAt]), knownAt] };
  }

  private async eventDays(around: string, moment: string | null): ReturnType<EventDaysReadModel['of']> {
    const [id] = await this.references.ids('event', [around], '?around', moment);
    return this.events.of(id!, moment);
  }
}

function itemsOf(
  { actor, day, issue, scale, stances }: ShiftRow,
  selection: RecordSelection,
  knownAt: string,
): ShiftItem[] {
  const later = stances.filter((stance) => beginOf(stance) === toDayNumber(day)).length;
  return shiftsOf({ stances, window: { first: day, last: day }, scale }).map((shift) => ({
    actor,
    issue,
    ...shift,
    from: counted(shift.from, stances.length - later),
    to: counted(shift.to, later),
    recordsUrl: recordsLink({
      pair: { actor, issue },
      from: shift.from.earliest ?? undefined,
      to: day,
      selection,
      knownAt,
    }),
  }));
}

const beginOf = ({ earliest, kind, latest }: DatedStance): number | null => (kind === 'DURATION' ? earliest : latest);

const counted = (side: ShiftSide, n: number): CountedSide => ({
  ...side,
  n,
  records: side.records.slice(0, RECORDS_SHOWN),
});

const methodOf = ({ minSize, since, until, ...request }: ShiftsRequest, near: Days | null): Method => ({
  id: 'shift',
  version: 1,
  reference: 'docs/methodology.md#shift',
  parameters: {
    since: since ?? null,
    until: until ?? null,
    ...(near === null ? {} : { around: request.around, days: request.days ?? DAYS_AROUND, window: near }),
    ...(minSize === undefined ? {} : { minSize }),
    ...selectionParameters(request),
  },
});
