import { Injectable } from '@nestjs/common';
import { catalogThen, momentShown, Reader } from '@app/database';
import type { IsoDate } from '@app/domain';

/** When an event was, null for an end that is open, and the state of the data that says so. */
export interface EventDays {
  readonly earliest: IsoDate | null;
  readonly latest: IsoDate | null;
  readonly knownAt: string;
}

/** Answers when an event was, now or as known at a moment. */
@Injectable()
export class EventDaysReadModel {
  constructor(private readonly reader: Reader) {}

  /** Throws where there was no such event then; callers have found it before. */
  async of(eventId: string, knownAt: string | null): Promise<EventDays> {
    const moment = knownAt === null ? null : 2;
    const shadow = moment === null ? '' : `WITH ${catalogThen(['event'], moment, '$1::uuid')}`;
    const days = await this.reader.row<EventDays>(
      `${shadow} SELECT e.date_earliest::text AS earliest, e.date_latest::text AS latest, ${momentShown(moment)} AS "knownAt"
         FROM event e WHERE e.id = $1`,
      knownAt === null ? [eventId] : [eventId, knownAt],
    );
    if (days === null) throw new Error(`There is no event ${eventId}.`);
    return days;
  }
}
