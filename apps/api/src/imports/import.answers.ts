import type { Part } from '@app/exchange';
import { Answer } from '../http/answer.js';

/** An import that has begun, and where to ask how it goes. */
export const begunAnswer = (id: string, json: string): Answer => new Answer(json, { location: `/v1/imports/${id}` });

/** A page as `{ items, nextCursor }`, or the bare array. */
export function partAnswer({ count, items, nextCursor }: Part, shape?: string): Answer {
  const headers = nextCursor === null ? {} : { nextCursor };
  if (shape === 'array') return new Answer(items, headers);
  const counted = typeof count === 'number' ? `,"count":${count}` : '';
  return new Answer(`{"items":${items},"nextCursor":${JSON.stringify(nextCursor)}${counted}}`, headers);
}
