import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { signed } from '@app/catalog';
import { Prisma, StanceStatus, translating, Writes } from '@app/database';
import { parseEdtf } from '@app/domain';
import type { NewStance, ResolvedStance } from './stance.js';

/** The revision in force of a stance, in the shape in which stances are sent; its references are ids. */
export interface StanceInForce {
  readonly id: string;
  readonly revision: number;
  readonly retracted: boolean;
  readonly stance: NewStance;
}

/** Which revision to add. */
export interface NextRevision {
  readonly id?: string;
  readonly revision: number;
  readonly status: StanceStatus;
}

const findQuery = (id: string) =>
  ({
    where: { id, supersededAt: null },
    include: { citations: { orderBy: { ordinal: 'asc' } } },
  }) as const;

/**
 * A revision and its citations in one statement, because the database wants both at its end. A later revision stays in
 * the dataset of the first.
 */
const APPEND = `
  WITH added AS (
    INSERT INTO stance (id, revision, status, actor_id, issue_id, target_id, event_id, speaker_id, act, position, date_edtf, earliest,
                        latest, is_duration, channel, confidence, summary, note, external_id, recorded_by, change_note, dataset_id)
    VALUES (coalesce($1::uuid, uuidv7()), $2::integer, $3::stance_status, $4::uuid, $5::uuid, $6::uuid, $7::uuid, $8::uuid,
            $9::stance_act, $10::smallint, $11, $12::date, $13::date, $14::boolean, $15::stance_channel, $16::confidence, $17, $18, $19,
            $20, $21, coalesce((SELECT s.dataset_id FROM stance s WHERE s.id = $1::uuid AND s.revision = 1), 0))
    RETURNING id, revision
  ), cited AS (
    INSERT INTO citation (stance_id, revision, ordinal, source_id, credibility, exact, prefix, suffix, locator)
    SELECT a.id, a.revision, c.ordinal, c.source, c.credibility, c.exact, c.prefix, c.suffix, c.locator
      FROM added a
     CROSS JOIN json_to_recordset($22::json)
             AS c (ordinal smallint, source uuid, credibility smallint, exact text, prefix text, suffix text, locator text)
  )
  SELECT a.id FROM added a`;

const toRow = ({ credibility, locator, quote, sourceId }: ResolvedStance['citations'][number], index: number) => ({
  ordinal: index + 1,
  source: sourceId,
  credibility,
  exact: quote?.exact ?? null,
  prefix: quote?.prefix ?? null,
  suffix: quote?.suffix ?? null,
  locator: locator ?? null,
});

@Injectable()
export class StancesRepository {
  constructor(
    private readonly prisma: Prisma,
    private readonly writes: Writes,
  ) {}

  /** Adds a revision with its citations; the database closes the one before. The stance's id. */
  append(resolved: ResolvedStance, next: NextRevision, author: Author): Promise<string> {
    const { citations, stance, ...references } = resolved;
    const { earliest, edtf, kind, latest } = parseEdtf(stance.date);
    const { changeNote, recordedBy } = signed(author, stance);
    const values = [
      next.id ?? null,
      next.revision,
      next.status,
      references.actorId,
      references.issueId,
      references.targetId,
      references.eventId,
      references.speakerId,
      stance.act,
      stance.position,
      edtf,
      earliest,
      latest,
      kind === 'DURATION',
      stance.channel ?? null,
      stance.confidence ?? null,
      stance.summary ?? null,
      stance.note ?? null,
      stance.externalId ?? null,
      recordedBy,
      changeNote,
      JSON.stringify(citations.map(toRow)),
    ];
    return this.writes.run(async (transaction) => {
      const [added] = await transaction.$queryRawUnsafe<{ id: string }[]>(APPEND, ...values);
      if (added === undefined) throw new Error('An INSERT of one row gives one row.');
      return added.id;
    });
  }

  /** Null where there is no such stance. */
  async findInForce(id: string): Promise<StanceInForce | null> {
    const row = await translating(this.prisma.stance.findFirst(findQuery(id)));
    if (row === null) return null;
    return {
      id: row.id,
      revision: row.revision,
      retracted: row.status === StanceStatus.RETRACTED,
      stance: {
        actor: row.actorId,
        issue: row.issueId,
        target: row.targetId,
        event: row.eventId,
        speaker: row.speakerId,
        act: row.act,
        position: row.position,
        date: row.dateEdtf,
        channel: row.channel,
        confidence: row.confidence,
        summary: row.summary,
        note: row.note,
        externalId: row.externalId,
        citations: row.citations.map(({ credibility, exact, locator, prefix, sourceId, suffix }) => ({
          source: sourceId,
          credibility,
          locator,
          quote: exact === null ? null : { exact, prefix, suffix },
        })),
      },
    };
  }
}
