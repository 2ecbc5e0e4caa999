import { expect, it } from '@jest/globals';
import { toDayNumber } from '../dates/days.js';
import { timelineInputOf } from './clusters.js';
import { seedsOf } from './seeds.js';
import { stance } from './support/stances.js';
import { Sweep } from './sweep.js';

const day = toDayNumber;

it('is the last begin of the bucket, by each curve', () => {
  const { clusters } = timelineInputOf([stance(1, -1, '2024-02-03')]);
  const sweep = new Sweep({ clusters, durations: [], seeds: { byEarliest: null, byLatest: null } });
  sweep.enter({ first: day('2024-02-01'), last: day('2024-02-29') });
  expect(sweep.tallyByEarliest().heldUntil).toBe(day('2024-02-03'));
  expect(sweep.tallyByLatest([]).heldUntil).toBe(day('2024-02-03'));
});

it('is the last day before the series, of what is held into it', () => {
  const input = timelineInputOf([stance(1, 1, '2023-05-01/..')]);
  const seeds = seedsOf({ ...input, before: day('2024-02-01'), interval: 'day', recordLimit: 5 });
  expect(seeds.meanByEarliest?.heldUntil).toBe(day('2024-01-31'));
  expect(seeds.meanByLatest?.heldUntil).toBe(day('2024-01-31'));
});
