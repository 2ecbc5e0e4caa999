import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

type Model = new () => object;

/** Names, in the API's description, both shapes of a list: `whole`, or with shape=array the bare array of `row`. */
export const ListResponse = (whole: Model, row: Model): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(whole, row),
    ApiOkResponse({
      schema: {
        oneOf: [{ $ref: getSchemaPath(whole) }, { type: 'array', items: { $ref: getSchemaPath(row) } }],
      },
    }),
  );
