import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const STANCES: Readonly<Record<string, Readonly<Record<string, number | null>>>> = {
  turned: { '2023-01-10': 2, '2023-06-01': 0, '2023-09-01': -1 },
  nudged: { '2022-05': -1, '2024-01-01': -2 },
  steady: { '2022-01-01': 1, '2023-12-01': 1 },
  lasting: { '2021/..': 1 },
  newcomer: { '2024-02-01': 2 },
  quiet: { '2022-06-01': -1 },
  silent: { '2023-01-01': null },
};

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['envoy', 'untouched']) await recording.issue(slug);
  await recording.issue('roll-call', { scale: 'vote-3' });
  await recording.source('press');
  for (const [actor, stances] of Object.entries(STANCES)) {
    await recording.actor(actor);
    for (const [date, position] of Object.entries(stances)) {
      await recording.stance({ actor, issue: 'envoy', date, position, act: position === 0 ? 'VOTE' : 'STATEMENT' });
    }
  }
  await recording.stance({ actor: 'steady', issue: 'roll-call', date: '2023', position: 1 });
});
afterAll(() => service.close());

interface Side {
  readonly position: number;
  readonly records: readonly string[];
}

interface Row {
  readonly actor: string;
  readonly from: Side | null;
  readonly to: Side | null;
  readonly delta: number | null;
  readonly status: string;
  readonly recordsUrl: string;
}

interface Comparison {
  readonly issues: readonly { readonly actors: readonly Row[]; readonly [field: string]: unknown }[];
  readonly counts: object;
  readonly knownAt: string;
}

const compare = (query: string): Promise<Comparison> => recording.get<Comparison>(`/v1/comparison?${query}`);

const FROM_TO = 'issue=envoy&from=2023-01&to=2024-03';

/** Actor, both positions and status of the one issue. */
const rows = async (query: string): Promise<string[]> => {
  const { issues } = await compare(query);
  return issues[0]!.actors.map(
    ({ actor, from, status, to }) => `${actor} ${from?.position ?? '-'}>${to?.position ?? '-'} ${status}`,
  );
};

describe('a comparison of two dates', () => {
  it('tells who moved, stayed and appeared, those that moved furthest first', async () => {
    expect(await rows(FROM_TO)).toEqual([
      'turned 2>-1 MOVED',
      'nudged -1>-2 MOVED',
      'lasting 1>1 STAYED',
      'newcomer ->2 APPEARED',
      'quiet -1>-1 STAYED',
      'steady 1>1 STAYED',
    ]);
  });

  it('counts who went from where to where', async () => {
    const { counts, issues } = await compare(FROM_TO);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({
      issue: 'envoy',
      points: [-2, -1, 0, 1, 2],
      transitions: [
        { from: -1, to: -2, n: 1 },
        { from: -1, to: -1, n: 1 },
        { from: 1, to: 1, n: 2 },
        { from: 2, to: -1, n: 1 },
      ],
      moved: 2,
      stayed: 3,
      appeared: 1,
      lapsed: 0,
      meanDelta: -0.8,
      reason: null,
    });
    expect(counts).toEqual({ moved: 2, stayed: 3, appeared: 1, lapsed: 0 });
  });

  it('shows both sides as the positions of their days do', async () => {
    const { issues } = await compare(`${FROM_TO}&actor=turned,newcomer,lasting`);
    for (const [side, day] of [
      ['from', '2023-01'],
      ['to', '2024-03'],
    ] as const) {
      const cells = await recording.get<{ actor: string }[]>(
        `/v1/positions?issue=envoy&actor=turned,newcomer,lasting&on=${day}&shape=array`,
      );
      const shown = issues[0]!.actors.flatMap((row) =>
        row[side] === null ? [] : [{ actor: row.actor, issue: 'envoy', ...row[side] }],
      );
      expect(shown.toSorted((a, b) => (a.actor < b.actor ? -1 : 1))).toEqual(cells);
    }
  });

  it('leaves out what is too old, on either day', async () => {
    expect(await rows(`${FROM_TO}&maxAge=200`)).toEqual(
      [
        'turned 2>- LAPSED',
        'lasting 1>1 STAYED',
        'newcomer ->2 APPEARED',
        'nudged ->-2 APPEARED',
        'steady ->1 APPEARED',
      ].toSorted((a, b) => (a.split(' ')[0]! < b.split(' ')[0]! ? -1 : 1)),
    );
    const { issues } = await compare(`${FROM_TO}&actor=turned,newcomer&maxAge=200`);
    expect(issues[0]).toMatchObject({
      transitions: [],
      moved: 0,
      appeared: 1,
      lapsed: 1,
      meanDelta: null,
      reason: 'no-actor-has-both',
    });
  });

  it('rests on the records that are asked for', async () => {
    expect(await rows(`${FROM_TO}&act=VOTE`)).toEqual(['turned ->0 APPEARED']);
  });

  it('of a day with itself moves nobody', async () => {
    const { counts } = await compare('issue=envoy&from=2024&to=2024-12-31');
    expect(counts).toEqual({ moved: 0, stayed: 6, appeared: 0, lapsed: 0 });
  });

  it('has every issue that was asked for, in that order', async () => {
    const { issues } = await compare('issue=untouched,roll-call,envoy&from=2023-01&to=2024-03');
    expect(issues.map(({ issue, points }) => [issue, points])).toEqual([
      ['untouched', [-2, -1, 0, 1, 2]],
      ['roll-call', [-1, 0, 1]],
      ['envoy', [-2, -1, 0, 1, 2]],
    ]);
    expect(issues[0]).toMatchObject({
      transitions: [],
      moved: 0,
      meanDelta: null,
      reason: 'no-actor-has-both',
      actors: [],
    });
  });

  it('links to the records of both sides', async () => {
    const { issues } = await compare(FROM_TO);
    for (const { from, recordsUrl, to } of issues[0]!.actors) {
      const listed = (await recording.list(recordsUrl)).items.map(({ id }) => id);
      expect(listed).toEqual(expect.arrayContaining([...(from?.records ?? []), ...(to?.records ?? [])]));
    }
  });

  it('is one flat row per actor and issue when asked', async () => {
    const flat = await recording.get<Record<string, unknown>[]>(`/v1/comparison?${FROM_TO}&shape=array`);
    expect(flat.map(({ actor }) => actor)).toEqual(['turned', 'nudged', 'lasting', 'newcomer', 'quiet', 'steady']);
    expect(flat[3]).toEqual({
      actor: 'newcomer',
      issue: 'envoy',
      fromPosition: null,
      fromScore: null,
      fromContested: null,
      fromSince: null,
      fromAgeDays: null,
      fromN: null,
      fromRecords: null,
      toPosition: 2,
      toScore: 1,
      toContested: false,
      toSince: '2024-02-01',
      toAgeDays: 59,
      toN: 1,
      toRecords: [expect.any(String)],
      delta: null,
      moved: false,
      status: 'APPEARED',
      recordsUrl: expect.stringMatching(/^\/v1\/stances\?actor=newcomer&issue=envoy&from=2024-02-01&to=2024-02-01&/),
    });
  });

  it('says by which formula and from which state of the data', async () => {
    expect(await compare(`${FROM_TO}&maxAge=900&act=STATEMENT`)).toMatchObject({
      from: '2023-01-31',
      to: '2024-03-31',
      method: {
        id: 'comparison',
        version: 1,
        reference: 'docs/methodology.md#comparison',
        parameters: { from: '2023-01-31', to: '2024-03-31', issue: ['envoy'], maxAge: 900, act: ['STATEMENT'] },
      },
      knownAt: expect.stringMatching(/Z$/),
    });
  });

  it('answers as it did then', async () => {
    const before = await compare(FROM_TO);
    await recording.actor('later');
    await recording.stance({ actor: 'later', issue: 'envoy', date: '2022', position: 2 });
    await recording.stance({ actor: 'steady', issue: 'envoy', date: '2024-03-01', position: -2 });
    const after = await compare(FROM_TO);
    expect(after.counts).toEqual({ moved: 3, stayed: 3, appeared: 1, lapsed: 0 });
    expect(await compare(`${FROM_TO}&knownAt=${before.knownAt}`)).toEqual(before);
    expect(await compare(`${FROM_TO}&knownAt=${after.knownAt}`)).toEqual(after);
    expect(
      await recording.refusedGet(400, `/v1/comparison?${FROM_TO}&actor=later&knownAt=${before.knownAt}`),
    ).toMatchObject({ code: 'actor/unknown' });
  });

  it.each([
    ['from=2023&to=2024', '?issue', 'request/invalid'],
    ['issue=envoy&to=2024', '?from', 'request/invalid'],
    ['issue=envoy&from=2024', '?to', 'request/invalid'],
    ['issue=envoy&from=2024&to=2023', '?to', 'date/window-reversed'],
    ['issue=envoy&from=2023&to=2023-06', '?to', 'date/window-reversed'],
    ['issue=envoy&from=2021/..&to=2023', '?from', 'date/open-end'],
    ['issue=envoy&from=2021&to=2023/..', '?to', 'date/open-end'],
    ['issue=nothing&from=2023&to=2024', '?issue', 'issue/unknown'],
    ['issue=envoy&from=2023&to=2024&actor=nobody', '?actor', 'actor/unknown'],
    ['issue=envoy&from=2023&to=2024&maxAge=-1', '?maxAge', 'request/invalid'],
    ['issue=envoy&from=2023&to=2024&limit=3', '?limit', 'request/invalid'],
    [
      `issue=${Array.from({ length: 51 }, (_, n) => `i-${n}`).join(',')}&from=2023&to=2024`,
      '?issue',
      'request/invalid',
    ],
  ])('is refused for %s', async (query, pointer, code) => {
    expect(await recording.refusedGet(400, `/v1/comparison?${query}`)).toMatchObject({ code, errors: [{ pointer }] });
  });
});
