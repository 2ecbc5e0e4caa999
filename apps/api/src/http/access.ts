import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth, ApiHeader } from '@nestjs/swagger';
import { type ApiKey, type Author, KeysService, type Scope } from '@app/access';
import { InvalidProblem, PreconditionRequiredProblem, UnauthenticatedProblem } from '@app/domain';
import type { FastifyRequest } from 'fastify';

const SCOPE = 'scope';

type Identified = FastifyRequest & { apiKey?: ApiKey };

/** Marks a route that writes: it needs an API key with `scope`. */
export const NeedsScope = (scope: Scope) => applyDecorators(SetMetadata(SCOPE, scope), ApiBearerAuth());

function keyOf(context: ExecutionContext): ApiKey {
  const { apiKey } = context.switchToHttp().getRequest<Identified>();
  if (apiKey === undefined) throw new Error('A route that asks for the author must be marked with NeedsScope.');
  return apiKey;
}

/** Whoever the request's key says. */
export const CurrentAuthor = createParamDecorator((_: unknown, context: ExecutionContext): Author => ({
  name: keyOf(context).name,
}));

/** The request's key, for a route that may need more than one scope. */
export const CurrentKey = createParamDecorator((_: unknown, context: ExecutionContext): ApiKey => keyOf(context));

const revisionOf = (header: string): number | null => {
  if (header === '*') return null;
  const [, digits] = /^"([1-9]\d{0,8})"$/.exec(header) ?? [];
  if (digits === undefined) {
    throw InvalidProblem.at(
      '#If-Match',
      'request/if-match',
      'Send If-Match as the ETag was given, e.g. "3" with its quotes.',
    );
  }
  return Number(digits);
};

const ifMatchOf = (context: ExecutionContext): string | undefined =>
  context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];

/** The revision in If-Match; null is any. Throws `request/if-match-required` where the header is missing. */
export const ExpectedRevision = createParamDecorator((_: unknown, context: ExecutionContext): number | null => {
  const header = ifMatchOf(context);
  if (header === undefined) {
    throw new PreconditionRequiredProblem(
      'request/if-match-required',
      'Say which revision you mean to change: send its ETag as If-Match.',
    );
  }
  return revisionOf(header);
});

/** The revision in If-Match where it is sent; null is any. */
export const OptionalRevision = createParamDecorator((_: unknown, context: ExecutionContext): number | null => {
  const header = ifMatchOf(context);
  return header === undefined ? null : revisionOf(header);
});

export const IfMatchHeader = (required: boolean) =>
  ApiHeader({
    name: 'If-Match',
    required,
    description: 'The ETag of the revision that you mean to change.',
    schema: { type: 'string', pattern: '^(\\*|"[1-9]\\d{0,8}")$', example: '"1"' },
  });

/** Finds out who asks, and whether they may. Reading needs no key; a key that is sent must be good all the same. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: KeysService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const scope = this.reflector.get<Scope | undefined>(SCOPE, context.getHandler());
    const request = context.switchToHttp().getRequest<Identified>();
    const key = bearerOf(request);
    if (key !== null) request.apiKey = await this.keys.identify(key, new Date());
    if (scope === undefined) return true;
    if (request.apiKey === undefined) {
      throw new UnauthenticatedProblem('access/key-required', 'Send an API key: Authorization: Bearer stl_…');
    }
    this.keys.assertAllows(request.apiKey, scope);
    return true;
  }
}

function bearerOf({ headers }: FastifyRequest): string | null {
  if (headers.authorization === undefined) return null;
  const [, key] = /^Bearer (\S+)$/i.exec(headers.authorization) ?? [];
  if (key === undefined) {
    throw new UnauthenticatedProblem('access/not-bearer', 'Send the key as Authorization: Bearer stl_…');
  }
  return key;
}
