import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { dateColumns, type ParticipantRole, Writes } from '@app/database';
import { type EdtfDate, parseEdtf } from '@app/domain';
import { type Changes, revise, signed } from '../entries/entry-writes.js';
import type { NewEvent } from './event.js';

/** A participant whose actor has been found. */
export interface Participant {
  readonly actorId: string;
  readonly role: ParticipantRole;
  readonly note: string | null;
}

const toDateColumns = (date: EdtfDate) => {
  const { earliest, latest } = dateColumns(date);
  return { dateEdtf: date.edtf, dateEarliest: earliest, dateLatest: latest };
};

@Injectable()
export class EventsRepository {
  constructor(private readonly writes: Writes) {}

  /** The new event's id. */
  add(event: NewEvent, participants: readonly Participant[], author: Author): Promise<string> {
    const { date, description, name, place, slug } = event;
    const data = {
      slug,
      name,
      place: place ?? null,
      description: description ?? null,
      ...toDateColumns(parseEdtf(date)),
      ...signed(author, event),
    };
    return this.writes.run(async (transaction) => {
      const { id } = await transaction.event.create({ data, select: { id: true } });
      await transaction.eventParticipant.createMany({ data: participants.map((row) => ({ eventId: id, ...row })) });
      return id;
    });
  }

  /** `participants` replaces all; undefined leaves them. */
  change(
    id: string,
    expected: number | null,
    changes: Changes<Omit<NewEvent, 'slug'>>,
    participants: readonly Participant[] | undefined,
    author: Author,
  ): Promise<void> {
    const { date, description, name, place } = changes;
    const data = {
      ...(name ? { name } : {}),
      ...(date ? toDateColumns(parseEdtf(date)) : {}),
      ...(place === undefined ? {} : { place }),
      ...(description === undefined ? {} : { description }),
      ...signed(author, changes),
    };
    return this.writes.run(async (transaction) => {
      await revise(transaction.event, 'event', id, expected, data);
      if (participants === undefined) return;
      await transaction.eventParticipant.deleteMany({ where: { eventId: id } });
      await transaction.eventParticipant.createMany({ data: participants.map((row) => ({ eventId: id, ...row })) });
    });
  }

  retract(id: string, expected: number | null, reason: string, author: Author): Promise<void> {
    const data = { status: 'RETRACTED', ...signed(author, { changeNote: reason }) };
    return this.writes.run((transaction) => revise(transaction.event, 'event', id, expected, data));
  }
}
