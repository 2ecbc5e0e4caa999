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

it('words and deeds cannot be set against each other where the words are evasive', async () => {
  expect(await recording.get('/v1/divergence?actor=iran&issue=un-envoy')).toMatchObject({
    on: '2024-02-19',
    items: [],
    counts: { pairs: 1, compared: 0, onlyWords: 0, onlyCommitments: 0, onlyDeeds: 1 },
  });
});

it('of ten positions two rest on words alone, one on a commitment and seven on deeds', async () => {
  expect(await recording.get('/v1/divergence?on=2024-02-19')).toMatchObject({
    items: [],
    counts: { pairs: 10, compared: 0, onlyWords: 2, onlyCommitments: 1, onlyDeeds: 7 },
  });
});

it('another statement is set against the deed', async () => {
  const { slug: source } = await recording.source('interview');
  const citations = [{ source, credibility: 2 }];
  await recording.stance({ actor: 'iran', issue: 'un-envoy', date: '2024-02-20', position: 1, citations });
  expect(await recording.get('/v1/divergence?actor=iran&issue=un-envoy')).toMatchObject({
    on: '2024-02-20',
    items: [
      {
        words: { position: 1, ageDays: 0 },
        deeds: { position: -2, ageDays: 1 },
        gap: { positions: -3, score: -1.5 },
        commitmentGap: null,
      },
    ],
  });
});
