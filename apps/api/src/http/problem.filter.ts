import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import {
  ConflictProblem,
  type Fault,
  ForbiddenProblem,
  InvalidProblem,
  NotFoundProblem,
  PreconditionRequiredProblem,
  Problem,
  StaleProblem,
  UnauthenticatedProblem,
  UnavailableProblem,
} from '@app/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from './refusal.js';

/** RFC 9457, with a stable `code` and the faults found. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors: readonly Fault[];
}

const STATUSES: readonly (readonly [abstract new (...args: never[]) => Problem, number, string])[] = [
  [InvalidProblem, 400, 'The request is not valid'],
  [UnauthenticatedProblem, 401, 'Not identified'],
  [ForbiddenProblem, 403, 'The API key does not allow this'],
  [NotFoundProblem, 404, 'Not found'],
  [ConflictProblem, 409, 'It contradicts what is recorded'],
  [StaleProblem, 412, 'Changed meanwhile'],
  [PreconditionRequiredProblem, 428, 'If-Match is needed'],
  [UnavailableProblem, 503, 'Not at the moment'],
];

/** What the server below us (Fastify, Nest) refuses by itself. */
const REFUSALS: Readonly<Record<number, readonly [code: string, title: string, detail: string]>> = {
  400: [
    'request/malformed',
    'The request is not valid',
    'The request could not be read; it is not whole, or not HTTP.',
  ],
  404: ['request/no-such-route', 'Not found', 'There is nothing at this address; /docs lists what there is.'],
  405: ['request/method-not-allowed', 'Not this method', 'This address does not answer to this method.'],
  408: ['request/too-slow', 'Too slow', 'The request did not arrive in time; send it again.'],
  413: ['request/too-large', 'Too large', 'A body may have 1 MiB at most.'],
  414: ['request/url-too-long', 'Too long', 'A part of the path is longer than any slug or id.'],
  415: ['request/not-json', 'Not JSON', 'Send the body with Content-Type: application/json.'],
  431: ['request/headers-too-large', 'Too large', 'The URL and the headers may have 128 KiB together.'],
};

const bodyOf = (
  status: number,
  title: string,
  code: string,
  detail: string,
  errors: readonly Fault[] = [],
): ProblemBody => ({
  type: 'about:blank',
  title,
  status,
  detail,
  code,
  errors,
});

const statusOfForeign = (error: unknown): number => {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
};

/** The answer to an error, of ours or not. Anything unforeseen is a 500 that says nothing of its inside. */
export function problemOf(error: unknown): ProblemBody {
  if (error instanceof Problem) {
    const [, status, title] = STATUSES.find(([type]) => error instanceof type) ?? [Problem, 500, 'Unexpected'];
    return bodyOf(status, title, error.code, error.message, error.faults);
  }
  if (error instanceof Refusal) return bodyOf(error.status, error.title, error.code, error.message, error.faults);
  const status = statusOfForeign(error);
  const [code, title, detail] = REFUSALS[status] ?? [];
  if (code !== undefined && title !== undefined && detail !== undefined) return bodyOf(status, title, code, detail);
  if (status < 500) return bodyOf(status, 'Refused', 'request/refused', (error as Error).message);
  return bodyOf(500, 'Unexpected', 'server/unexpected', 'Something went wrong here, and has been logged.');
}

/** Sends the one form in which this service says no. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const body = problemOf(error);
  if (body.status >= 500) {
    new Logger('Problem').error(
      `${request.method} ${request.url}: ${body.code}`,
      error instanceof Error ? error.stack : undefined,
    );
  }
  if (body.status === 401) void reply.header('www-authenticate', 'Bearer realm="stanceline"');
  if (body.status === 503) void reply.header('retry-after', '5');
  void reply
    .status(body.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}

/** The one place where errors become HTTP. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}
