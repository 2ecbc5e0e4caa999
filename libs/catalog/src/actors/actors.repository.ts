import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { dateColumns, type Rows, type Transaction, Writes } from '@app/database';
import { parseEdtf } from '@app/domain';
import { type Changes, revise, signed } from '../entries/entry-writes.js';
import type { ActorIdentifierInput, ActorNameInput, NewActor } from './actor.js';

const validColumns = (valid: string | null | undefined) => {
  const { edtf, earliest, latest } = dateColumns(typeof valid === 'string' ? parseEdtf(valid) : null);
  return { validEdtf: edtf, validEarliest: earliest, validLatest: latest };
};

const toNameRow = (actorId: string, { kind, language, script, text, valid }: ActorNameInput, index: number) => ({
  actorId,
  ordinal: index + 1,
  kind,
  language,
  script: script ?? null,
  text,
  ...validColumns(valid),
});

const toIdentifierRow = (actorId: string, { scheme, value, valid }: ActorIdentifierInput, index: number) => ({
  actorId,
  ordinal: index + 1,
  scheme,
  value,
  ...validColumns(valid),
});

const validityColumns = (validity: string | null | undefined) => {
  if (validity === undefined) return {};
  const { edtf, earliest, latest } = dateColumns(validity === null ? null : parseEdtf(validity));
  return { validityEdtf: edtf, validityEarliest: earliest, validityLatest: latest };
};

@Injectable()
export class ActorsRepository {
  constructor(private readonly writes: Writes) {}

  /** The new actor's id. */
  add(actor: NewActor, author: Author): Promise<string> {
    const { description, identifiers, kind, names, slug, validity } = actor;
    return this.writes.run(async (transaction) => {
      const data = {
        slug,
        kind,
        description: description ?? null,
        ...validityColumns(validity),
        ...signed(author, actor),
      };
      const { id } = await transaction.actor.create({ data, select: { id: true } });
      await this.replace(transaction, id, { names, identifiers });
      return id;
    });
  }

  change(id: string, expected: number | null, changes: Changes<Omit<NewActor, 'slug'>>, author: Author): Promise<void> {
    const { description, kind, validity } = changes;
    const data: Rows.ActorUpdateManyMutationInput = {
      ...(kind ? { kind } : {}),
      ...(description === undefined ? {} : { description }),
      ...validityColumns(validity),
      ...signed(author, changes),
    };
    return this.writes.run(async (transaction) => {
      await revise(transaction.actor, 'actor', id, expected, data);
      await this.replace(transaction, id, changes);
    });
  }

  retract(id: string, expected: number | null, reason: string, author: Author): Promise<void> {
    const data = { status: 'RETRACTED', ...signed(author, { changeNote: reason }) };
    return this.writes.run((transaction) => revise(transaction.actor, 'actor', id, expected, data));
  }

  private async replace(
    transaction: Transaction,
    id: string,
    { identifiers, names }: Pick<Changes<NewActor>, 'identifiers' | 'names'>,
  ): Promise<void> {
    if (names !== undefined) {
      await transaction.actorName.deleteMany({ where: { actorId: id } });
      await transaction.actorName.createMany({ data: (names ?? []).map((name, index) => toNameRow(id, name, index)) });
    }
    if (identifiers !== undefined) {
      const data = (identifiers ?? []).map((identifier, index) => toIdentifierRow(id, identifier, index));
      await transaction.actorIdentifier.deleteMany({ where: { actorId: id } });
      await transaction.actorIdentifier.createMany({ data });
    }
  }
}
