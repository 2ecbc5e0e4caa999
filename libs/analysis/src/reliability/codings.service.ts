import { Injectable } from '@nestjs/common';
import { References } from '@app/catalog';
import { RecordTime } from '@app/database';
import { windowOf } from '@app/domain';
import { RecordFilters } from '../records/record-filters.js';
import { type CodedUnits, CodingsReadModel } from './codings.read-model.js';
import type { CodingsRequest } from './reliability-request.js';

/** Finds the codings that a question is about. */
@Injectable()
export class CodingsService {
  constructor(
    private readonly references: References,
    private readonly filters: RecordFilters,
    private readonly codings: CodingsReadModel,
    private readonly recordTime: RecordTime,
  ) {}

  /** Throws `<kind>/unknown`, `date/…`, `known-at/…` and what `CodingsReadModel.of` throws. */
  async of(request: CodingsRequest, named: boolean): Promise<CodedUnits> {
    const window = windowOf(request);
    const knownAt = await this.recordTime.asked(request.knownAt);
    const ids = (kind: 'actor' | 'issue' | 'source') => {
      const asked = request[kind];
      return asked === undefined ? undefined : this.references.ids(kind, asked, `?${kind}`, knownAt);
    };
    return this.codings.of({
      actorIds: await ids('actor'),
      issueIds: await ids('issue'),
      sourceIds: await ids('source'),
      coders: request.coder,
      window,
      filters: await this.filters.of(request, knownAt),
      knownAt,
      named,
    });
  }
}
