import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { InvalidProblem, parseEdtf } from '@app/domain';
import { EntriesService } from '../entries/entries.service.js';
import type { DocumentText } from '../entries/entries.read-model.js';
import { ACTOR } from '../entries/entry-kind.js';
import type { Changes, ChangeOf } from '../entries/entry-writes.js';
import { References } from '../entries/references.js';
import type { NewActor } from './actor.js';
import { ActorsRepository } from './actors.repository.js';

/** Actors: whoever can hold a stance. */
@Injectable()
export class ActorsService {
  constructor(
    private readonly repository: ActorsRepository,
    private readonly references: References,
    private readonly entries: EntriesService,
  ) {}

  /** Throws `actor/slug-taken`, `actor/identifier-taken`, `actor/preferred-name-required`, `date/…`. */
  async create(actor: NewActor, author: Author): Promise<DocumentText> {
    check(actor);
    return this.entries.get(ACTOR, await this.repository.add(actor, author));
  }

  /** Throws `actor/not-found`, `actor/stale`, and what `create` throws. */
  async change(
    changes: Changes<Omit<NewActor, 'slug'>>,
    { reference, expected, author }: ChangeOf,
  ): Promise<DocumentText> {
    check(changes);
    const id = await this.references.idOfUrl('actor', reference);
    await this.repository.change(id, expected, changes, author);
    return this.entries.get(ACTOR, id);
  }

  /** Throws `actor/not-found`, `actor/stale`, `catalog/in-use`, `catalog/retracted`. */
  async retract(reason: string, { reference, expected, author }: ChangeOf): Promise<DocumentText> {
    const id = await this.references.idOfUrl('actor', reference);
    await this.repository.retract(id, expected, reason, author);
    return this.entries.get(ACTOR, id);
  }
}

/** Everything that must hold before anything is written. */
function check({ names, identifiers, validity }: Changes<NewActor>): void {
  if (typeof validity === 'string') parseEdtf(validity, '/validity');
  names?.forEach(({ valid }, index) => void (typeof valid === 'string' && parseEdtf(valid, `/names/${index}/valid`)));
  identifiers?.forEach(
    ({ valid }, index) => void (typeof valid === 'string' && parseEdtf(valid, `/identifiers/${index}/valid`)),
  );
  if (names !== undefined && names?.some(({ kind }) => kind === 'PREFERRED') !== true) {
    throw InvalidProblem.at('/names', 'actor/preferred-name-required', 'Give at least one name of kind PREFERRED.');
  }
}
