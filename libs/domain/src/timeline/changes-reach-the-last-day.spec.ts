import { expect, it } from '@jest/globals';
import { changesOf } from './changes.js';
import { timelineInputOf } from './clusters.js';
import { stance, SUPPORT_5 } from './support/stances.js';

it('changes are listed up to the last day that can be written', () => {
  const stances = [stance(1, 1, '2021/..'), stance(2, -2, '9999-12-31')];
  const window = { first: '2024-01-01', last: '9999-12-31' };
  const changes = changesOf({
    ...timelineInputOf(stances),
    fill: 'previous',
    window,
    scale: SUPPORT_5,
    recordLimit: 5,
  });
  expect(changes.map(({ end, position, start }) => [start, end, position])).toEqual([
    ['2024-01-01', '9999-12-31', 1],
    ['9999-12-31', null, -2],
  ]);
});
