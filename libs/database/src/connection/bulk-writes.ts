import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { pipeline } from 'node:stream/promises';
import { DataVersion } from './data-version.js';
import { POOL } from './reader.js';
import { translating } from './translate.js';

/** One transaction of a bulk write. */
export class BulkTransaction {
  constructor(private readonly client: pg.Client) {}

  async rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row & pg.QueryResultRow>(text, [...values])).rows;
  }

  /** How many rows the statement wrote. */
  async run(text: string, values: readonly unknown[] = []): Promise<number> {
    return (await this.client.query(text, [...values])).rowCount ?? 0;
  }

  /**
   * From here on others wait with their writes. The statistics that plans are made by are kept as they are: an ANALYZE
   * would not see the rows of this transaction.
   */
  async takeClock(): Promise<void> {
    await this.run('SELECT keep_statistics()');
    await this.run('SELECT record_time()');
  }

  /** Lines in PostgreSQL's text format, into a table or some columns of it. */
  async copy(target: string, lines: string): Promise<void> {
    await pipeline([lines], this.client.query(copyFrom(`COPY ${target} FROM STDIN`)));
  }
}

/** How a bulk write ends: `keep` is committed, otherwise all of it is undone. */
export interface BulkOutcome<T> {
  readonly keep: boolean;
  readonly result: T;
}

/**
 * Writes of many rows at once, in SQL, each in one transaction on a connection of its own: what its statements were
 * planned for is not what the short writes of the pool need, and nobody waits for a connection meanwhile.
 */
@Injectable()
export class BulkWrites {
  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly version: DataVersion,
  ) {}

  /** Throws what `translating` makes of the database's error; an abort ends the connection, and PostgreSQL undoes the rest. */
  async run<T>(
    work: (transaction: BulkTransaction) => Promise<BulkOutcome<T>>,
    signal?: AbortSignal,
  ): Promise<BulkOutcome<T>> {
    const client = new pg.Client({ ...this.pool.options, application_name: 'stanceline bulk write' });
    // The loss of the connection also fails the statement under way, which reports it.
    client.on('error', () => undefined);
    const abort = (): void => void client.end().catch(() => undefined);
    signal?.throwIfAborted();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const outcome = await translating(transacted(client, work));
      if (outcome.keep) this.version.rise();
      return outcome;
    } finally {
      signal?.removeEventListener('abort', abort);
      await client.end().catch(() => undefined);
    }
  }
}

/**
 * Sorting and hashing hundreds of thousands of rows in memory; the limit of time is the caller's, by its signal.
 */
const SETTINGS = `SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '96MB'; SET LOCAL temp_buffers = '64MB'`;

/** A long statement whose caller has gone is given up, and with it the record clock; where the platform can tell. */
const NOTICE_A_LOST_CALLER = `
  DO $$ BEGIN SET LOCAL client_connection_check_interval = '1s'; EXCEPTION WHEN invalid_parameter_value THEN NULL; END $$`;

async function transacted<T>(
  client: pg.Client,
  work: (transaction: BulkTransaction) => Promise<BulkOutcome<T>>,
): Promise<BulkOutcome<T>> {
  await client.connect();
  await client.query('BEGIN');
  await client.query(SETTINGS);
  await client.query(NOTICE_A_LOST_CALLER);
  try {
    const outcome = await work(new BulkTransaction(client));
    await client.query(outcome.keep ? 'COMMIT' : 'ROLLBACK');
    return outcome;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
