import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { recordAssembly } from '../support/assembly.js';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recordAssembly(recording, {
    south: [-1, -1, -1, -1, -1, -1, -1, 1],
    north: [1, 1, 1, 1, 1, 1, 1, 1],
    northeast: [1, 1, 1, 1, 1, 1, 1, -1],
    southeast: [-1, -1, -1, -1, -1, -1, 1, 1],
    stranger: [1, null, null, null, null, null, null, null],
  });
}, 60_000);
afterAll(() => service.close());

interface Blocs {
  readonly items: { readonly actor: string; readonly place: number; readonly group: number }[];
  readonly merges: object[];
  readonly matrix: (number | null)[][];
  readonly leftOut: object[];
  readonly counts: object;
}

const blocs = (query: string): Promise<Blocs> =>
  recording.get<Blocs>(`/v1/blocs?issue=assembly&rollup=broader&${query}`);

it('two camps are two groups, each beside its like in the drawing', async () => {
  const { counts, items, leftOut, matrix, merges } = await blocs('groups=2&measure=identical');
  expect(items).toEqual([
    { actor: 'north', place: 0, group: 1 },
    { actor: 'northeast', place: 1, group: 1 },
    { actor: 'south', place: 2, group: 2 },
    { actor: 'southeast', place: 3, group: 2 },
  ]);
  // Each differs from its like in one of eight; north from south in seven, northeast from south in eight, and so on.
  expect(matrix).toEqual([
    [null, 7 / 8, 1 / 8, 2 / 8],
    [7 / 8, null, 0, 1 / 8],
    [1 / 8, 0, null, 7 / 8],
    [2 / 8, 1 / 8, 7 / 8, null],
  ]);
  expect(merges).toEqual([
    { left: 0, right: 1, height: 1 / 8, size: 2 },
    { left: 2, right: 3, height: 1 / 8, size: 2 },
    // The average of 7/8, 6/8, 8/8 and 7/8.
    { left: 4, right: 5, height: 7 / 8, size: 4 },
  ]);
  expect(leftOut).toEqual([{ actor: 'stranger', undefinedPairs: 4 }]);
  expect(counts).toEqual({ actors: 4, groups: 2, units: 8 });
});

it.each([
  ['height=0.5', [1, 1, 2, 2]],
  ['height=0.1', [1, 2, 3, 4]],
  ['height=1', [1, 1, 1, 1]],
  ['groups=1', [1, 1, 1, 1]],
  ['groups=3', [1, 1, 2, 3]],
  ['', [1, 2, 3, 4]],
])('cut by "%s" the groups are %j', async (cut, groups) => {
  const { items } = await blocs(`measure=identical&${cut}`);
  expect(items.map(({ group }) => group)).toEqual(groups);
});

it.each([
  ['complete', 1],
  ['single', 6 / 8],
])('the linkage %s joins the camps at %d', async (linkage, height) => {
  const { merges } = await blocs(`measure=identical&linkage=${linkage}`);
  expect(merges.at(-1)).toMatchObject({ height, size: 4 });
});

it('opposite actors are 1 apart by a measure that runs from −1', async () => {
  const { matrix, merges } = await blocs('measure=s&actor=northeast,south');
  expect(matrix).toEqual([
    [null, -1],
    [-1, null],
  ]);
  expect(merges).toEqual([{ left: 0, right: 1, height: 1, size: 2 }]);
});
