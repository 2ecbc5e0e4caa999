import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { DocumentText, Page } from '@app/catalog';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

/** A finished JSON body, with what belongs in the headers. */
export class Answer {
  constructor(
    readonly body: string,
    readonly headers: { readonly etag?: string; readonly nextCursor?: string } = {},
  ) {}
}

/** One document; its ETag is its revision. */
export const documentAnswer = ({ json, revision }: DocumentText): Answer => new Answer(json, { etag: `"${revision}"` });

/** A page as `{ items, nextCursor }`, or the bare array. */
export function pageAnswer({ count, items, nextCursor }: Page, shape?: string): Answer {
  const headers = nextCursor === null ? {} : { nextCursor };
  if (shape === 'array') return new Answer(items, headers);
  const counted = count === null ? '' : `,"count":${count}`;
  return new Answer(`{"items":${items},"nextCursor":${JSON.stringify(nextCursor)}${counted}}`, headers);
}

/** The address of the next page: this one, with the cursor. */
function nextLink(url: string, cursor: string): string {
  const [path = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `<${path}?${parameters.toString()}>; rel="next"`;
}

/** Sends answers as they are. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!(answer instanceof Answer)) return answer;
        const http = context.switchToHttp();
        const reply = http.getResponse<FastifyReply>();
        const { etag, nextCursor } = answer.headers;
        void reply.header('content-type', 'application/json; charset=utf-8');
        if (etag !== undefined) void reply.header('etag', etag);
        if (nextCursor !== undefined)
          void reply.header('link', nextLink(http.getRequest<FastifyRequest>().url, nextCursor));
        return answer.body;
      }),
    );
  }
}
