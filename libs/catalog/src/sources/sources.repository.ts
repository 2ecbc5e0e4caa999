import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { dateColumns, type Rows, Writes } from '@app/database';
import { parseEdtf } from '@app/domain';
import { type Changes, revise, signed } from '../entries/entry-writes.js';
import type { NewSource } from './source.js';

/** Absent stays absent, so that a merge patch leaves it. */
function toColumns({ archiveUrl, date, language, note, publisher, url }: Changes<NewSource>) {
  const published = date === undefined ? undefined : dateColumns(date === null ? null : parseEdtf(date));
  return {
    ...(archiveUrl === undefined ? {} : { archiveUrl }),
    ...(language === undefined ? {} : { language }),
    ...(note === undefined ? {} : { note }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(url === undefined ? {} : { url }),
    ...(published === undefined
      ? {}
      : { dateEdtf: published.edtf, dateEarliest: published.earliest, dateLatest: published.latest }),
  };
}

@Injectable()
export class SourcesRepository {
  constructor(private readonly writes: Writes) {}

  /** The new source's id. */
  add(source: NewSource, author: Author): Promise<string> {
    const { reliability, slug, title } = source;
    const data: Rows.SourceCreateInput = { slug, title, reliability, ...toColumns(source), ...signed(author, source) };
    return this.writes.run(async ({ source: table }) => (await table.create({ data, select: { id: true } })).id);
  }

  change(
    id: string,
    expected: number | null,
    changes: Changes<Omit<NewSource, 'slug'>>,
    author: Author,
  ): Promise<void> {
    const { reliability, title } = changes;
    const data = {
      ...(title ? { title } : {}),
      ...(reliability ? { reliability } : {}),
      ...toColumns(changes),
      ...signed(author, changes),
    };
    return this.writes.run((transaction) => revise(transaction.source, 'source', id, expected, data));
  }

  retract(id: string, expected: number | null, reason: string, author: Author): Promise<void> {
    const data = { status: 'RETRACTED', ...signed(author, { changeNote: reason }) };
    return this.writes.run((transaction) => revise(transaction.source, 'source', id, expected, data));
  }
}
