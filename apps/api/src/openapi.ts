import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { AppModule } from './app.module.js';
import { toOpenApi31 } from './http/openapi-31.js';

/** The description of the API, made from the compiled controllers without touching a database. */
export async function describeApi(): Promise<OpenAPIObject> {
  const database = { connectionString: 'postgresql://nowhere', size: 1, statementTimeout: 1000 };
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(database), new FastifyAdapter(), {
    logger: ['error'],
    preview: true,
  });
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Stanceline')
    .setDescription(
      'Who stands where on which question, since when, according to whom, and how that changed. ' +
        'References are slugs or ids; dates are EDTF; errors are RFC 9457 with a stable code.',
    )
    .setVersion('1')
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'stl_…', description: 'An API key.' });
  const document = SwaggerModule.createDocument(app, builder.build(), { operationIdFactory: (_, method) => method });
  await app.close();
  return toOpenApi31(document);
}
