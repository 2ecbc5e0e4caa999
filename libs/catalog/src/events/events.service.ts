import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { parseEdtf } from '@app/domain';
import type { DocumentText } from '../entries/entries.read-model.js';
import { EntriesService } from '../entries/entries.service.js';
import { EVENT } from '../entries/entry-kind.js';
import type { Changes, ChangeOf } from '../entries/entry-writes.js';
import { References } from '../entries/references.js';
import type { NewEvent, ParticipantInput } from './event.js';
import { EventsRepository, type Participant } from './events.repository.js';

/** Events: dated happenings and who took which part in them. */
@Injectable()
export class EventsService {
  constructor(
    private readonly repository: EventsRepository,
    private readonly references: References,
    private readonly entries: EntriesService,
  ) {}

  /** Throws `event/slug-taken`, `actor/unknown`, `event/participant-twice`, `date/…`. */
  async create(event: NewEvent, author: Author): Promise<DocumentText> {
    parseEdtf(event.date);
    const participants = await this.participantsOf(event.participants ?? []);
    return this.entries.get(EVENT, await this.repository.add(event, participants, author));
  }

  /** Throws `event/not-found`, `event/stale`, and what `create` throws. */
  async change(
    changes: Changes<Omit<NewEvent, 'slug'>>,
    { reference, expected, author }: ChangeOf,
  ): Promise<DocumentText> {
    if (typeof changes.date === 'string') parseEdtf(changes.date);
    const id = await this.references.idOfUrl('event', reference);
    const participants =
      changes.participants === undefined ? undefined : await this.participantsOf(changes.participants ?? []);
    await this.repository.change(id, expected, changes, participants, author);
    return this.entries.get(EVENT, id);
  }

  /** Throws `event/not-found`, `event/stale`, `catalog/in-use`, `catalog/retracted`. */
  async retract(reason: string, { reference, expected, author }: ChangeOf): Promise<DocumentText> {
    const id = await this.references.idOfUrl('event', reference);
    await this.repository.retract(id, expected, reason, author);
    return this.entries.get(EVENT, id);
  }

  private participantsOf(participants: readonly ParticipantInput[]): Promise<Participant[]> {
    return Promise.all(
      participants.map(async ({ actor, note, role }, index) => ({
        actorId: await this.references.id('actor', actor, `/participants/${index}/actor`),
        role,
        note: note ?? null,
      })),
    );
  }
}
