import { Injectable } from '@nestjs/common';
import { notFound } from '@app/catalog';
import { decodeCursor, encodeCursor, InvalidProblem, isId } from '@app/domain';
import { StanceReader, type StanceRevision } from '@app/ledger';
import type { RowFault } from './files/rows.js';
import { type EntryChange, ImportsReadModel, type ImportState } from './imports.read-model.js';

/** A part of a list: `limit` rows, after those of the page that gave the cursor. */
export interface PartRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface ImportListRequest extends PartRequest {
  /** Slugs. */
  readonly dataset?: readonly string[] | undefined;
  readonly status?: readonly ImportState[] | undefined;
  readonly count: boolean;
}

/** `items` is a JSON array. */
export interface Part {
  readonly items: string;
  readonly nextCursor: string | null;
  readonly count?: number | null;
}

const KINDS = ['actor', 'event', 'issue', 'source'];
const isNumber = (text: string): boolean => /^[1-9]\d{0,8}$/.test(text);
const NUMBER_CURSOR = { isKey: isNumber, isId: (id: string): boolean => id === '' };
const CHANGE_CURSOR = { isKey: (key: string): boolean => key === 'stance' || KINDS.includes(key), isId };

/** Reads imports. */
@Injectable()
export class ImportReader {
  constructor(
    private readonly imports: ImportsReadModel,
    private readonly stances: StanceReader,
  ) {}

  /** As JSON. Throws `import/not-found`. */
  async get(id: string): Promise<string> {
    const found = isId(id) ? await this.imports.find(id) : null;
    if (found === null) throw notFound('import', id);
    return found;
  }

  /** Newest first. Throws `dataset/unknown`, `cursor/…`. */
  async list({ count, cursor, dataset, limit, status }: ImportListRequest): Promise<Part> {
    const datasetIds = dataset === undefined ? null : await this.datasetIds(dataset);
    const query = JSON.stringify(['imports', datasetIds, status]);
    const after = cursor === undefined ? null : Number(decodeCursor(cursor, query, NUMBER_CURSOR).key);
    const page = await this.imports.page({ datasetIds, statuses: status ?? null, after, limit, count });
    return { items: page.items, count: page.count, nextCursor: numberCursor(page.last, query) };
  }

  /** The rows that were not taken. Throws `import/not-found`, `cursor/…`. */
  async faults(id: string, { cursor, limit }: PartRequest): Promise<Part> {
    await this.recorded(id);
    const query = `faults of ${id}`;
    const after = cursor === undefined ? 0 : Number(decodeCursor(cursor, query, NUMBER_CURSOR).key);
    const { items, last } = await this.imports.faultPage(id, after, limit);
    return { items, nextCursor: numberCursor(last, query) };
  }

  /** All of them. Throws `import/not-found`. */
  async allFaults(id: string): Promise<RowFault[]> {
    await this.recorded(id);
    return this.imports.faults(id);
  }

  /** What an import did: first the entries of the catalog, then the stances. Throws `import/not-found`, `cursor/…`. */
  async changes(id: string, { cursor, limit }: PartRequest): Promise<Part> {
    const { hasEntries, recordedAt } = await this.recorded(id);
    const query = `changes of ${id}`;
    const after = cursor === undefined ? null : decodeCursor(cursor, query, CHANGE_CURSOR);
    if (recordedAt === null) return { items: '[]', nextCursor: null };
    const isPastEntries = after?.key === 'stance' || !hasEntries;
    const entries = isPastEntries
      ? []
      : await this.imports.entryChanges(
          recordedAt,
          after === null ? null : { kind: after.key, id: after.id },
          limit + 1,
        );
    const stancesAfter = after?.key === 'stance' ? after.id : null;
    const wanted = limit + 1 - entries.length;
    const stances = wanted > 0 ? await this.stances.recordedAt(recordedAt, stancesAfter, wanted) : [];
    const changes = [...entries.map(entryChange), ...stances.map(stanceChange)];
    const last = changes.length > limit ? changes[limit - 1] : undefined;
    return {
      items: `[${changes
        .slice(0, limit)
        .map(({ json }) => json)
        .join(',')}]`,
      nextCursor: last === undefined ? null : encodeCursor({ key: last.kind, id: last.id }, query),
    };
  }

  private async recorded(id: string) {
    const found = isId(id) ? await this.imports.recorded(id) : null;
    if (found === null) throw notFound('import', id);
    return found;
  }

  private async datasetIds(slugs: readonly string[]): Promise<number[]> {
    const known = await this.imports.datasets(slugs);
    return slugs.map((slug) => {
      const id = known.get(slug);
      if (id === undefined) throw InvalidProblem.at('?dataset', 'dataset/unknown', `There is no dataset "${slug}".`);
      return id;
    });
  }
}

interface Change {
  readonly kind: string;
  readonly id: string;
  readonly json: string;
}

const entryChange = ({ change, id, kind, slug }: EntryChange): Change => ({
  kind,
  id,
  json: JSON.stringify({ kind, change, slug }),
});

const stanceChange = (stance: StanceRevision): Change => ({
  kind: 'stance',
  id: stance.id,
  json: `{"kind":"stance","change":"${changeOf(stance)}","stance":${stance.json}}`,
});

function changeOf({ revision, status }: StanceRevision): 'ADD' | 'MOD' | 'DEL' {
  if (status === 'RETRACTED') return 'DEL';
  return revision === 1 ? 'ADD' : 'MOD';
}

const numberCursor = (last: number | null, query: string): string | null =>
  last === null ? null : encodeCursor({ key: String(last), id: '' }, query);
