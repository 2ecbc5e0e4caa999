import { Injectable } from '@nestjs/common';
import { InvalidProblem } from '@app/domain';
import { type RecordSelection, StanceReader } from '@app/ledger';
import { linkTo } from '../records/links.js';
import { selectionParameters } from '../records/record-filters.js';
import { type ListedRecord, recordsIn } from './listed-record.js';

/** Which records are listed, as `GET /v1/stances` is asked for them. */
export interface RecordList {
  readonly actor?: readonly string[] | undefined;
  readonly issue?: readonly string[] | undefined;
  readonly rollup?: 'broader' | undefined;
  readonly to?: string | undefined;
  readonly selection: RecordSelection;
  readonly knownAt: string;
}

export interface Listing {
  readonly records: readonly ListedRecord[];
  /** Lists them over HTTP. */
  readonly url: string;
}

const PAGE = 1000;
const RECORDS_LIMIT = 50_000;
/** Actors that a list over HTTP can be asked for at once. */
const ACTORS_LIMIT = 500;

/** Lists the records that a figure rests on, page by page, as anybody can who checks it. */
@Injectable()
export class ListedRecords {
  constructor(private readonly stances: StanceReader) {}

  /** One listing for each. Throws `verify/too-many-records` where they are too many together. */
  async of(lists: readonly RecordList[]): Promise<Listing[]> {
    const listings: Listing[] = [];
    let room = RECORDS_LIMIT;
    for (const list of lists.map(withoutTooManyActors)) {
      const records = await this.records(list, room);
      room -= records.length;
      listings.push({ records, url: urlOf(list) });
    }
    return listings;
  }

  private async records({ selection, ...list }: RecordList, room: number): Promise<ListedRecord[]> {
    const records: ListedRecord[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: string; nextCursor: string | null } = await this.stances.list({
        ...partsOf(selection),
        ...list,
        status: ['PUBLISHED'],
        descending: false,
        count: false,
        limit: PAGE,
        ...(cursor === null ? {} : { cursor }),
      });
      for (const record of recordsIn(page.items)) records.push(record);
      if (records.length > room) throw tooManyRecords();
      cursor = page.nextCursor;
    } while (cursor !== null);
    return records;
  }
}

const withoutTooManyActors = ({ actor, ...list }: RecordList): RecordList =>
  actor === undefined || actor.length > ACTORS_LIMIT ? list : { actor, ...list };

/** A selection may come as part of a whole question. */
const partsOf = (selection: RecordSelection): RecordSelection => selectionParameters(selection);

const urlOf = ({ knownAt, selection, ...list }: RecordList): string =>
  linkTo('/v1/stances', { ...list, ...selectionParameters(selection), knownAt });

const tooManyRecords = (): InvalidProblem =>
  InvalidProblem.at(
    '?figure',
    'verify/too-many-records',
    `This rests on more than ${RECORDS_LIMIT} records, which is as many as are computed from one by one; ask for a figure of fewer actors or issues, or with more filters.`,
  );
