import { Injectable } from '@nestjs/common';
import { momentShown, Reader } from '@app/database';
import type { IsoDate } from '@app/domain';
import { Parameters, type StanceFilters } from '@app/ledger';
import { shownStances } from '../records/shown-stances.js';

export interface LastDayQuestion {
  /** Absent: all. */
  readonly actorIds: readonly string[] | undefined;
  readonly issueIds: readonly string[] | undefined;
  readonly filters: StanceFilters | null;
  readonly knownAt: string | null;
}

/** Answers when the last record with a position certainly begins. */
@Injectable()
export class LastDayReadModel {
  constructor(private readonly reader: Reader) {}

  /** `day` null: there is no such record, or none that begins on a day. */
  async of({
    actorIds,
    filters,
    issueIds,
    knownAt,
  }: LastDayQuestion): Promise<{ day: IsoDate | null; knownAt: string }> {
    const parameters = new Parameters();
    const wanted = [
      's.position IS NOT NULL',
      'isfinite(s.begins_latest)',
      ...(actorIds === undefined ? [] : [`s.actor_id = ANY(${parameters.place(actorIds)}::uuid[])`]),
      ...(issueIds === undefined ? [] : [`s.issue_id = ANY(${parameters.place(issueIds)}::uuid[])`]),
    ];
    const moment = knownAt === null ? null : parameters.values.push(knownAt);
    const row = await this.reader.row<{ day: IsoDate | null; known_at: string }>(
      `WITH ${shownStances(filters, moment, parameters)}
       SELECT (SELECT max(s.begins_latest)::text FROM shown s WHERE ${wanted.join(' AND ')}) AS day,
              ${momentShown(moment)} AS known_at`,
      parameters.values,
    );
    if (row === null) throw new Error('A query without FROM gives one row.');
    return { day: row.day, knownAt: row.known_at };
  }
}
