import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KeysService, type Scope } from '@app/access';
import supertest from 'supertest';
import { createApp } from '../../apps/api/src/bootstrap.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** The whole service on a database of its own, listening. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly url: string;
  /** A key of the scope admin. */
  readonly key: string;
  readonly http: ReturnType<typeof supertest>;
  /** `Authorization` of a fresh key that has just these scopes. */
  keyFor(...scopes: Scope[]): Promise<string>;
  close(): Promise<void>;
}

/** Starts the service as the program does, on a clone of the migrated template. */
export async function startTestApp(): Promise<TestApp> {
  const database = await createTestDatabase();
  const app = await createApp({ connectionString: database.url, size: 5, statementTimeout: 30_000 });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  const keys = app.get(KeysService);
  let issued = 0;
  const keyFor = async (...scopes: Scope[]): Promise<string> => {
    issued += 1;
    return (await keys.issue({ name: `key ${issued}`, scopes, expiresAt: null })).key;
  };
  return {
    app,
    database,
    url,
    key: await keyFor('admin'),
    http: supertest(url),
    keyFor,
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}
