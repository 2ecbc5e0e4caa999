import { Injectable } from '@nestjs/common';
import { InvalidProblem, isIsoDate } from '@app/domain';
import { Reader } from './reader.js';

const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-](0\d|1[0-4]):\d{2}))?$/;

/** Record time: which past states of the database can be asked for. */
@Injectable()
export class RecordTime {
  constructor(private readonly reader: Reader) {}

  /** The state that a request asks for; null is now, where it names none. Throws what `at` throws. */
  async asked(knownAt: string | undefined): Promise<string | null> {
    return knownAt === undefined ? null : this.at(knownAt);
  }

  /**
   * The last state of the database at or before `knownAt` (RFC 3339, or a day for its first instant in UTC), as
   * `2024-03-01T00:00:00.000Z`. Throws `known-at/not-a-moment`, `known-at/in-future`, `known-at/before-first-record`.
   */
  async at(knownAt: string): Promise<string> {
    // Date.parse takes 30 February for 2 March.
    const milliseconds = MOMENT.test(knownAt) && isIsoDate(knownAt.slice(0, 10)) ? Date.parse(knownAt) : Number.NaN;
    if (Number.isNaN(milliseconds) || new Date(milliseconds).getUTCFullYear() < 1) {
      throw InvalidProblem.at(
        '?knownAt',
        'known-at/not-a-moment',
        'Write a moment as 2024-03-01T00:00:00Z (a plus sign in a URL is %2B), or a day as 2024-03-01.',
      );
    }
    const moment = knownAt.length === 10 ? `${knownAt}T00:00:00Z` : knownAt;
    const row = await this.reader.row<{ future: boolean; known: string | null }>(
      `SELECT asked.at > greatest(clock_timestamp(), clock.at) AS future,
              CASE WHEN asked.at > greatest(clock_timestamp(), clock.at) THEN NULL ELSE iso_moment(known_at(asked.at)) END AS known
         FROM (SELECT $1::timestamptz AS at) asked, record_clock clock`,
      [moment],
    );
    if (row?.future === true) {
      throw InvalidProblem.at('?knownAt', 'known-at/in-future', `Nobody knows yet what will be known at ${knownAt}.`);
    }
    if (row?.known === undefined || row.known === null) {
      throw InvalidProblem.at('?knownAt', 'known-at/before-first-record', `Nothing had been recorded at ${knownAt}.`);
    }
    return row.known;
  }
}
