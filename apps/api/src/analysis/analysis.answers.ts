import type { Positions, Shifts, Timeline } from '@app/analysis';
import { Answer } from '../http/answer.js';

/** As nested series, or one flat row per point. */
export function timelineAnswer(timeline: Timeline, shape?: string): Answer {
  if (shape !== 'array') return new Answer(JSON.stringify(timeline));
  const rows = timeline.series.flatMap(({ actor, issue, points }) =>
    points.map((point) => ({ actor, issue, ...point })),
  );
  return new Answer(JSON.stringify(rows));
}

/** The cells are JSON already, and are sent as they are. */
export function positionsAnswer({ cells, knownAt, method, on }: Positions, shape?: string): Answer {
  if (shape === 'array') return new Answer(cells);
  return new Answer(
    `{"on":${JSON.stringify(on)},"cells":${cells},"method":${JSON.stringify(method)},"knownAt":${JSON.stringify(knownAt)}}`,
  );
}

export function shiftsAnswer({ items, knownAt, method, nextCursor }: Shifts, shape?: string): Answer {
  const headers = nextCursor === null ? {} : { nextCursor };
  const body = shape === 'array' ? items : { items, nextCursor, method, knownAt };
  return new Answer(JSON.stringify(body), headers);
}
