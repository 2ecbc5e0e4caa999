import { Injectable } from '@nestjs/common';
import { Reader } from '@app/database';

/** A pair whose maintained state is not what its records say. */
export interface SeriesMismatch {
  readonly actor: string;
  readonly issue: string;
}

/** Compares the derived series with the ledger they are derived from. */
@Injectable()
export class SeriesCheckService {
  constructor(private readonly reader: Reader) {}

  /** Looks through up to `size` pairs, drawn by chance; what it returns is empty unless something is broken. */
  mismatches(size: number): Promise<SeriesMismatch[]> {
    return this.reader.rows<SeriesMismatch>(
      `SELECT a.slug AS actor, i.slug AS issue
         FROM (SELECT * FROM stance_current ORDER BY random() LIMIT $1) c
         JOIN actor a ON a.id = c.actor_id
         JOIN issue i ON i.id = c.issue_id
         LEFT JOIN LATERAL state_on(c.actor_id, c.issue_id, 'infinity') s ON true
        WHERE (c.begins, c.position, c.lowest, c.highest, c.held_until, c.since, c.n, c.records)
              IS DISTINCT FROM (s.begins, s.position, s.lowest, s.highest, s.held_until, s.since, s.n, s.records)
           OR c.total <> (SELECT count(*) FROM stance t
                           WHERE t.actor_id = c.actor_id AND t.issue_id = c.issue_id
                             AND t.superseded_at IS NULL AND t.status = 'PUBLISHED')
        ORDER BY a.slug, i.slug`,
      [size],
    );
  }
}
