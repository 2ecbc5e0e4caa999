import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { signed } from '@app/catalog';
import { dateColumns, Prisma, StanceStatus, translating, Writes } from '@app/database';
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

@Injectable()
export class StancesRepository {
  constructor(
    private readonly prisma: Prisma,
    private readonly writes: Writes,
  ) {}

  /** Adds a revision with its citations; the database closes the one before. The stance's id. */
  append(resolved: ResolvedStance, { id, revision, status }: NextRevision, author: Author): Promise<string> {
    const { citations, stance, ...references } = resolved;
    const date = parseEdtf(stance.date);
    const { edtf, earliest, latest } = dateColumns(date);
    const data = {
      ...(id === undefined ? {} : { id }),
      revision,
      status,
      ...references,
      act: stance.act,
      position: stance.position,
      dateEdtf: edtf ?? stance.date,
      earliest,
      latest,
      isDuration: date.kind === 'DURATION',
      channel: stance.channel ?? null,
      confidence: stance.confidence ?? null,
      summary: stance.summary ?? null,
      note: stance.note ?? null,
      externalId: stance.externalId ?? null,
      ...signed(author, stance),
    };
    return this.writes.run(async (transaction) => {
      const added = await transaction.stance.create({ data, select: { id: true } });
      await transaction.citation.createMany({
        data: citations.map(({ credibility, locator, quote, sourceId }, index) => ({
          stanceId: added.id,
          revision,
          ordinal: index + 1,
          sourceId,
          credibility,
          exact: quote?.exact ?? null,
          prefix: quote?.prefix ?? null,
          suffix: quote?.suffix ?? null,
          locator: locator ?? null,
        })),
      });
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
