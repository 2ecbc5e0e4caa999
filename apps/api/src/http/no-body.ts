import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { InvalidProblem } from '@app/domain';
import type { FastifyRequest } from 'fastify';

/** Refuses a body where nothing would be made of it. */
export const NoBody = createParamDecorator((_: unknown, context: ExecutionContext): undefined => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body === undefined) return undefined;
  throw InvalidProblem.at('', 'request/no-body', 'This takes no body; send none.');
});
