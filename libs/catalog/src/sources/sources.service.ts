import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { parseEdtf } from '@app/domain';
import type { DocumentText } from '../entries/entries.read-model.js';
import { EntriesService } from '../entries/entries.service.js';
import { SOURCE } from '../entries/entry-kind.js';
import type { Changes, ChangeOf } from '../entries/entry-writes.js';
import { References } from '../entries/references.js';
import type { NewSource } from './source.js';
import { SourcesRepository } from './sources.repository.js';

/** Sources: the documents that records rest on. */
@Injectable()
export class SourcesService {
  constructor(
    private readonly repository: SourcesRepository,
    private readonly references: References,
    private readonly entries: EntriesService,
  ) {}

  /** Throws `source/slug-taken`, `date/…`. */
  async create(source: NewSource, author: Author): Promise<DocumentText> {
    if (typeof source.date === 'string') parseEdtf(source.date);
    return this.entries.get(SOURCE, await this.repository.add(source, author));
  }

  /** Throws `source/not-found`, `source/stale`, `date/…`. */
  async change(
    changes: Changes<Omit<NewSource, 'slug'>>,
    { reference, expected, author }: ChangeOf,
  ): Promise<DocumentText> {
    if (typeof changes.date === 'string') parseEdtf(changes.date);
    const id = await this.references.idOfUrl('source', reference);
    await this.repository.change(id, expected, changes, author);
    return this.entries.get(SOURCE, id);
  }

  /** Throws `source/not-found`, `source/stale`, `catalog/in-use`, `catalog/retracted`. */
  async retract(reason: string, { reference, expected, author }: ChangeOf): Promise<DocumentText> {
    const id = await this.references.idOfUrl('source', reference);
    await this.repository.retract(id, expected, reason, author);
    return this.entries.get(SOURCE, id);
  }
}
