import { readFileSync } from 'node:fs';
import path from 'node:path';
import helmet from '@fastify/helmet';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { KeysService } from '@app/access';
import { DataVersion, type PoolOptions, projectRoot } from '@app/database';
import type { FastifyInstance } from 'fastify';
import { AppModule } from './app.module.js';
import { AccessGuard } from './http/access.js';
import { AnswerInterceptor } from './http/answer.js';
import { keepAnswers } from './http/answer-cache.js';
import { readJsonBodies } from './http/json-body.js';
import { refuseOtherMethods } from './http/other-methods.js';
import { ProblemFilter } from './http/problem.filter.js';
import { RequestPipe } from './http/request.pipe.js';
import { refuseConnection, refuseMalformedQueries, refusePath } from './http/unreadable.js';

const BODY_BYTES = 1024 * 1024;

/** Only what comes from here may run; the API's own page needs its inline styles. */
const CONTENT_POLICY = {
  directives: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    styleSrc: ["'self'", "'unsafe-inline'"],
    scriptSrc: ["'self'"],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: null,
  },
};

/** Everything that makes the module an HTTP service; the tests and the program go through here alike. */
export async function configure(app: NestFastifyApplication): Promise<void> {
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalGuards(new AccessGuard(app.get(Reflector), app.get(KeysService)));
  app.useGlobalInterceptors(new AnswerInterceptor());
  app.useGlobalPipes(new RequestPipe());
  await app.register(helmet as never, { contentSecurityPolicy: CONTENT_POLICY } as never);
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  refuseOtherMethods(server);
  refuseMalformedQueries(server);
  readJsonBodies(server, BODY_BYTES);
  keepAnswers(server, app.get(DataVersion));
  describe(app);
}

/** The committed description, which the tests hold against the code. */
function describe(app: NestFastifyApplication): void {
  const file = path.join(projectRoot(), 'docs', 'openapi.json');
  const document = JSON.parse(readFileSync(file, 'utf8')) as OpenAPIObject;
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Stanceline API',
  });
}

/** The service on a database, not listening yet. */
export async function createApp(database: PoolOptions): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    frameworkErrors: refusePath,
    clientErrorHandler: refuseConnection,
  } as never);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(database), adapter, {
    bodyParser: false,
    logger: ['error', 'warn', 'fatal'],
  });
  await configure(app);
  return app;
}
