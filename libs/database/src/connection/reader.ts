import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { statementName } from './statement-names.js';
import { translating } from './translate.js';

export const POOL = Symbol('pool');

/** Runs the reads that are written in SQL. */
@Injectable()
export class Reader {
  constructor(@Inject(POOL) private readonly pool: pg.Pool) {}

  /** All rows. Throws what `translating` makes of the database's error. */
  rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const query = { name: statementName(text), text, values: [...values] };
    return translating(this.pool.query<Row & pg.QueryResultRow>(query).then((result) => result.rows));
  }

  /** The first row, or null. */
  async row<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row | null> {
    const [first] = await this.rows<Row>(text, values);
    return first ?? null;
  }
}
