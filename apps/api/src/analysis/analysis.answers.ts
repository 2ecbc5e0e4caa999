import type { ChangePointsAnswer, Positions, ReliabilityUnits, Shifts, Timeline } from '@app/analysis';
import { Answer } from '../http/answer.js';
import type { Shape } from '../http/formats.js';
import { csvAnswer, itemsTableAnswer, tableAnswer } from '../http/table.js';
import { CHANGE_POINTS_TABLE } from './change-points.dto.js';
import { type CellResponse, POSITIONS_TABLE } from './positions.dto.js';
import { RELIABILITY_UNITS_TABLE } from './reliability.dto.js';
import { SHIFTS_TABLE } from './shifts.dto.js';
import { TIMELINE_TABLE } from './timeline.dto.js';

/** As nested series, or one flat row per point. */
export const timelineAnswer = (timeline: Timeline, shape: Shape): Answer =>
  tableAnswer(TIMELINE_TABLE, shape, {
    whole: () => timeline,
    rows: () => timeline.series.flatMap(timelineRows),
  });

/** The rows of a series, and after them those of its variants. */
function timelineRows({ actor, issue, points, variants }: Timeline['series'][number]): object[] {
  if (variants === undefined) return points.map((point) => ({ actor, issue, ...point }));
  const full = { without: null, points };
  return [full, ...variants].flatMap((each) =>
    each.points.map((point) => ({ actor, issue, without: each.without, ...point })),
  );
}

/** The cells are JSON already, and are sent as they are. */
export function positionsAnswer({ cells, on, ...rest }: Positions, shape: Shape): Answer {
  if (shape === 'csv') return csvAnswer(POSITIONS_TABLE, JSON.parse(cells) as CellResponse[]);
  if (shape === 'array') return new Answer(cells);
  return new Answer(`{"on":${JSON.stringify(on)},"cells":${cells},${JSON.stringify(rest).slice(1)}`);
}

export const shiftsAnswer = (shifts: Shifts, shape: Shape): Answer => itemsTableAnswer(SHIFTS_TABLE, shape, shifts);

/** As nested series, or one flat row per change; a series without any has one row, which says why where nothing was looked for. */
export const changePointsAnswer = (found: ChangePointsAnswer, shape: Shape): Answer =>
  tableAnswer(CHANGE_POINTS_TABLE, shape, {
    whole: () => found,
    rows: () =>
      found.items.flatMap(({ actor, changePoints, issue, n, penalty, reason }) =>
        (changePoints.length === 0 ? [NO_CHANGE] : changePoints).map((change) => ({
          actor,
          issue,
          n,
          penalty,
          reason,
          ...change,
        })),
      ),
  });

const NO_CHANGE = { at: null, between: null, before: null, after: null, size: null };

/** As units with their codings, or one flat row per coding. */
export const reliabilityUnitsAnswer = (found: ReliabilityUnits, shape: Shape): Answer =>
  tableAnswer(RELIABILITY_UNITS_TABLE, shape, {
    whole: () => found,
    rows: () => found.items.flatMap(({ codings, ...unit }) => codings.map((coding) => ({ ...unit, ...coding }))),
  });
