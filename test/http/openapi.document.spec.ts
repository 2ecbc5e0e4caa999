import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { documentText, type OpenApi, operationsOf, readDocument, type Schema } from '../support/openapi/document.js';
import { columnsOf, csvColumns, rowOf, tablesIn } from '../support/openapi/tables.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const document: OpenApi = readDocument();
const operations = operationsOf(document);
const parameters = operations.flatMap((operation) =>
  operation.parameters.map((parameter) => ({ operation, parameter })),
);
const reads = operations.filter(({ method, path }) => method === 'GET' && path.startsWith('/v1/'));
const writes = operations.filter(({ method }) => method !== 'GET');

const tables = tablesIn(document);

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** `METHOD path` of those that do not pass, so that a failure names them. */
const without = (some: readonly (typeof operations)[number][], passes: (one: (typeof operations)[number]) => boolean) =>
  some.filter((one) => !passes(one)).map(({ method, path }) => `${method} ${path}`);

/** Every object inside a value, with where it stands. */
function* objectsIn(value: unknown, place = '#'): Generator<readonly [string, Readonly<Record<string, unknown>>]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [place, value as Readonly<Record<string, unknown>>];
  for (const [name, inner] of Object.entries(value)) yield* objectsIn(inner, `${place}/${name.replaceAll('/', '~1')}`);
}

const objects = [...objectsIn(document)];

describe('the description', () => {
  it('is OpenAPI 3.1 with a title, a version and a licence', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Stanceline', version: '1', license: { name: 'MIT' } },
    });
    expect(document.info['description']).not.toBe('');
  });

  it('has no word that 3.1 dropped', () => {
    const old = objects.filter(([, object]) => 'nullable' in object || typeof object['exclusiveMinimum'] === 'boolean');
    expect(old.map(([place]) => place)).toEqual([]);
  });

  it('gives every operation a name of its own', () => {
    const ids = operations.map(({ id }) => id);
    expect(ids.filter((id) => !/^[a-z][A-Za-z]+$/.test(id))).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('says what every operation does', () => {
    expect(without(operations, ({ summary }) => /^[A-Z].*\.$/.test(summary ?? ''))).toEqual([]);
  });

  it('leads somewhere with every reference, and has no schema that none leads to', () => {
    const targets = objects.flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref] : []));
    const schemas = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect(targets.filter((target) => !schemas.includes(target))).toEqual([]);
    expect(schemas.filter((schema) => !targets.includes(schema))).toEqual([]);
  });

  it('has schemas that compile, with no required field that is not there', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    for (const name of Object.keys(document.components.schemas)) {
      const schema = { $ref: `#/components/schemas/${name}`, components: document.components };
      expect(typeof ajv.compile(schema)).toBe('function');
    }
    const missing = objects.flatMap(([place, { properties, required }]) =>
      Array.isArray(required)
        ? required.filter((name) => !(String(name) in Object(properties))).map((name) => `${place}: ${name}`)
        : [],
    );
    expect(missing).toEqual([]);
  });

  it('has examples that its schemas allow', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const examples = objects.filter(([, object]) => 'example' in object);
    expect(examples.length).toBeGreaterThan(40);
    const wrong = examples.filter(
      ([, { example, ...schema }]) => !ajv.validate({ ...schema, components: document.components }, example),
    );
    expect(wrong.map(([place, { example }]) => `${place}: ${JSON.stringify(example)}`)).toEqual([]);
  });

  it('says of every answer what it means', () => {
    const answers = operations.flatMap(({ method, path, responses }) =>
      Object.entries(responses).map(([status, { description }]) => ({
        answer: `${method} ${path} ${status}`,
        description,
      })),
    );
    expect(answers.filter(({ description }) => description === '').map(({ answer }) => answer)).toEqual([]);
  });

  it('has one success for every operation, with a schema for each format', () => {
    const schemasOf = ({ responses }: (typeof operations)[number]): (Schema | undefined)[][] =>
      Object.entries(responses)
        .filter(([status, { content }]) => status.startsWith('2') && content !== undefined)
        .map(([, { content }]) => Object.values(content!).map(({ schema }) => schema));
    const isWhole = (schemas: (Schema | undefined)[][]): boolean =>
      schemas.length === 1 && schemas[0]!.length > 0 && !schemas[0]!.includes(undefined);
    expect(without(operations, (one) => isWhole(schemasOf(one)))).toEqual([]);
  });

  it('names in every CSV a column for all that a row has', () => {
    expect(tables.length).toBeGreaterThanOrEqual(6);
    for (const operation of tables) {
      expect([operation.path, csvColumns(operation).toSorted()]).toEqual([
        operation.path,
        columnsOf(document, rowOf(document, operation)).toSorted(),
      ]);
    }
  });

  it('says of every table how to ask for its format', () => {
    const asksFor = ({ parameters: all }: (typeof tables)[number], where: string): boolean =>
      all.some(({ in: place, name, schema }) => place === where && name === 'format' && schema?.enum?.length === 2);
    expect(without(tables, (one) => asksFor(one, 'query') && '406' in one.responses)).toEqual([]);
    const bare = tables.filter(({ path }) => !path.includes('{'));
    const ending = tables.filter((one) => asksFor(one, 'path'));
    expect(ending.map(({ path }) => path)).toEqual(bare.map(({ path }) => `${path}.{format}`));
  });

  it('refuses everywhere with the same problem', () => {
    const refusals = operations.flatMap(({ method, path, responses }) =>
      Object.entries(responses).flatMap(([status, { content }]) =>
        Number(status) >= 400 ? [{ at: `${method} ${path} ${status}`, content }] : [],
      ),
    );
    expect(refusals.length).toBeGreaterThan(operations.length * 3);
    expect(
      refusals.filter(({ content }) => JSON.stringify(content) !== JSON.stringify(PROBLEM)).map(({ at }) => at),
    ).toEqual([]);
    expect(
      without(operations, ({ responses }) => ['400', '401', '503'].every((status) => status in responses)),
    ).toEqual([]);
  });

  it('refuses a path that names nothing, or cannot', () => {
    const named = operations.filter(({ path }) => path.includes('{'));
    expect(without(named, ({ responses }) => ['404', '414'].every((status) => status in responses))).toEqual([]);
  });

  it('asks every write, and no read, for a key and a body', () => {
    const hasBody = ({ body, path }: (typeof writes)[number]): boolean => body !== null || path.endsWith('/undo');
    expect(without(writes, (one) => one.needsKey && hasBody(one))).toEqual([]);
    expect(without(reads, ({ body, needsKey }) => !needsKey && body === null)).toEqual([]);
    expect(
      without(writes, ({ responses }) => ['403', '409', '413', '415'].every((status) => status in responses)),
    ).toEqual([]);
    expect(document.components.securitySchemes).toMatchObject({ bearer: { type: 'http', scheme: 'bearer' } });
  });

  it('asks every change for the revision it means', () => {
    const changes = operations.filter(({ method }) => method === 'PATCH');
    expect(changes).toHaveLength(7);
    expect(without(changes, ({ responses }) => ['412', '428'].every((status) => status in responses))).toEqual([]);
    expect(
      without(changes, (one) =>
        one.parameters.some(({ in: where, name, required }) => where === 'header' && name === 'If-Match' && required),
      ),
    ).toEqual([]);
  });

  it('lets every read be asked for again under a condition', () => {
    const isConditional = ({ parameters: all, responses }: (typeof operations)[number]): boolean =>
      '304' in responses &&
      'ETag' in (responses['200']?.headers ?? {}) &&
      all.some(({ name }) => name === 'If-None-Match');
    expect(reads.length).toBeGreaterThan(20);
    expect(without(reads, isConditional)).toEqual([]);
  });

  it('declares every part of a path, and no other', () => {
    const declared = (one: (typeof operations)[number]): string =>
      one.parameters
        .filter((each) => each.in === 'path' && each.required)
        .map(({ name }) => `{${name}}`)
        .join();
    expect(without(operations, (one) => declared(one) === (one.path.match(/\{\w+\}/g) ?? []).join())).toEqual([]);
  });

  it('says what every parameter is, and may be', () => {
    const isSaid = ({ description, schema }: (typeof parameters)[number]['parameter']): boolean =>
      schema?.type !== undefined && (description !== undefined || schema.items?.enum !== undefined);
    const unsaid = parameters.filter(({ parameter }) => !isSaid(parameter));
    expect(unsaid.map(({ operation, parameter }) => `${operation.method} ${operation.path} ${parameter.name}`)).toEqual(
      [],
    );
  });

  it('writes lists in a URL with commas between', () => {
    const lists = parameters.filter(({ parameter }) => parameter.schema?.type === 'array');
    expect(lists.length).toBeGreaterThan(30);
    expect(lists.filter(({ parameter }) => parameter.explode !== false)).toEqual([]);
  });
});

describe('the running service', () => {
  let service: TestApp;
  beforeAll(async () => {
    service = await startTestApp();
  });
  afterAll(() => service.close());

  it('serves the committed description unchanged', async () => {
    const { text } = await service.http
      .get('/openapi.json')
      .expect(200)
      .expect('content-type', /application\/json/);
    expect(JSON.parse(text)).toEqual(JSON.parse(documentText()));
  });

  it('serves it as YAML too', async () => {
    const { text } = await service.http.get('/openapi.yaml').expect(200);
    expect(text).toMatch(/^openapi: 3\.1\.0$/m);
  });

  it('serves a page about it, all of which its own policy allows', async () => {
    const { headers, text } = await service.http
      .get('/docs')
      .expect(200)
      .expect('content-type', /text\/html/);
    const policy = new Map(
      String(headers['content-security-policy'])
        .split(';')
        .map((directive) => {
          const [name = '', ...sources] = directive.trim().split(' ');
          return [name, sources.join(' ')];
        }),
    );
    expect(policy.get('script-src')).toBe("'self'");
    expect(policy.has('upgrade-insecure-requests')).toBe(false);
    const scripts = [...text.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(1);
    expect(scripts.map(([, , inline]) => inline?.trim())).toEqual(scripts.map(() => ''));
    expect(text).not.toMatch(/<[^>]+\son\w+=/);
    const linked = [...text.matchAll(/(?:src|<link[^>]*href)="([^"]+)"/g)].map(
      ([, address]) => new URL(address!, `${service.url}/docs`),
    );
    expect(linked.filter(({ origin }) => origin !== service.url)).toEqual([]);
    for (const { pathname } of linked) await service.http.get(pathname).expect(200);
    for (const [, attributes] of scripts) {
      const [, address = ''] = /src="\.?([^"]+)"/.exec(attributes!) ?? [];
      await service.http.get(address).expect('content-type', /javascript/);
    }
  });

  it('opens the description on that page', async () => {
    const { text } = await service.http.get('/docs/swagger-ui-init.js').expect(200);
    expect(text).toContain('/v1/actors/{actor}/retract');
  });
});
