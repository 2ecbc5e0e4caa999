import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { dateColumns, type RelationType, Writes } from '@app/database';
import { parseEdtf } from '@app/domain';
import { type Changes, revise, signed } from '../entries/entry-writes.js';
import type { NewRelation, RelationChanges } from './relation.js';

/** The entries that a relation links, found. */
export interface Linked {
  readonly subjectId: string;
  readonly type: RelationType;
  readonly objectId: string;
}

function toColumns({ title, valid }: Changes<RelationChanges>, sourceId: string | null | undefined) {
  const held = valid === undefined ? undefined : dateColumns(valid === null ? null : parseEdtf(valid, '/valid'));
  return {
    ...(title === undefined ? {} : { title }),
    ...(sourceId === undefined ? {} : { sourceId }),
    ...(held === undefined ? {} : { validEdtf: held.edtf, validEarliest: held.earliest, validLatest: held.latest }),
  };
}

@Injectable()
export class RelationsRepository {
  constructor(private readonly writes: Writes) {}

  /** The new relation's id. */
  add(relation: NewRelation, linked: Linked, sourceId: string | null, author: Author): Promise<string> {
    const data = { slug: relation.slug, ...linked, ...toColumns(relation, sourceId), ...signed(author, relation) };
    return this.writes.run(
      async (transaction) => (await transaction.relation.create({ data, select: { id: true } })).id,
    );
  }

  /** `sourceId` undefined leaves the source. */
  change(
    id: string,
    expected: number | null,
    changes: Changes<RelationChanges>,
    sourceId: string | null | undefined,
    author: Author,
  ): Promise<void> {
    const data = { ...toColumns(changes, sourceId), ...signed(author, changes) };
    return this.writes.run((transaction) => revise(transaction.relation, 'relation', id, expected, data));
  }

  retract(id: string, expected: number | null, reason: string, author: Author): Promise<void> {
    const data = { status: 'RETRACTED', ...signed(author, { changeNote: reason }) };
    return this.writes.run((transaction) => revise(transaction.relation, 'relation', id, expected, data));
  }
}
