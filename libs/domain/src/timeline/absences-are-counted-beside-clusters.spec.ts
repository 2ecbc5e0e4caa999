import { expect, it } from '@jest/globals';
import { toDayNumber } from '../dates/days.js';
import { clusterOfAbsences, clusterOfPoint, combineClusters, timelineInputOf } from './clusters.js';
import { bucketsFrom, stance, SUPPORT_5 } from './support/stances.js';
import { timelineOf } from './timeline.js';
import type { Cluster } from './types.js';

const buckets = bucketsFrom('2024-01-01', '2024-03-31', 'month');
const stances = [
  stance(1, -1, '2024-01-10'),
  stance(2, null, '2024-02-18'),
  stance(3, null, '2024-02-20'),
  stance(4, 1, '2024-03-01'),
  stance(5, 2, '2024-03-02'),
  stance(6, null, '2024-03-02'),
];

const seriesOf = (clusters: readonly Cluster[]) =>
  timelineOf({ clusters, durations: [], buckets, scale: SUPPORT_5, method: 'last', fill: 'previous', recordLimit: 20 });

it('absences that a cluster does not know of count as those that it knows, and change nothing else', () => {
  const known = stances.map((each) => ({ ...each, absent: each.position === null }));
  const beside = [clusterOfAbsences(toDayNumber('2024-02-29'), 2), clusterOfAbsences(toDayNumber('2024-03-02'), 1)];
  const series = seriesOf([...timelineInputOf(stances).clusters, ...beside]);
  expect(series.map(({ n, unpositioned, absent }) => [n, unpositioned, absent])).toEqual([
    [1, 0, 0],
    [0, 2, 2],
    [2, 1, 1],
  ]);
  expect(series).toEqual(seriesOf(timelineInputOf(known).clusters));
});

it('absences that are added to a cluster are all that changes about it', () => {
  const march = combineClusters(clusterOfPoint(stances[3]!), clusterOfPoint(stances[4]!));
  expect(combineClusters(march, clusterOfAbsences(march.day, 3))).toEqual({ ...march, absent: 3 });
});
