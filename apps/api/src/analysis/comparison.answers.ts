import type { ActorsComparison, DatesComparison } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import type { Shape } from '../http/formats.js';
import { tableAnswer } from '../http/table.js';
import { ACTORS_COMPARISON_TABLE, COMPARISON_TABLE, type ComparedSideResponse } from './comparison.dto.js';

const SIDE_FIELDS = ['position', 'score', 'contested', 'since', 'ageDays', 'n', 'records'] as const;

/** By issue, or one flat row per actor and issue. */
export const datesComparisonAnswer = (comparison: DatesComparison, shape: Shape): Answer =>
  tableAnswer(COMPARISON_TABLE, shape, {
    whole: () => comparison,
    rows: () =>
      comparison.issues
        .flatMap(({ actors }) => actors)
        .map(({ actor, from, issue, to, ...rest }) => ({
          actor,
          issue,
          ...flatSide('from', from),
          ...flatSide('to', to),
          ...rest,
        })),
  });

/** Whole, or one flat row per issue. */
export const actorsComparisonAnswer = (comparison: ActorsComparison, shape: Shape): Answer =>
  tableAnswer(ACTORS_COMPARISON_TABLE, shape, {
    whole: () => comparison,
    rows: () =>
      comparison.issues.map(({ a, b, issue, ...rest }) => ({
        issue,
        ...flatSide('a', a),
        ...flatSide('b', b),
        ...rest,
      })),
  });

/** `fromPosition` and so on; all null where there is no such side. */
function flatSide(name: string, side: Readonly<Record<keyof ComparedSideResponse, unknown>> | null): object {
  return Object.fromEntries(
    SIDE_FIELDS.map((field) => [`${name}${field.charAt(0).toUpperCase()}${field.slice(1)}`, side?.[field] ?? null]),
  );
}
