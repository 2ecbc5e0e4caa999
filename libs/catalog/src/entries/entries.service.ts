import { Injectable } from '@nestjs/common';
import { containing, RecordTime } from '@app/database';
import { decodeCursor, encodeCursor, InvalidProblem, isSlug, parseEdtf, windowOf } from '@app/domain';
import { EntriesReadModel, type DocumentText, type EntryPage } from './entries.read-model.js';
import type { EntryFilter, EntryKind } from './entry-kind.js';
import { notFound, References } from './references.js';

/** How a list is asked for over any interface. */
export interface ListRequest {
  readonly statuses: readonly string[];
  readonly descending: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly count: boolean;
  readonly knownAt?: string | undefined;
}

/** What a list is narrowed to, by the names of the kind's filters. */
export type WantedEntries = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One page, with the cursor of the next one, or null. */
export interface Page {
  readonly items: string;
  readonly nextCursor: string | null;
  readonly count: number | null;
  /** The state of the data that the page shows. */
  readonly knownAt: string;
}

/** Reads entries of every kind. */
@Injectable()
export class EntriesService {
  constructor(
    private readonly entries: EntriesReadModel,
    private readonly recordTime: RecordTime,
    private readonly references: References,
  ) {}

  /** Throws `<kind>/not-found`, `known-at/…`. */
  async get(kind: EntryKind, reference: string, knownAt?: string): Promise<DocumentText> {
    const moment = await this.recordTime.asked(knownAt);
    const found = await this.entries.find(kind, reference, moment);
    if (found === null) throw notFound(kind.name, reference);
    return found;
  }

  /** `wanted` has the names of the kind's filters. Throws `<kind>/unknown`, `date/…`, `cursor/…`, `known-at/…`. */
  async list(kind: EntryKind, wanted: WantedEntries, request: ListRequest): Promise<Page> {
    const knownAt = await this.recordTime.asked(request.knownAt);
    const filters = await this.filtersOf(kind, wanted, knownAt);
    const query = JSON.stringify([kind.name, filters, request.statuses, request.descending]);
    const after = request.cursor === undefined ? null : decodeCursor(request.cursor, query, SLUG_CURSOR).key;
    const page = await this.entries.page(kind, { ...request, filters, after, knownAt });
    return { ...page, nextCursor: nextCursorOf(page, query) };
  }

  /** Throws `<kind>/not-found`. */
  async history(kind: EntryKind, reference: string): Promise<string> {
    const revisions = await this.entries.history(kind, reference);
    if (revisions === null) throw notFound(kind.name, reference);
    return revisions;
  }

  private async filtersOf(
    kind: EntryKind,
    wanted: WantedEntries,
    knownAt: string | null,
  ): Promise<Record<string, unknown>> {
    assertWindowEnds(wanted);
    const filters: Record<string, unknown> = {};
    for (const [name, filter] of Object.entries(kind.filters)) {
      const value = wanted[name];
      if (value !== undefined) filters[name] = await this.read(filter, value, `?${name}`, knownAt);
    }
    return filters;
  }

  private async read(
    { reads }: EntryFilter,
    value: string | readonly string[],
    pointer: string,
    knownAt: string | null,
  ): Promise<unknown> {
    if (reads === undefined) return value;
    if (typeof reads === 'object') return this.references.ids(reads.references, [value].flat(), pointer, knownAt);
    if (reads === 'text') return containing(String(value));
    const { earliest, latest } = parseEdtf(String(value), pointer);
    if (reads === 'day' && earliest !== latest) {
      throw InvalidProblem.at(pointer, 'date/day-required', 'Name one day, e.g. 2024-02-19.');
    }
    return reads !== 'last day' ? (earliest ?? '-infinity') : (latest ?? 'infinity');
  }
}

/** Throws `date/window-reversed`: nothing would be found, and nobody would learn why. */
function assertWindowEnds({ from, to }: WantedEntries): void {
  if (typeof from === 'string' && typeof to === 'string') windowOf({ from, to });
}

const SLUG_CURSOR = { isKey: isSlug, isId: (id: string): boolean => id === '' };

const nextCursorOf = ({ last }: EntryPage, query: string): string | null =>
  last === null ? null : encodeCursor({ key: last, id: '' }, query);
