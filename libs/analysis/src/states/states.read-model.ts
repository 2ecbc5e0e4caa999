import { Injectable } from '@nestjs/common';
import { catalogThen, momentShown, Reader } from '@app/database';
import { addDays, type DayWindow, InvalidProblem, type IsoDate, LAST_DAY, type ScaleBounds } from '@app/domain';
import { Parameters, type StanceFilters } from '@app/ledger';
import { statesAtEvents, statesInWindows, type StatesSql, type Strategy } from './states-sql.js';

export interface StatesQuestion {
  /** Absent: all. */
  readonly actorIds: readonly string[] | undefined;
  readonly issueIds: readonly string[] | undefined;
  /**
   * Windows: the position in force on the last day of each, where it was last known to hold on the first day or later.
   * `events`: the last position among the records of each event, in one window.
   */
  readonly places: readonly DayWindow[] | { readonly events: DayWindow };
  readonly filters: StanceFilters | null;
  readonly knownAt: string | null;
  /** Whether who was absent is read as well, with the position null. */
  readonly absences: boolean;
  /** Whether the ids of the records are read. */
  readonly records: boolean;
}

export interface StateIssue {
  readonly id: string;
  readonly slug: string;
  readonly scale: ScaleBounds;
}

export interface StateEvent {
  readonly id: string;
  readonly slug: string;
  readonly earliest: IsoDate | null;
  readonly latest: IsoDate | null;
}

/** First day of an event, and first day after it; null is open, and after the last day that can be written. */
export const spanOfEvent = ({
  earliest,
  latest,
}: Pick<StateEvent, 'earliest' | 'latest'>): { readonly start: IsoDate | null; readonly end: IsoDate | null } => ({
  start: earliest,
  end: latest === null || latest === LAST_DAY ? null : addDays(latest, 1),
});

/** What one actor held at one place: columns of one length. */
export interface ActorStates {
  /** Index among the windows, or among `events`. */
  readonly place: number;
  readonly actorId: string;
  /** Indexes into `issues`; one that has a position may stand there again as an absence. */
  readonly issues: readonly number[];
  /** Null: absent. */
  readonly positions: readonly (number | null)[];
  /** Ids of the records, where asked for. */
  readonly records: readonly string[];
}

export interface States {
  readonly knownAt: string;
  /** Those on which anybody held anything, by id. */
  readonly issues: readonly StateIssue[];
  /** By date; none where windows are asked for. */
  readonly events: readonly StateEvent[];
  readonly rows: readonly ActorStates[];
}

interface AnswerRow {
  readonly known_at: string;
  readonly looked_at: number;
  /** [id, slug, lowest, highest]. */
  readonly issues: readonly (readonly [string, string, number, number])[];
  /** [id, slug, earliest, latest]. */
  readonly events: readonly (readonly [string, string, IsoDate | null, IsoDate | null])[];
  /** [place, event, actor, issues, positions, records]. */
  readonly rows: readonly (readonly [number, string | null, string, number[], (number | null)[], string[]?])[];
}

/** Positions, or records to find them by, that one answer looks at. */
export const STATES_LIMIT = 1_000_000;

const tooMany = (): InvalidProblem =>
  InvalidProblem.at(
    '?issue',
    'analysis/too-many-positions',
    `This would look at more than ${STATES_LIMIT} positions; name fewer issues or actors, a shorter window or wider intervals.`,
  );

const EVENTS = `
  (SELECT coalesce(json_agg(json_build_array(e.id, e.slug, e.date_earliest, e.date_latest)
            ORDER BY e.date_earliest NULLS FIRST, e.date_latest, e.id), '[]'::json)
     FROM event e WHERE e.id IN (SELECT c.event_id FROM chosen c))`;

/** Pairs with more records each than this on average are probed; others are cheaper looked through. */
const FEW_RECORDS = 3;

/** Reads who held what, of many actors and issues at once, in the compact form that comparisons are computed from. */
@Injectable()
export class StatesReadModel {
  constructor(private readonly reader: Reader) {}

  /** Throws `analysis/too-many-positions`. */
  async of(question: StatesQuestion): Promise<States> {
    const { bounded, ctes, moment, parameters } = await this.statement(question);
    const atEvents = 'events' in question.places;
    const shadow = atEvents && moment !== null ? `${catalogThen(['event'], moment)}, ` : '';
    const looked = bounded.map((name) => `(SELECT count(*)::integer FROM ${name})`);
    // The columns of a row fit together without an order: they are aggregated over the same rows in one pass.
    const columns = ['u.unit', 'c.position', ...(question.records ? ['c.id'] : [])].map((each) => `array_agg(${each})`);
    const row = await this.reader.row<AnswerRow>(
      `WITH ${shadow}${ctes},
       units AS MATERIALIZED (
         SELECT d.issue_id, (row_number() OVER (ORDER BY d.issue_id))::integer - 1 AS unit
           FROM (SELECT DISTINCT c.issue_id FROM chosen c) d)
       SELECT ${momentShown(moment)} AS known_at, greatest(${looked.join(', ')}) AS looked_at,
              (SELECT coalesce(json_agg(json_build_array(i.id, i.slug, l.lowest, l.highest) ORDER BY u.unit), '[]'::json)
                 FROM units u JOIN issue i ON i.id = u.issue_id JOIN scale l ON l.id = i.scale_id) AS issues,
              ${atEvents ? EVENTS : `'[]'::json`} AS events,
              (SELECT coalesce(json_agg(r.row), '[]'::json) FROM (
                 SELECT json_build_array(c.place, ${atEvents ? 'c.event_id' : 'NULL'}, c.actor_id, ${columns.join(', ')}) AS row
                   FROM chosen c JOIN units u ON u.issue_id = c.issue_id
                  GROUP BY c.place, ${atEvents ? 'c.event_id, ' : ''}c.actor_id) r) AS rows`,
      parameters.values,
    );
    if (row === null) throw new Error('A query without FROM gives one row.');
    if (row.looked_at > STATES_LIMIT) throw tooMany();
    return statesOf(row);
  }

  private async statement(question: StatesQuestion): Promise<StatesSql> {
    const { places } = question;
    if ('events' in places) return statesAtEvents(question, places.events, STATES_LIMIT);
    return statesInWindows(question, places, await this.strategyFor(question), STATES_LIMIT);
  }

  private async strategyFor({ actorIds, filters, issueIds, knownAt }: StatesQuestion): Promise<Strategy> {
    if (filters === null && knownAt === null) return 'state';
    if (filters?.eventIds !== undefined || filters?.sourceIds !== undefined) return 'scan';
    const parameters = new Parameters();
    const conditions = [
      ...(actorIds === undefined ? [] : [`c.actor_id = ANY(${parameters.place(actorIds)}::uuid[])`]),
      ...(issueIds === undefined ? [] : [`c.issue_id = ANY(${parameters.place(issueIds)}::uuid[])`]),
      'true',
    ];
    const size = await this.reader.row<{ pairs: number; records: number }>(
      `SELECT count(*)::float8 AS pairs, coalesce(sum(c.total), 0)::float8 AS records FROM stance_current c WHERE ${conditions.join(' AND ')}`,
      parameters.values,
    );
    return size !== null && size.records <= size.pairs * FEW_RECORDS ? 'scan' : 'probes';
  }
}

function statesOf({ events, issues, known_at, rows }: AnswerRow): States {
  const placeOf = new Map(events.map(([id], place) => [id, place]));
  return {
    knownAt: known_at,
    issues: issues.map(([id, slug, lowest, highest]) => ({ id, slug, scale: { lowest, highest } })),
    events: events.map(([id, slug, earliest, latest]) => ({ id, slug, earliest, latest })),
    rows: rows.map(([place, event, actorId, units, positions, records]) => ({
      place: event === null ? place : placeOf.get(event)!,
      actorId,
      issues: units,
      positions,
      records: records ?? [],
    })),
  };
}
