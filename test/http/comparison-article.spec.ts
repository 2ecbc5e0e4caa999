import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DemonstrationService } from '@app/exchange';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await service.app.get(DemonstrationService).load();
});
afterAll(() => service.close());

interface Comparison {
  readonly issues: readonly {
    readonly meanDelta: number | null;
    readonly actors: readonly { readonly actor: string; readonly status: string; readonly delta: number | null }[];
  }[];
  readonly counts: object;
}

const compare = (query: string): Promise<Comparison> => recording.get<Comparison>(`/v1/comparison?${query}`);

const statuses = async (query: string): Promise<string[]> =>
  (await compare(query)).issues[0]!.actors.map(({ actor, status }) => `${actor} ${status}`);

it('nobody moved on the envoy between the two days of the meeting', async () => {
  const { issues } = await compare('issue=un-envoy&from=2024-02-18&to=2024-02-19');
  expect(issues[0]).toMatchObject({
    transitions: [
      { from: -2, to: -2, n: 1 },
      { from: -1, to: -1, n: 1 },
    ],
    moved: 0,
    stayed: 2,
    appeared: 2,
    lapsed: 0,
    meanDelta: 0,
    reason: null,
  });
  expect(await statuses('issue=un-envoy&from=2024-02-18&to=2024-02-19')).toEqual([
    'iran APPEARED',
    'russia STAYED',
    'taliban STAYED',
    'united-nations APPEARED',
  ]);
});

it('the refusals of the first day have lapsed where only positions of the last 30 days count', async () => {
  expect(await statuses('issue=un-envoy&from=2024-02-19&to=2024-03-20&maxAge=30')).toEqual([
    'iran STAYED',
    'russia LAPSED',
    'taliban LAPSED',
    'united-nations STAYED',
  ]);
});

it('all four issues together tell of appearances only', async () => {
  const { counts, issues } = await compare(
    'issue=un-envoy,reconciliation,recognition,reintegration&from=2024-02-17&to=2024-02-19',
  );
  expect(counts).toEqual({ moved: 0, stayed: 0, appeared: 10, lapsed: 0 });
  expect(issues.map(({ meanDelta }) => meanDelta)).toEqual([null, null, null, null]);
});

it('without anonymous sources Iran has no position on the envoy', async () => {
  const query =
    'issue=un-envoy&from=2024-02-18&to=2024-02-19&channel=ON_RECORD,OFFICIAL_DOCUMENT,THIRD_PARTY_REPORT,SPOKESPERSON';
  expect(await statuses(query)).not.toContain('iran APPEARED');
});
