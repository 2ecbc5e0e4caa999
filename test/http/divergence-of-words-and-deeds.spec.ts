import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Side {
  readonly [field: string]: unknown;
  readonly records: readonly string[];
  readonly recordsUrl: string;
}

interface Item {
  readonly actor: string;
  readonly issue: string;
  readonly words: Side | null;
  readonly commitments: Side | null;
  readonly deeds: Side | null;
  readonly gap: { readonly positions: number; readonly score: number } | null;
}

interface Divergence {
  readonly on: string | null;
  readonly items: readonly Item[];
  readonly counts: object;
  readonly method: { readonly parameters: object };
  readonly knownAt: string;
}

let service: TestApp;
let recording: Recording;
let empty: Divergence;
let before: string;

const divergence = (query: string) => recording.get<Divergence>(`/v1/divergence?${query}`);

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['host', 'guest', 'talker', 'doer', 'pledger', 'voter']) await recording.actor(slug);
  await recording.issue('talks');
  await recording.issue('aid');
  await recording.issue('roll-call', { scale: 'vote-3' });
  await recording.source('press');
  empty = await divergence('');
  const held: readonly (readonly [actor: string, issue: string, act: string, position: number | null, date: string])[] =
    [
      ['host', 'talks', 'STATEMENT', 1, '2024-01-10'],
      ['host', 'talks', 'STATEMENT', 2, '2024-02-01'],
      ['host', 'talks', 'PLEDGE', 1, '2024-02-05'],
      ['host', 'talks', 'AGREEMENT', 2, '2024-01-20'],
      ['host', 'talks', 'REFUSAL', -1, '2024-02-10'],
      ['guest', 'talks', 'STATEMENT', -1, '2023-01-01'],
      ['guest', 'talks', 'MEETING', 1, '2024-02-10'],
      ['guest', 'aid', 'STATEMENT', 1, '2024-02-01'],
      ['guest', 'aid', 'ACTION', 1, '2024-02-01'],
      ['voter', 'roll-call', 'STATEMENT', 1, '2024-02-01'],
      ['voter', 'roll-call', 'VOTE', -1, '2024-02-02'],
      ['pledger', 'aid', 'PLEDGE', 2, '2024-02-03'],
      ['pledger', 'aid', 'ACTION', 0, '2024-02-18'],
      ['talker', 'talks', 'STATEMENT', 2, '2024-02-01'],
      ['talker', 'talks', 'ABSENCE', null, '2024-02-10'],
      ['doer', 'aid', 'ACTION', 2, '2024-02-01'],
      ['doer', 'talks', 'PLEDGE', 2, '2024-02-01'],
    ];
  for (const [actor, issue, act, position, date] of held) {
    await recording.stance({ actor, issue, act, position, date });
  }
  before = (await divergence('')).knownAt;
  await recording.stance({ actor: 'host', issue: 'talks', act: 'ACTION', position: 2, date: '2024-03-01' });
}, 60_000);
afterAll(() => service.close());

const asOfThen = (query = '') => divergence(`knownAt=${before}${query}`);
const row = ({ actor, gap, issue }: Item) => [actor, issue, gap && gap.positions, gap && gap.score].join(' ');

describe('words against deeds', () => {
  it('have the widest gap first, and last what has none', async () => {
    const { counts, items, on } = await asOfThen();
    expect(on).toBe('2024-02-18');
    expect(items.map(row)).toEqual([
      'voter roll-call -2 -2',
      'host talks -3 -1.5',
      'guest talks 2 1',
      'guest aid 0 0',
      'pledger aid  ',
    ]);
    expect(counts).toEqual({ pairs: 8, compared: 5, onlyWords: 1, onlyCommitments: 1, onlyDeeds: 1 });
  });

  it('show on each side the last position by acts of that class, and its records', async () => {
    const { items } = await asOfThen('&actor=host&on=2024-02-18');
    expect(items).toMatchObject([
      {
        words: { position: 2, score: 1, contested: false, since: '2024-02-01', ageDays: 17, n: 1 },
        commitments: { position: 1, score: 0.5, ageDays: 13, n: 1 },
        deeds: { position: -1, score: -0.5, ageDays: 8, n: 1 },
        gap: { positions: -3, score: -1.5 },
        commitmentGap: { positions: -1, score: -0.5 },
        deliveryGap: { positions: -2, score: -1 },
      },
    ]);
    const acts: unknown[] = [];
    for (const side of [items[0]!.words!, items[0]!.commitments!, items[0]!.deeds!]) {
      const { items: records } = await recording.list(side.recordsUrl);
      expect(records.map(({ id }) => id)).toEqual(expect.arrayContaining([...side.records]));
      acts.push(records.map((record) => record['act']));
    }
    expect(acts).toEqual([['STATEMENT', 'STATEMENT'], ['AGREEMENT', 'PLEDGE'], ['REFUSAL']]);
  });

  it('are of the day asked about', async () => {
    const { items, on } = await asOfThen('&on=2024-01&actor=host,guest,voter');
    expect(on).toBe('2024-01-31');
    expect(items).toMatchObject([{ actor: 'host', gap: null, commitmentGap: { positions: 1, score: 0.5 } }]);
    expect((await divergence('on=2024-03-01&actor=host')).items.map(row)).toEqual(['host talks 0 0']);
  });

  it('leave out positions that are too old, when asked', async () => {
    const { counts, items } = await asOfThen('&maxAge=17&issue=talks');
    expect(items.map(row)).toEqual(['host talks -3 -1.5']);
    expect(counts).toMatchObject({ onlyWords: 1, onlyDeeds: 1 });
  });

  it('leave out narrower gaps, when asked', async () => {
    expect((await asOfThen('&minGap=1')).items.map(row)).toEqual([
      'voter roll-call -2 -2',
      'host talks -3 -1.5',
      'guest talks 2 1',
    ]);
    expect((await asOfThen('&minGap=1.5')).items.map(row)).toEqual(['voter roll-call -2 -2', 'host talks -3 -1.5']);
  });

  it('are of the acts selected in each class', async () => {
    expect((await asOfThen('&act=STATEMENT,REFUSAL')).items.map(row)).toEqual(['host talks -3 -1.5']);
    expect((await asOfThen('&act=STATEMENT')).items).toEqual([]);
  });

  it('are of the actors and issues named', async () => {
    expect((await asOfThen('&issue=aid')).items.map(row)).toEqual(['guest aid 0 0', 'pledger aid  ']);
    expect((await asOfThen('&issue=aid&actor=pledger')).items).toMatchObject([
      { words: null, deliveryGap: { positions: -2, score: -1 } },
    ]);
  });

  it('have no day and no items where nothing is recorded', () => {
    expect(empty).toMatchObject({
      on: null,
      items: [],
      counts: { pairs: 0, compared: 0, onlyWords: 0, onlyCommitments: 0, onlyDeeds: 0 },
      method: { id: 'divergence', version: 1 },
    });
  });

  it('are now of the day of the last record', async () => {
    const { method, on } = await divergence('actor=host');
    expect(on).toBe('2024-03-01');
    expect(method.parameters).toMatchObject({ on: '2024-03-01', actor: ['host'], maxAge: null });
  });

  it('are a table when asked, with the two sides in columns', async () => {
    const { items } = await asOfThen();
    expect(await recording.get(`/v1/divergence?knownAt=${before}&shape=array`)).toEqual(items);
    const { text } = await service.http.get(`/v1/divergence.csv?knownAt=${before}&actor=pledger`).expect(200);
    const [names, first] = text.split('\r\n');
    expect(names).toMatch(/^actor,issue,gapPositions,gapScore,.*,wordsPosition,wordsScore,.*,deedsPosition,/);
    expect(first).toMatch(
      /^pledger,aid,,,,,-2,-1,,,,,,,,,2,1,false,2024-02-03,15,1,[0-9a-f-]{36},\/v1\/stances\?[^,]*,0,0,false,2024-02-18,0,1,/,
    );
  });
});
