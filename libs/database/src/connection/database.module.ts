import { type DynamicModule, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { BulkWrites } from './bulk-writes.js';
import { CONNECTION_STRING, DataVersion } from './data-version.js';
import { openPool, type PoolOptions } from './pool.js';
import { Prisma } from './prisma.js';
import { POOL, Reader } from './reader.js';
import { RecordTime } from './record-time.js';
import { SessionLocks } from './session-locks.js';
import { Writes } from './writes.js';

/** Closes the pool after everything that uses it. */
@Injectable()
class PoolCloser implements OnApplicationShutdown {
  constructor(@Inject(POOL) private readonly pool: pg.Pool) {}

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

@Module({})
export class DatabaseModule {
  /** Global: there is one database, and every room to the left reads it. */
  static connectedTo(options: PoolOptions): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        { provide: CONNECTION_STRING, useValue: options.connectionString },
        { provide: POOL, useFactory: () => openPool(options) },
        PoolCloser,
        Prisma,
        Reader,
        RecordTime,
        Writes,
        BulkWrites,
        SessionLocks,
        DataVersion,
      ],
      exports: [Prisma, Reader, RecordTime, Writes, BulkWrites, SessionLocks, DataVersion, POOL],
    };
  }
}
