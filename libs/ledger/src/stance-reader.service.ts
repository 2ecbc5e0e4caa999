import { Injectable } from '@nestjs/common';
import { type DocumentText, type ListRequest, notFound, type Page, References } from '@app/catalog';
import { type Confidence, RecordTime, type StanceAct, type StanceChannel, type StanceStatus } from '@app/database';
import { decodeCursor, encodeCursor, isId, isIsoDate, windowOf } from '@app/domain';
import type { StanceFilters } from './stance-question.js';
import { StancesReadModel } from './stances.read-model.js';

/** A list of stances as it is asked for; references are slugs or ids, dates are EDTF. */
export interface StanceListRequest extends Omit<ListRequest, 'statuses'> {
  readonly actor?: readonly string[] | undefined;
  readonly issue?: readonly string[] | undefined;
  readonly target?: readonly string[] | undefined;
  readonly speaker?: readonly string[] | undefined;
  readonly event?: readonly string[] | undefined;
  readonly source?: readonly string[] | undefined;
  readonly act?: readonly StanceAct[] | undefined;
  readonly channel?: readonly StanceChannel[] | undefined;
  readonly confidence?: readonly Confidence[] | undefined;
  readonly status: readonly StanceStatus[];
  readonly externalId?: string | undefined;
  readonly q?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const DATE_CURSOR = { isKey: (key: string): boolean => key === '-infinity' || isIsoDate(key), isId };

/** Reads stances. */
@Injectable()
export class StanceReader {
  constructor(
    private readonly stances: StancesReadModel,
    private readonly references: References,
    private readonly recordTime: RecordTime,
  ) {}

  /** Throws `stance/not-found`, `known-at/…`. */
  async get(id: string, knownAt?: string): Promise<DocumentText> {
    const moment = knownAt === undefined ? null : await this.recordTime.at(knownAt);
    const found = isId(id) ? await this.stances.find(id, moment) : null;
    if (found === null) throw notFound('stance', id);
    return found;
  }

  /** Throws `<kind>/unknown`, `date/…`, `cursor/…`, `known-at/…`. */
  async list(request: StanceListRequest): Promise<Page> {
    const knownAt = request.knownAt === undefined ? null : await this.recordTime.at(request.knownAt);
    const filters = await this.filtersOf(request, knownAt);
    const query = JSON.stringify([filters, request.descending]);
    const after = request.cursor === undefined ? null : decodeCursor(request.cursor, query, DATE_CURSOR);
    const { id, key, ...page } = await this.stances.page({ ...request, filters, after, knownAt });
    return { ...page, nextCursor: key === null || id === null ? null : encodeCursor({ key, id }, query) };
  }

  /** Throws `stance/not-found`. */
  async history(id: string): Promise<string> {
    const revisions = isId(id) ? await this.stances.history(id) : null;
    if (revisions === null) throw notFound('stance', id);
    return `{"items":${revisions}}`;
  }

  private async filtersOf(request: StanceListRequest, knownAt: string | null): Promise<StanceFilters> {
    const ids = (kind: 'actor' | 'issue' | 'event' | 'source', parameter: string, wanted?: readonly string[]) =>
      wanted === undefined ? undefined : this.references.ids(kind, wanted, `?${parameter}`, knownAt);
    return {
      actorIds: await ids('actor', 'actor', request.actor),
      issueIds: await ids('issue', 'issue', request.issue),
      targetIds: await ids('actor', 'target', request.target),
      speakerIds: await ids('actor', 'speaker', request.speaker),
      eventIds: await ids('event', 'event', request.event),
      sourceIds: await ids('source', 'source', request.source),
      acts: request.act,
      channels: request.channel,
      confidences: request.confidence,
      statuses: request.status,
      externalId: request.externalId,
      q: request.q,
      window: windowOf(request),
    };
  }
}
