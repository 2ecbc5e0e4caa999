import { Injectable } from '@nestjs/common';
import { Reader } from '@app/database';
import type { Scale } from '@app/domain';

/** What a position on an issue must keep to. */
export interface IssueCoding {
  readonly scale: Scale;
  readonly absenceCarriesPosition: boolean;
}

/** Answers how positions on an issue are coded. */
@Injectable()
export class IssueCodingReadModel {
  constructor(private readonly reader: Reader) {}

  /** Throws where `issueId` is not an issue's; callers have found it before. */
  async of(issueId: string): Promise<IssueCoding> {
    const coding = await this.reader.row<IssueCoding>(
      `SELECT i.absence_carries_position AS "absenceCarriesPosition",
              json_build_object('slug', c.slug, 'points', (
                SELECT json_agg(json_build_object('position', p.position, 'label', p.label) ORDER BY p.position)
                  FROM scale_point p WHERE p.scale_id = c.id)) AS scale
         FROM issue i JOIN scale c ON c.id = i.scale_id WHERE i.id = $1`,
      [issueId],
    );
    if (coding === null) throw new Error(`There is no issue ${issueId}.`);
    return coding;
  }
}
