import { Injectable } from '@nestjs/common';
import { References } from '@app/catalog';
import { RecordTime } from '@app/database';
import { decodeCursor, encodeCursor, isId, isIsoDate, type Shift, shiftsOf, windowOf } from '@app/domain';
import { type Method, RECORDS_SHOWN } from '../records/pair.js';
import { recordsLink } from '../records/records-link.js';
import { RecordFilters, type RecordSelection, selectionParameters } from '../records/record-filters.js';
import { type ShiftRow, ShiftsReadModel } from './shifts.read-model.js';

export interface ShiftsRequest extends RecordSelection {
  readonly actor?: readonly string[] | undefined;
  readonly issue?: readonly string[] | undefined;
  /** EDTF; absent is open. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly knownAt?: string | undefined;
}

export type ShiftItem = Shift & { readonly actor: string; readonly issue: string; readonly recordsUrl?: string };

export interface Shifts {
  readonly items: readonly ShiftItem[];
  readonly nextCursor: string | null;
  readonly method: Method;
  readonly knownAt: string;
}

/** As lists of stances have it: theirs is then refused as another query's, not as malformed. */
const DAY_CURSOR = { isKey: (key: string): boolean => key === '-infinity' || isIsoDate(key), isId };

/** Who changed, on what, from what to what, and between when and when. */
@Injectable()
export class ShiftsService {
  constructor(
    private readonly references: References,
    private readonly filters: RecordFilters,
    private readonly shifts: ShiftsReadModel,
    private readonly recordTime: RecordTime,
  ) {}

  /** Throws `<kind>/unknown`, `date/…`, `known-at/…`, `cursor/…`. */
  async of(request: ShiftsRequest): Promise<Shifts> {
    const moment = request.knownAt === undefined ? null : await this.recordTime.at(request.knownAt);
    const window = windowOf({ from: request.since, to: request.until }, { from: '?since', to: '?until' });
    const which = {
      actorIds: request.actor && (await this.references.ids('actor', request.actor, '?actor', moment)),
      issueIds: request.issue && (await this.references.ids('issue', request.issue, '?issue', moment)),
      ...window,
      filters: await this.filters.of(request, moment),
    };
    const query = JSON.stringify(which);
    const after = request.cursor === undefined ? null : decodeCursor(request.cursor, query, DAY_CURSOR);
    const { knownAt, rows } = await this.shifts.of({ ...which, knownAt: moment, after, limit: request.limit });
    const page = rows.slice(0, request.limit);
    const last = rows.length > request.limit ? page.at(-1) : undefined;
    return {
      items: page.flatMap((row) => itemsOf(row, request, knownAt)),
      nextCursor: last === undefined ? null : encodeCursor({ key: last.day, id: last.id }, query),
      method: methodOf(request),
      knownAt,
    };
  }
}

function itemsOf(
  { actor, day, issue, scale, stances }: ShiftRow,
  selection: RecordSelection,
  knownAt: string,
): ShiftItem[] {
  return shiftsOf({ stances, window: { first: day, last: day }, scale }).map((shift) => {
    const { from, to } = shift;
    const cut = [from, to].some(({ records }) => records.length > RECORDS_SHOWN);
    const first = from.earliest ?? undefined;
    return {
      actor,
      issue,
      ...shift,
      from: { ...from, records: from.records.slice(0, RECORDS_SHOWN) },
      to: { ...to, records: to.records.slice(0, RECORDS_SHOWN) },
      ...(cut ? { recordsUrl: recordsLink({ pair: { actor, issue }, from: first, to: day, selection, knownAt }) } : {}),
    };
  });
}

const methodOf = (request: ShiftsRequest): Method => ({
  id: 'shift',
  version: 1,
  reference: 'docs/methodology.md#shift',
  parameters: { since: request.since ?? null, until: request.until ?? null, ...selectionParameters(request) },
});
