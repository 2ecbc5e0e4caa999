import { Injectable } from '@nestjs/common';
import { Reader } from '@app/database';

/** An issue and all points of its scale, ascending; neither ever changes. */
export interface IssuePoints {
  readonly slug: string;
  readonly points: readonly number[];
}

/** Answers on which points positions on an issue can be. */
@Injectable()
export class ScalesReadModel {
  constructor(private readonly reader: Reader) {}

  /** In the order of the ids. */
  of(issueIds: readonly string[]): Promise<IssuePoints[]> {
    return this.reader.rows<IssuePoints>(
      `SELECT i.slug, (SELECT array_agg(p.position ORDER BY p.position) FROM scale_point p WHERE p.scale_id = i.scale_id) AS points
         FROM unnest($1::uuid[]) WITH ORDINALITY w (id, ordinal) JOIN issue i ON i.id = w.id
        ORDER BY w.ordinal`,
      [issueIds],
    );
  }
}
