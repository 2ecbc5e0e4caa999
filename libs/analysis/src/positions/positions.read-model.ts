import { Injectable } from '@nestjs/common';
import { momentShown, Reader } from '@app/database';
import type { IsoDate } from '@app/domain';
import { Parameters, type StanceFilters } from '@app/ledger';
import { shownStances } from '../records/shown-stances.js';
import { cellText, heldAmongShown, heldInForce } from './held-sql.js';

export interface PositionsQuestion {
  readonly actorIds: readonly string[] | undefined;
  readonly issueIds: readonly string[] | undefined;
  readonly on: IsoDate;
  /** Positions last known to hold before this day are left out. */
  readonly youngest: IsoDate | null;
  readonly filters: StanceFilters | null;
  readonly knownAt: string | null;
  /** Cells at most; one more is read, so that the caller sees when there are more. */
  readonly limit: number;
}

/** `cells` is a JSON array. */
export interface PositionsAnswer {
  readonly cells: string;
  readonly count: number;
  readonly known_at: string;
}

/** Reads who stands where on a day. */
@Injectable()
export class PositionsReadModel {
  constructor(private readonly reader: Reader) {}

  async of(question: PositionsQuestion): Promise<PositionsAnswer> {
    const { actorIds, filters, issueIds, knownAt, limit, on, youngest } = question;
    const parameters = new Parameters();
    const day = `${parameters.place(on)}::date`;
    const size = `${parameters.place(limit + 1)}::integer`;
    const wanted = [
      ...(actorIds === undefined ? [] : [`c.actor_id = ANY(${parameters.place(actorIds)}::uuid[])`]),
      ...(issueIds === undefined ? [] : [`c.issue_id = ANY(${parameters.place(issueIds)}::uuid[])`]),
    ].map((condition) => ` AND ${condition}`);
    const held = {
      name: 'states',
      day,
      size,
      wanted: wanted.join(''),
      youngest: youngest === null ? null : `${parameters.place(youngest)}::date`,
    };
    const moment = knownAt === null ? null : parameters.values.push(knownAt);
    const states =
      filters === null && knownAt === null
        ? heldInForce(held)
        : `${shownStances(filters, moment, parameters)}, ${heldAmongShown(held)}`;
    const row = await this.reader.row<PositionsAnswer>(
      `WITH ${states}
       SELECT '[' || coalesce(string_agg(${cellText('p', day)}, ',' ORDER BY a.slug, i.slug), '') || ']' AS cells,
              count(*)::integer AS count, ${momentShown(moment)} AS known_at
         FROM states p
         JOIN actor a ON a.id = p.actor_id
         JOIN issue i ON i.id = p.issue_id
         JOIN scale l ON l.id = i.scale_id`,
      parameters.values,
    );
    if (row === null) throw new Error('An aggregate without GROUP BY gives one row.');
    return row;
  }
}
