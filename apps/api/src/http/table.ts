import { applyDecorators, Get } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiQuery, getSchemaPath } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Answer } from './answer.js';
import { type Column, csvOf, headerOf } from './csv.js';
import { FORMATS, IN_EVERY_FORMAT, type Shape } from './formats.js';
import { TABLE_PROBLEMS } from './problems.js';

type Model<Row = object> = new () => Row;

/** What a figure is answered as: whole, or as rows, which as CSV have these columns. */
export interface Table {
  readonly whole: Model;
  readonly row: Model;
  readonly columns: readonly string[];
}

export const tableOf = <Row extends object>(whole: Model, row: Model<Row>, columns: readonly Column<Row>[]): Table => ({
  whole,
  row,
  columns,
});

/**
 * GET `path`, and the same with an ending, in every format, and named so in the API's description. The query has `shape`;
 * the answer is a tableAnswer in the AskedShape.
 */
export const GetTable = (path: string, { columns, row, whole }: Table): MethodDecorator =>
  applyDecorators(
    Get([path, `${path}.:format`]),
    RouteConfig(IN_EVERY_FORMAT),
    ApiQuery({
      name: 'format',
      required: false,
      description:
        'Where neither it nor an ending of the address says which, Accept does; JSON, where any is accepted.',
      schema: { type: 'string', enum: [...FORMATS] },
    }),
    ApiExtraModels(whole, row),
    ApiOkResponse({
      content: {
        'application/json': {
          schema: {
            oneOf: [{ $ref: getSchemaPath(whole) }, { type: 'array', items: { $ref: getSchemaPath(row) } }],
          },
        },
        'text/csv': {
          schema: {
            type: 'string',
            description: 'RFC 4180, in UTF-8: the rows of shape=array under a line of names.',
            pattern: `^${columns.map(headerOf).join(',')}\\r\\n`,
          },
        },
      },
    }),
    TABLE_PROBLEMS,
  );

/** The rows as CSV. */
export const csvAnswer = ({ columns }: Table, rows: readonly object[], nextCursor: string | null = null): Answer =>
  new Answer(csvOf(columns, rows), { ...(nextCursor === null ? {} : { nextCursor }), format: 'csv' });

/** `whole` or `rows`, of which only what is asked for is made. */
export function tableAnswer(
  table: Table,
  shape: Shape,
  {
    nextCursor = null,
    rows,
    whole,
  }: { rows: () => readonly object[]; whole: () => object; nextCursor?: string | null },
): Answer {
  if (shape === 'csv') return csvAnswer(table, rows(), nextCursor);
  const body = JSON.stringify(shape === 'array' ? rows() : whole());
  return new Answer(body, nextCursor === null ? {} : { nextCursor });
}

/** What has its rows as `items`. */
export const itemsTableAnswer = (
  table: Table,
  shape: Shape,
  found: { readonly items: readonly object[]; readonly nextCursor?: string | null },
): Answer =>
  tableAnswer(table, shape, { rows: () => found.items, whole: () => found, nextCursor: found.nextCursor ?? null });
