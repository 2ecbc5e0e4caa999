import { Injectable } from '@nestjs/common';
import { References } from '@app/catalog';
import { RecordTime } from '@app/database';
import { InvalidProblem, type IsoDate } from '@app/domain';
import { linkTo } from '../records/links.js';
import type { Method } from '../records/pair.js';
import { RecordFilters, type RecordSelection, selectionParameters } from '../records/record-filters.js';
import { lastDayOf, youngestOn } from './days.js';
import { PositionsReadModel } from './positions.read-model.js';

export interface PositionsRequest extends RecordSelection {
  readonly actor?: readonly string[] | undefined;
  readonly issue?: readonly string[] | undefined;
  /** EDTF; its last day is meant. */
  readonly on: string;
  /** Days; positions last known to hold longer ago are left out. */
  readonly maxAge?: number | undefined;
  readonly knownAt?: string | undefined;
}

/** `cells` is a JSON array. */
export interface Positions {
  readonly on: IsoDate;
  readonly cells: string;
  readonly counts: { readonly cells: number };
  readonly method: Method;
  /** Lists the records of a cell up to the day; expanded (RFC 6570) with actor and issue. */
  readonly recordsUrl: string;
  readonly knownAt: string;
}

const CELLS_LIMIT = 50_000;

/** Who stands where on a day. */
@Injectable()
export class PositionsService {
  constructor(
    private readonly references: References,
    private readonly filters: RecordFilters,
    private readonly positions: PositionsReadModel,
    private readonly recordTime: RecordTime,
  ) {}

  /** Throws `<kind>/unknown`, `date/…`, `known-at/…`, `positions/too-many-cells`. */
  async of(request: PositionsRequest): Promise<Positions> {
    const on = lastDayOf(request.on, '?on');
    const knownAt = await this.recordTime.asked(request.knownAt);
    const answer = await this.positions.of({
      actorIds: request.actor && (await this.references.ids('actor', request.actor, '?actor', knownAt)),
      issueIds: request.issue && (await this.references.ids('issue', request.issue, '?issue', knownAt)),
      on,
      youngest: youngestOn(on, request.maxAge),
      filters: await this.filters.of(request, knownAt),
      knownAt,
      limit: CELLS_LIMIT,
    });
    if (answer.count > CELLS_LIMIT) {
      throw InvalidProblem.at(
        '?actor',
        'positions/too-many-cells',
        `One matrix has ${CELLS_LIMIT} cells at most; name some actors or issues.`,
      );
    }
    const { cells, count, known_at: shownAt } = answer;
    const records = { to: on, ...selectionParameters(request), knownAt: shownAt };
    return {
      on,
      cells,
      counts: { cells: count },
      method: methodOf(request, on),
      recordsUrl: linkTo('/v1/stances', records, '{&actor,issue}'),
      knownAt: shownAt,
    };
  }
}

const methodOf = (request: PositionsRequest, on: IsoDate): Method => ({
  id: 'last',
  version: 1,
  reference: 'docs/methodology.md#last',
  parameters: {
    on,
    ...(request.maxAge === undefined ? {} : { maxAge: request.maxAge }),
    ...selectionParameters(request),
  },
});
