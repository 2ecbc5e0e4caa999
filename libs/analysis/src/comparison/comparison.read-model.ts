import { Injectable } from '@nestjs/common';
import { momentShown, Reader } from '@app/database';
import type { IsoDate } from '@app/domain';
import { Parameters, type StanceFilters } from '@app/ledger';
import { heldAmongShown, heldInForce, sideObject } from '../positions/held-sql.js';
import { shownStances } from '../records/shown-stances.js';
import type { ReadSide } from './side.js';

/** Whose positions on which day; undefined is everybody, or everything. */
export interface SideQuestion {
  readonly actorIds: readonly string[] | undefined;
  readonly issueIds: readonly string[] | undefined;
  readonly on: IsoDate;
  /** Positions last known to hold before this day are left out. */
  readonly youngest: IsoDate | null;
}

export interface ComparisonQuestion {
  readonly sides: readonly [SideQuestion, SideQuestion];
  /** What the sides have in common: the same pairs, or the same issues of two actors. */
  readonly matchedBy: 'pair' | 'issue';
  readonly filters: StanceFilters | null;
  readonly knownAt: string | null;
  /** Rows at most; one more is read, so that the caller sees when there are more. */
  readonly limit: number;
}

/** What there is on one side at least. */
export interface ComparedRow {
  /** Slug of the actor of the side that there is. */
  readonly actor: string;
  readonly issue: string;
  readonly sides: readonly [ReadSide | null, ReadSide | null];
}

export interface Comparison {
  readonly rows: readonly ComparedRow[];
  readonly knownAt: string;
}

const COLUMNS = { pair: 'actor_id, issue_id', issue: 'issue_id' } as const;

/** Reads two sides of a comparison from one state of the data. */
@Injectable()
export class ComparisonReadModel {
  constructor(private readonly reader: Reader) {}

  /** Rows in the order of issues and actors. */
  async of({ filters, knownAt, limit, matchedBy, sides }: ComparisonQuestion): Promise<Comparison> {
    const parameters = new Parameters();
    const size = `${parameters.place(limit + 1)}::integer`;
    const held = sides.map(({ actorIds, issueIds, on, youngest }, index) => ({
      name: `side_${index + 1}`,
      day: `${parameters.place(on)}::date`,
      size,
      wanted: [
        ...(actorIds === undefined ? [] : [` AND c.actor_id = ANY(${parameters.place(actorIds)}::uuid[])`]),
        ...(issueIds === undefined ? [] : [` AND c.issue_id = ANY(${parameters.place(issueIds)}::uuid[])`]),
      ].join(''),
      youngest: youngest === null ? null : `${parameters.place(youngest)}::date`,
    }));
    const moment = knownAt === null ? null : parameters.values.push(knownAt);
    const states =
      filters === null && knownAt === null
        ? held.map(heldInForce)
        : [shownStances(filters, moment, parameters), ...held.map(heldAmongShown)];
    const [first, second] = held.map(({ day, name }) => sideObject(name, day));
    const row = await this.reader.row<Comparison>(
      `WITH ${states.join(', ')}
       SELECT ${momentShown(moment)} AS "knownAt",
              coalesce(json_agg(json_build_object('actor', a.slug, 'issue', i.slug, 'sides', json_build_array(${first}, ${second}))
                ORDER BY i.slug, a.slug), '[]'::json) AS rows
         FROM side_1 FULL JOIN side_2 USING (${COLUMNS[matchedBy]})
         JOIN actor a ON a.id = ${matchedBy === 'pair' ? 'actor_id' : 'coalesce(side_1.actor_id, side_2.actor_id)'}
         JOIN issue i ON i.id = issue_id
         JOIN scale l ON l.id = i.scale_id`,
      parameters.values,
    );
    if (row === null) throw new Error('An aggregate without GROUP BY gives one row.');
    return row;
  }
}
