import { ApiProperty } from '@nestjs/swagger';
import type { ListRequest } from '@app/catalog';
import { Count, MayBeAbsent, Moment, OneOf, PageCursor, SomeOf, Text } from '../validation/validators.js';

const PAGE = 50;

/** What every list understands. */
export class PageQuery {
  /** Rows of a page, 1 to 1000; 50 where it is left out. */
  @MayBeAbsent()
  @Count(1, 1000)
  @ApiProperty({ required: false, default: PAGE })
  readonly limit?: number;

  /** `nextCursor` of the page before. @example "1x2y3z" */
  @MayBeAbsent()
  @PageCursor()
  readonly cursor?: string;

  /** `exact` counts all rows that match, which takes longer. */
  @MayBeAbsent()
  @OneOf(['exact'])
  @ApiProperty({ required: false })
  readonly count?: 'exact';

  /** `array` gives the bare array; the next page is then in the Link header. */
  @MayBeAbsent()
  @OneOf(['object', 'array'])
  @ApiProperty({ required: false })
  readonly shape?: 'object' | 'array';

  /** Answer as it would have been then: RFC 3339, or a day for its first instant (UTC). @example "2026-11-24T12:00:00Z" */
  @MayBeAbsent()
  @Moment()
  readonly knownAt?: string;
}

/** What the lists of the catalog understand besides their own filters. */
export class EntryListQuery extends PageQuery {
  /** By slug, ascending or descending. */
  @MayBeAbsent()
  @OneOf(['slug', '-slug'])
  @ApiProperty({ required: false })
  readonly sort?: 'slug' | '-slug';

  /** `ACTIVE` where it is left out. */
  @MayBeAbsent()
  @SomeOf(['ACTIVE', 'RETRACTED'], 'EntryStatus')
  readonly status?: readonly ('ACTIVE' | 'RETRACTED')[];

  /** Part of a slug, name or title, in upper or lower case. @example "afghan" */
  @MayBeAbsent()
  @Text(1, 200)
  readonly q?: string;
}

/** What a document understands. */
export class KnownAtQuery {
  /** Answer as it would have been then: RFC 3339, or a day for its first instant (UTC). @example "2026-11-24T12:00:00Z" */
  @MayBeAbsent()
  @Moment()
  readonly knownAt?: string;
}

/** Takes no parameters. */
export class NoQuery {}

export const toListRequest = ({ count, cursor, knownAt, limit, sort, status }: EntryListQuery): ListRequest => ({
  count: count === 'exact',
  cursor,
  descending: sort === '-slug',
  knownAt,
  limit: limit ?? PAGE,
  statuses: status ?? ['ACTIVE'],
});
