import { applyDecorators } from '@nestjs/common';
import { ApiProduces, ApiResponse } from '@nestjs/swagger';

const MEANINGS: Readonly<Record<number, string>> = {
  400: 'The request is not valid; `errors` says where.',
  401: 'No API key, or not a good one.',
  403: 'The key lacks the scope.',
  404: 'There is no such record.',
  406: 'Accept allows none of the formats that there are.',
  409: 'It contradicts what is recorded.',
  412: 'Somebody changed the record meanwhile.',
  413: 'The body is larger than 1 MiB.',
  414: 'A part of the path is longer than any slug or id.',
  415: 'The body is not JSON.',
  428: 'If-Match is missing.',
  503: 'The database does not answer.',
};

/** Names, in the API's description, the ways in which a route says no. */
export const Problems = (...statuses: readonly number[]) =>
  applyDecorators(
    ...[...statuses, 503].map((status) =>
      ApiResponse({
        status,
        description: MEANINGS[status] ?? '',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      }),
    ),
    ApiProduces('application/json'),
  );

export const LIST_PROBLEMS = Problems(400, 401);
export const TABLE_PROBLEMS = Problems(400, 401, 406);
export const READ_PROBLEMS = Problems(400, 401, 404, 414);
export const CREATE_PROBLEMS = Problems(400, 401, 403, 409, 413, 415);
export const CHANGE_PROBLEMS = Problems(400, 401, 403, 404, 409, 412, 413, 414, 415, 428);
export const RETRACT_PROBLEMS = Problems(400, 401, 403, 404, 409, 412, 413, 414, 415);
