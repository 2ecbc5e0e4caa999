import { Injectable } from '@nestjs/common';
import { catalogThen, momentShown, Reader } from '@app/database';
import type { DayWindow, IsoDate } from '@app/domain';

/** One spell of an actor in a group; null is open. */
export interface GroupMember {
  readonly actorId: string;
  readonly slug: string;
  readonly earliest: IsoDate | null;
  readonly latest: IsoDate | null;
}

interface MembersRow {
  readonly known_at: string;
  /** [actor, slug, earliest, latest]. */
  readonly members: readonly (readonly [string, string, IsoDate | null, IsoDate | null])[];
}

/** Answers who belongs to a group: actors with an active relation MEMBER_OF or PART_OF to it. */
@Injectable()
export class GroupMembersReadModel {
  constructor(private readonly reader: Reader) {}

  /** Spells that reach into the window, by slug, and the state of the data that they show. Not members of members. */
  async of(
    groupId: string,
    { first, last }: DayWindow,
    knownAt: string | null,
  ): Promise<{ members: GroupMember[]; knownAt: string }> {
    const moment = knownAt === null ? null : 4;
    const shadow = moment === null ? '' : `WITH ${catalogThen(['relation'], moment)} `;
    const row = await this.reader.row<MembersRow>(
      `${shadow}SELECT ${momentShown(moment)} AS known_at,
              coalesce(json_agg(json_build_array(r.subject_id, a.slug, r.valid_earliest, r.valid_latest)
                ORDER BY a.slug, r.valid_earliest NULLS FIRST, r.id), '[]'::json) AS members
         FROM relation r JOIN actor a ON a.id = r.subject_id
        WHERE r.object_id = $1::uuid AND r.type IN ('MEMBER_OF', 'PART_OF') AND r.status = 'ACTIVE'
          AND r.valid_during && daterange($2::date, $3::date, '[]')`,
      knownAt === null ? [groupId, first, last] : [groupId, first, last, knownAt],
    );
    if (row === null) throw new Error('An aggregate without GROUP BY gives one row.');
    const members = row.members.map(([actorId, slug, earliest, latest]) => ({ actorId, slug, earliest, latest }));
    return { members, knownAt: row.known_at };
  }
}
