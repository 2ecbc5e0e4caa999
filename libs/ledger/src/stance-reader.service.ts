import { Injectable } from '@nestjs/common';
import {
  type DocumentText,
  IssueGraphReadModel,
  type ListRequest,
  notFound,
  type Page,
  References,
} from '@app/catalog';
import { ofOneState, RecordTime, type StanceStatus } from '@app/database';
import { decodeCursor, encodeCursor, InvalidProblem, isId, isIsoDate, windowOf } from '@app/domain';
import { type RecordSelection, selectionFilters } from './record-selection.js';
import type { StanceFilters } from './stance-question.js';
import { type StanceRevision, StancesReadModel } from './stances.read-model.js';

/** A list of stances as it is asked for; references are slugs or ids, dates are EDTF. */
export interface StanceListRequest extends RecordSelection, Omit<ListRequest, 'statuses'> {
  readonly actor?: readonly string[] | undefined;
  readonly issue?: readonly string[] | undefined;
  /** Lists the stances on the issues below those in `issue` as well, as a rolled-up timeline takes them in. */
  readonly rollup?: 'broader' | undefined;
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
    private readonly graph: IssueGraphReadModel,
    private readonly recordTime: RecordTime,
  ) {}

  /** Throws `stance/not-found`, `known-at/…`. */
  async get(id: string, knownAt?: string): Promise<DocumentText> {
    const moment = await this.recordTime.asked(knownAt);
    const found = isId(id) ? await this.stances.find(id, moment) : null;
    if (found === null) throw notFound('stance', id);
    return found;
  }

  /** Throws `<kind>/unknown`, `date/…`, `cursor/…`, `known-at/…`, `stance/rollup-needs-issue`. */
  async list(request: StanceListRequest): Promise<Page> {
    const asked = await this.recordTime.asked(request.knownAt);
    const { page, query } = await ofOneState(asked, (moment) => this.pageAsOf(request, moment));
    const { id, key, ...shown } = page;
    return { ...shown, nextCursor: key === null || id === null ? null : encodeCursor({ key, id }, query) };
  }

  /** `knownAt` null is now. */
  private async pageAsOf(request: StanceListRequest, knownAt: string | null) {
    const filters = await this.filtersOf(request, knownAt);
    // The query is what was asked for: the issues below may become others while somebody walks the pages.
    const query = JSON.stringify([
      filters,
      request.descending,
      ...(request.rollup === undefined ? [] : [request.rollup]),
    ]);
    const after = request.cursor === undefined ? null : decodeCursor(request.cursor, query, DATE_CURSOR);
    const rolled = request.rollup === undefined ? null : await this.issuesBelow(filters.issueIds, knownAt);
    const taken = rolled === null ? filters : { ...filters, issueIds: rolled.issueIds };
    const page = await this.stances.page({ ...request, filters: taken, after, knownAt });
    return { page, query, states: [...(rolled === null ? [] : [rolled.knownAt]), page.knownAt] };
  }

  /** Throws `stance/not-found`. */
  async history(id: string): Promise<string> {
    const revisions = isId(id) ? await this.stances.history(id) : null;
    if (revisions === null) throw notFound('stance', id);
    return `{"items":${revisions}}`;
  }

  /** At most `limit` revisions that were recorded at `moment`, by id, after that of `after`. */
  recordedAt(moment: string, after: string | null, limit: number): Promise<StanceRevision[]> {
    return this.stances.recordedAt(moment, after, limit);
  }

  private async issuesBelow(
    issueIds: readonly string[] | undefined,
    knownAt: string | null,
  ): Promise<{ issueIds: readonly string[]; knownAt: string }> {
    if (issueIds === undefined) throw needsIssue();
    const { knownAt: state, rollups } = await this.graph.rollupsOf(issueIds, knownAt);
    return {
      issueIds: [...new Set(rollups.flatMap(({ shares }) => shares.map(({ issue }) => issue)))],
      knownAt: state,
    };
  }

  private async filtersOf(request: StanceListRequest, knownAt: string | null): Promise<StanceFilters> {
    const ids = (kind: 'actor' | 'issue', wanted?: readonly string[]) =>
      wanted === undefined ? undefined : this.references.ids(kind, wanted, `?${kind}`, knownAt);
    return {
      actorIds: await ids('actor', request.actor),
      issueIds: await ids('issue', request.issue),
      ...(await selectionFilters(request, this.references, knownAt)),
      statuses: request.status,
      externalId: request.externalId,
      q: request.q,
      window: windowOf(request),
    };
  }
}

const needsIssue = (): InvalidProblem =>
  InvalidProblem.at('?issue', 'stance/rollup-needs-issue', 'Name the issue to roll up to, or leave rollup out.');
