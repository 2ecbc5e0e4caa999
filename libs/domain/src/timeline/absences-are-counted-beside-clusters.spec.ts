import { expect, it } from '@jest/globals';
import { toDayNumber } from '../dates/days.js';
import { clusterOfAbsences, timelineInputOf } from './clusters.js';
import { bucketsFrom, stance, SUPPORT_5 } from './support/stances.js';
import { timelineOf } from './timeline.js';
import type { Cluster } from './types.js';

const buckets = bucketsFrom('2024-01-01', '2024-03-31', 'month');
const stances = [
  stance(1, -1, '2024-01-10'),
  stance(2, null, '2024-02-18'),
  stance(3, null, '2024-02-20'),
  stance(4, 1, '2024-03-01'),
];

const seriesOf = (clusters: readonly Cluster[]) =>
  timelineOf({ clusters, durations: [], buckets, scale: SUPPORT_5, method: 'last', fill: 'previous', recordLimit: 20 });

it('absences that a cluster does not know of count as those that it knows, and change nothing else', () => {
  const known = stances.map((each) => ({ ...each, absent: each.position === null }));
  const series = seriesOf([...timelineInputOf(stances).clusters, clusterOfAbsences(toDayNumber('2024-02-29'), 2)]);
  expect(series.map(({ n, unpositioned, absent }) => [n, unpositioned, absent])).toEqual([
    [1, 0, 0],
    [0, 2, 2],
    [1, 0, 0],
  ]);
  expect(series).toEqual(seriesOf(timelineInputOf(known).clusters));
});
