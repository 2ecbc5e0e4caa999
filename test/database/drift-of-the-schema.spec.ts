import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { connect, valueOf } from '../support/stances/connection.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

interface Field {
  readonly model: string;
  readonly name: string;
  readonly column: string;
  readonly type: string;
  readonly optional: boolean;
  readonly list: boolean;
  readonly attributes: string;
}

interface Block {
  readonly kind: 'model' | 'enum';
  readonly name: string;
  /** Of the table or the type in the database. */
  readonly mapped: string;
  readonly lines: readonly string[];
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly has_default: boolean;
  readonly generated: boolean;
}

const SCALARS: Readonly<Record<string, string>> = {
  String: 'text',
  Int: 'int4',
  Float: 'float8',
  Boolean: 'bool',
  Bytes: 'bytea',
  BigInt: 'int8',
  Json: 'jsonb',
};

const NATIVE: Readonly<Record<string, string>> = {
  '@db.Uuid': 'uuid',
  '@db.SmallInt': 'int2',
  '@db.Date': 'date',
  '@db.Timestamptz(6)': 'timestamptz',
};

/** Written by triggers and read in SQL only; what the service writes is in the schema. */
const NOT_IN_THE_SCHEMA = [
  '_prisma_migrations',
  'audit_entry',
  'record_clock',
  'record_moment',
  'stance_current',
  'stance_month',
];

describe('the Prisma schema and the migrated database', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let blocks: readonly Block[];

  beforeAll(async () => {
    blocks = blocksOf(await readFile('prisma/schema.prisma', 'utf8'));
    database = await createTestDatabase();
    client = await connect(database.url);
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const models = (): Block[] => blocks.filter(({ kind }) => kind === 'model');
  const enums = (): Block[] => blocks.filter(({ kind }) => kind === 'enum');
  const typeOf = ({ attributes, list, type }: Field): string | undefined => {
    const native = /@db\.\w+(\(\d+\))?/.exec(attributes)?.[0];
    const own = enums().find(({ name }) => name === type)?.mapped;
    const scalar = native === undefined ? (SCALARS[type] ?? own) : NATIVE[native];
    return list ? `_${scalar}` : scalar;
  };
  const columnsOf = (table: string): Promise<Column[]> =>
    valueOf(
      client,
      `SELECT coalesce(json_agg(json_build_object('name', a.attname, 'type', t.typname, 'nullable', NOT a.attnotnull,
                'has_default', a.atthasdef OR a.attidentity <> '', 'generated', a.attgenerated <> '') ORDER BY a.attnum), '[]')
         FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped`,
      [table],
    );

  it('name the same tables', async () => {
    const tables = await valueOf<string[]>(
      client,
      `SELECT json_agg(relname ORDER BY relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    );
    expect([...models().map(({ mapped }) => mapped), ...NOT_IN_THE_SCHEMA].toSorted()).toEqual(tables);
  });

  it('agree on every field: its column, its type, and whether it may be null', async () => {
    for (const model of models()) {
      const columns = await columnsOf(model.mapped);
      for (const field of fieldsOf(model, blocks)) {
        const column = columns.find(({ name }) => name === field.column);
        expect({ field: `${model.name}.${field.name}`, type: column?.type, nullable: column?.nullable }).toEqual({
          field: `${model.name}.${field.name}`,
          type: typeOf(field),
          // Prisma's lists are never null.
          nullable: field.optional,
        });
      }
    }
  });

  it('agree on which columns have to be written', async () => {
    for (const model of models()) {
      const fields = new Map(fieldsOf(model, blocks).map((field) => [field.column, field]));
      for (const { generated, has_default, name, nullable } of await columnsOf(model.mapped)) {
        const field = fields.get(name);
        const required = field !== undefined && !field.optional && !field.attributes.includes('@default');
        expect({ column: `${model.mapped}.${name}`, required }).toEqual({
          column: `${model.mapped}.${name}`,
          required: !nullable && !has_default,
        });
        // The database makes it, so nobody may write it.
        expect(generated && field !== undefined).toBe(false);
      }
    }
  });

  it('agree on every value of every enumeration, in order', async () => {
    const types = await valueOf<Record<string, string[]>>(
      client,
      `SELECT json_object_agg(t.typname, (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid))
         FROM pg_type t WHERE t.typtype = 'e' AND t.typnamespace = 'public'::regnamespace AND t.typname <> 'audit_operation'`,
    );
    expect(Object.fromEntries(enums().map(({ lines, mapped }) => [mapped, valuesOf(lines)]))).toEqual(types);
  });

  it('agree on every key', async () => {
    for (const model of models()) {
      const keys = await valueOf<string[][]>(
        client,
        `SELECT json_agg((SELECT json_agg(a.attname ORDER BY k.ordinal) FROM unnest(c.conkey) WITH ORDINALITY k (number, ordinal)
                            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number))
           FROM pg_constraint c WHERE c.conrelid = to_regclass($1) AND c.contype = 'p'`,
        [model.mapped],
      );
      expect([model.name, keyOf(model, fieldsOf(model, blocks))]).toEqual([model.name, keys[0]]);
    }
  });
});

function blocksOf(schema: string): Block[] {
  return [...schema.matchAll(/^(model|enum) (\w+) \{\n([^]*?)^\}/gm)].map(([, kind, name, body]) => {
    const lines = body!.split('\n').map((line) => line.replace(/\/\/.*$/, '').trim());
    return {
      kind: kind as Block['kind'],
      name: name!,
      mapped: /@@map\("(\w+)"\)/.exec(body!)?.[1] ?? name!,
      lines: lines.filter((line) => line !== '' && !line.startsWith('@@map')),
    };
  });
}

/** Without those that stand for rows of another model. */
function fieldsOf({ lines, name: model }: Block, blocks: readonly Block[]): Field[] {
  const models = new Set(blocks.filter(({ kind }) => kind === 'model').map(({ name }) => name));
  return lines.flatMap((line) => {
    const [, name, type, mark, attributes] = /^(\w+)\s+(\w+)(\?|\[\])?\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || type === undefined || attributes === undefined || models.has(type)) return [];
    const column = /@map\("(\w+)"\)/.exec(attributes)?.[1] ?? name;
    return [{ model, name, column, type, attributes, optional: mark === '?', list: mark === '[]' }];
  });
}

const valuesOf = (lines: readonly string[]): string[] =>
  lines.map((line) => /@map\("([^"]+)"\)/.exec(line)?.[1] ?? line);

function keyOf({ lines }: Block, fields: readonly Field[]): string[] {
  const several = lines.map((line) => /^@@id\(\[(.*)\]\)/.exec(line)?.[1]).find((names) => names !== undefined);
  if (several === undefined)
    return fields.filter(({ attributes }) => attributes.includes('@id')).map(({ column }) => column);
  return several.split(', ').map((name) => fields.find((field) => field.name === name)!.column);
}
