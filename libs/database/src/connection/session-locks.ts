import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { POOL } from './reader.js';
import { translating } from './translate.js';

/** Lets go of a lock. */
export type Release = () => Promise<void>;

/** Locks that others can see in pg_locks, and that are gone with the process that holds them, however it ends. */
@Injectable()
export class SessionLocks {
  constructor(@Inject(POOL) private readonly pool: pg.Pool) {}

  /** Holds the advisory lock of two numbers on a connection of its own. */
  async hold(what: number, which: number): Promise<Release> {
    const client = new pg.Client({ ...this.pool.options, application_name: 'stanceline lock' });
    client.on('error', () => undefined);
    const release = (): Promise<void> => client.end().catch(() => undefined);
    try {
      await client.connect();
      await translating(client.query('SELECT pg_advisory_lock($1::integer, $2::integer)', [what, which]));
    } catch (error) {
      await release();
      throw error;
    }
    return release;
  }
}
