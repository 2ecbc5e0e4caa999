import { readFileSync } from 'node:fs';
import path from 'node:path';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { KeysService } from '@app/access';
import { DataVersion, type PoolOptions, projectRoot } from '@app/database';
import type { FastifyInstance } from 'fastify';
import { AppModule } from './app.module.js';
import { AccessGuard } from './http/access.js';
import { sendAnswers } from './http/answer.js';
import { keepAnswers } from './http/answer-cache.js';
import { negotiateFormats } from './http/formats.js';
import { readJsonBodies } from './http/json-body.js';
import { refuseOtherMethods } from './http/other-methods.js';
import { ProblemFilter } from './http/problem.filter.js';
import { addSecurityHeaders } from './http/security-headers.js';
import { RequestPipe } from './http/request.pipe.js';
import { refuseSlowBodies } from './http/slow-bodies.js';
import { refuseConnection, refuseMalformedQueries, refusePath } from './http/unreadable.js';
import { takeUploads } from './imports/uploads.js';

const BODY_BYTES = 1024 * 1024;
/** Room for lists of actors that are too long for a question, so that the answer can say where. */
const MOST_HEADER_BYTES = 128 * 1024;

/** How long a client may take to send a body, and of an upload each piece; Node gives the headers as long. */
const BODY_MILLISECONDS = 60_000;

/** Everything that makes the module an HTTP service; the tests and the program go through here alike. */
export async function configure(app: NestFastifyApplication): Promise<void> {
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalGuards(new AccessGuard(app.get(Reflector), app.get(KeysService)));
  app.useGlobalPipes(new RequestPipe());
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  refuseOtherMethods(server);
  refuseMalformedQueries(server);
  refuseSlowBodies(server, BODY_MILLISECONDS);
  readJsonBodies(server, BODY_BYTES);
  await addSecurityHeaders(server);
  sendAnswers(server);
  negotiateFormats(server);
  keepAnswers(server, app.get(DataVersion));
  // Last, so that what it does with each request is not done for answers that are kept.
  await takeUploads(server);
  describe(app);
}

/** The committed description, which the tests hold against the code; read when somebody first asks for it. */
function describe(app: NestFastifyApplication): void {
  const file = path.join(projectRoot(), 'docs', 'openapi.json');
  SwaggerModule.setup('docs', app, () => JSON.parse(readFileSync(file, 'utf8')) as OpenAPIObject, {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Stanceline API',
  });
}

/** The service on a database, not listening yet. */
export async function createApp(database: PoolOptions, importMaxBytes?: number): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    requestTimeout: 0,
    http: { maxHeaderSize: MOST_HEADER_BYTES },
    frameworkErrors: refusePath,
    clientErrorHandler: refuseConnection,
  } as never);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(database, importMaxBytes), adapter, {
    abortOnError: false,
    bodyParser: false,
    logger: ['error', 'warn', 'fatal'],
  });
  await configure(app);
  return app;
}
