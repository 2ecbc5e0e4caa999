import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { InvalidProblem, parseEdtf } from '@app/domain';
import type { DocumentText } from '../entries/entries.read-model.js';
import { EntriesService } from '../entries/entries.service.js';
import { RELATION } from '../entries/entry-kind.js';
import type { Changes, ChangeOf } from '../entries/entry-writes.js';
import { References } from '../entries/references.js';
import type { NewRelation, RelationChanges } from './relation.js';
import { RelationsRepository } from './relations.repository.js';

/** Relations: dated links between actors. */
@Injectable()
export class RelationsService {
  constructor(
    private readonly repository: RelationsRepository,
    private readonly references: References,
    private readonly entries: EntriesService,
  ) {}

  /** Throws `relation/slug-taken`, `relation/overlaps`, `relation/to-itself`, `actor/unknown`, `source/unknown`, `date/…`. */
  async create(relation: NewRelation, author: Author): Promise<DocumentText> {
    if (typeof relation.valid === 'string') parseEdtf(relation.valid, '/valid');
    const subjectId = await this.references.id('actor', relation.subject, '/subject');
    const objectId = await this.references.id('actor', relation.object, '/object');
    if (subjectId === objectId) {
      throw InvalidProblem.at('/object', 'relation/to-itself', 'Subject and object are two different actors.');
    }
    const sourceId = await this.references.optionalId('source', relation.source, '/source');
    const linked = { subjectId, type: relation.type, objectId };
    return this.entries.get(RELATION, await this.repository.add(relation, linked, sourceId, author));
  }

  /** Throws `relation/not-found`, `relation/stale`, `relation/overlaps`, `source/unknown`, `date/…`. */
  async change(changes: Changes<RelationChanges>, { reference, expected, author }: ChangeOf): Promise<DocumentText> {
    if (typeof changes.valid === 'string') parseEdtf(changes.valid, '/valid');
    const id = await this.references.idOfUrl('relation', reference);
    const sourceId =
      changes.source === undefined ? undefined : await this.references.optionalId('source', changes.source, '/source');
    await this.repository.change(id, expected, changes, sourceId, author);
    return this.entries.get(RELATION, id);
  }

  /** Throws `relation/not-found`, `relation/stale`, `catalog/retracted`. */
  async retract(reason: string, { reference, expected, author }: ChangeOf): Promise<DocumentText> {
    const id = await this.references.idOfUrl('relation', reference);
    await this.repository.retract(id, expected, reason, author);
    return this.entries.get(RELATION, id);
  }
}
