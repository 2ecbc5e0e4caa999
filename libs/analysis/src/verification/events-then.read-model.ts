import { Injectable } from '@nestjs/common';
import { catalogThen, Reader } from '@app/database';
import type { StateEvent } from '../states/states.read-model.js';

/** Answers when events were, as known at a moment. */
@Injectable()
export class EventsThenReadModel {
  constructor(private readonly reader: Reader) {}

  /** Those of these slugs, by their dates. */
  of(slugs: readonly string[], knownAt: string): Promise<StateEvent[]> {
    return this.reader.rows<StateEvent>(
      `WITH ${catalogThen(['event'], 2)}
       SELECT e.id, e.slug, e.date_earliest::text AS earliest, e.date_latest::text AS latest
         FROM event e WHERE e.slug = ANY($1::text[])
        ORDER BY e.date_earliest NULLS FIRST, e.date_latest, e.id`,
      [slugs, knownAt],
    );
  }
}
