import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { Problems } from '../http/problems.js';

const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

export const UPLOAD_PROBLEMS = applyDecorators(
  Problems(400, 401, 403, 409, 413, 415),
  ApiResponse({ status: 403, description: 'The key lacks the scope, of what the profile makes too.', content }),
  ApiResponse({ status: 413, description: 'The files are larger than the service takes.', content }),
  ApiResponse({ status: 415, description: 'The body is not multipart/form-data.', content }),
);

export const UNDO_PROBLEMS = Problems(400, 401, 403, 404, 409, 413, 414, 415);
