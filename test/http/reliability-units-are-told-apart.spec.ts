import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codersOf } from '../support/codings.js';
import { Recording, type Recorded } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Units {
  readonly items: readonly {
    readonly issue: string;
    readonly source: string;
    readonly actor: string;
    readonly target: string | null;
    readonly date: string;
    readonly counted: boolean;
    readonly codings: readonly { readonly coder: string; readonly position: number | null; readonly record: string }[];
  }[];
  readonly counts: object;
  readonly knownAt: string;
}

interface Reliability {
  readonly items: readonly { readonly issue: string; readonly alpha: number | null }[];
  readonly coders: readonly object[];
  readonly counts: object;
  readonly knownAt: string;
}

let service: TestApp;
let recording: Recording;
let anna: Recording;
let boris: Recording;
let first: Recorded;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.source('press');
  await recording.source('wire');
  for (const actor of ['iran', 'taliban']) await recording.actor(actor);
  for (const issue of ['envoy', 'quiet', 'same']) await recording.issue(issue);
  const coders = await codersOf(service, 2);
  [anna, boris] = coders.map((coder) => coder.recording) as [Recording, Recording];
  first = await anna.stance({ ...ENVOY, position: 2 });
  await boris.stance({ ...ENVOY, position: 1 });
}, 60_000);
afterAll(() => service.close());

const ENVOY = { actor: 'iran', issue: 'envoy', date: '2024-02-18' };
const units = (query: string): Promise<Units> => recording.get<Units>(`/v1/reliability/units?${query}`);
const reliability = (query: string): Promise<Reliability> => recording.get<Reliability>(`/v1/reliability?${query}`);

describe('two records are codings of one unit', () => {
  it.each([
    ['another actor', { actor: 'taliban' }],
    ['a target', { target: 'taliban' }],
    ['another date', { date: '2024-02-19' }],
    ['the same day, written otherwise', { date: '2024-02-18~' }],
    ['another source', { citations: [{ source: 'wire', credibility: 2 }] }],
  ])('but not with %s', async (_, other) => {
    const before = await units('issue=envoy');
    await anna.stance({ ...ENVOY, ...other, position: -2 });
    const after = await units('issue=envoy');
    expect(after.items).toEqual(before.items);
    expect(after.items).toMatchObject([{ ...ENVOY, source: 'press', target: null, counted: true }]);
  });

  it('whatever the act, the channel and the words', async () => {
    const unit = { actor: 'iran', issue: 'quiet', date: '2023' };
    await anna.stance({ ...unit, act: 'PLEDGE', channel: 'LEAK', position: 0 });
    await boris.stance({ ...unit, summary: 'It says so.', position: 0 });
    expect((await units('issue=quiet')).items).toHaveLength(1);
  });
});

describe('the codings of a unit', () => {
  it('are of each coder the one recorded last, with its record', async () => {
    const again = await anna.stance({ ...ENVOY, act: 'VOTE', position: 0 });
    const [unit] = (await units('issue=envoy')).items;
    expect(unit!.codings).toMatchObject([
      { coder: 'key 2', position: 0, record: again.id },
      { coder: 'key 3', position: 1 },
    ]);
    await anna.patch(`/v1/stances/${first.id}`, 1, { position: -1, changeNote: 'Read again.' });
    const [revised] = (await units('issue=envoy')).items;
    expect(revised!.codings[0]).toEqual({ coder: 'key 2', position: -1, record: first.id });
  });

  it('count once where a record cites the source twice, and once for each source', async () => {
    const citations = ['press', 'press', 'wire'].map((source, page) => ({
      source,
      credibility: 2,
      locator: `p. ${page}`,
    }));
    const unit = { actor: 'taliban', issue: 'same', date: '2024', citations };
    await anna.stance({ ...unit, position: 1 });
    await boris.stance({ ...unit, position: 1 });
    const { items } = await units('issue=same');
    expect(items.map(({ codings, source }) => [source, codings.length])).toEqual([
      ['press', 2],
      ['wire', 2],
    ]);
    expect((await units('issue=same&source=wire')).items).toHaveLength(1);
  });

  it('are missing where the last one has no position', async () => {
    await boris.stance({ ...ENVOY, act: 'ABSENCE', position: null });
    const { counts, items } = await units('issue=envoy');
    expect(items[0]).toMatchObject({ counted: false, codings: [{ position: -1 }, { position: null }] });
    expect(counts).toEqual({ units: 0, unpairable: 1, single: 5 });
  });
});

describe('no figure is 1 by default', () => {
  it('without two positions, and the coders asked for are listed all the same', async () => {
    const found = await reliability('issue=envoy&coder=key 2,nobody');
    expect(found.items).toEqual([
      {
        issue: 'envoy',
        metric: 'ordinal',
        alpha: null,
        reason: 'no-pairable-units',
        units: 0,
        values: 0,
        coders: 0,
        observed: null,
        expected: null,
        lower: null,
        upper: null,
        verdict: null,
      },
    ]);
    const none = { issue: 'envoy', metric: 'ordinal', units: 0, alphaWithout: null, reason: 'no-pairable-units' };
    expect(found.coders).toEqual([
      { ...none, coder: 'key 2' },
      { ...none, coder: 'nobody' },
    ]);
  });

  it('where all gave the same', async () => {
    const { items } = await reliability('issue=same');
    expect(items).toEqual([
      expect.objectContaining({
        alpha: null,
        reason: 'no-variation',
        units: 2,
        values: 4,
        coders: 2,
        observed: 0,
        expected: 0,
      }),
    ]);
  });

  it('for an issue outside the window', async () => {
    const { counts, items } = await reliability('issue=quiet&from=2024');
    expect(items).toMatchObject([{ issue: 'quiet', reason: 'no-pairable-units' }]);
    expect(counts).toEqual({ units: 0, unpairable: 0, single: 0 });
    expect((await reliability('issue=quiet&to=2023-06')).counts).toMatchObject({ units: 1 });
  });
});

it('a question has the same answer later, byte for byte', async () => {
  const questions = ['/v1/reliability?metric=nominal', '/v1/reliability/units?issue=envoy,same'];
  const { knownAt } = await reliability('issue=envoy');
  const before = await Promise.all(questions.map((path) => recording.bytes(path)));
  await boris.stance({ ...ENVOY, position: 2 });
  await anna.retract(`/v1/stances/${first.id}`);
  const now = await Promise.all(questions.map((path) => recording.bytes(path)));
  const then = await Promise.all(questions.map((path) => recording.bytes(`${path}&knownAt=${knownAt}`)));
  expect(now).not.toEqual(before);
  expect(then).toEqual(before);
});
