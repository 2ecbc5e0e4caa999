import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.actor('qomi');
  await recording.issue('water');
  await recording.source('press');
});
afterAll(() => service.close());

const quoting = (...words: string[]) => words.map((exact) => ({ source: 'press', credibility: 2, quote: { exact } }));
const said = (more: Record<string, unknown>) => recording.stance({ actor: 'qomi', issue: 'water', ...more });
const ids = async (query: string) => (await recording.list(`/v1/stances?${query}`)).items.map(({ id }) => id);

it('finds a record once whose summary and quotes all have the words', async () => {
  const { id } = await said({ summary: 'thrice said', citations: quoting('thrice said', 'said thrice') });
  expect(await recording.list('/v1/stances?q=thrice&count=exact')).toMatchObject({ items: [{ id }], count: 1 });
});

it('forgets what a revision left out', async () => {
  const { id } = await said({ summary: 'soon forgotten', citations: quoting('forgotten too') });
  await recording.patch(`/v1/stances/${id}`, 1, { summary: null, citations: quoting('remembered') });
  expect(await ids('q=forgotten')).toEqual([]);
  expect(await ids('q=remembered')).toEqual([id]);
});

it('finds the words of a retracted record only among the retracted', async () => {
  const { id } = await said({ summary: 'withdrawn at last' });
  await recording.retract(`/v1/stances/${id}`);
  expect(await ids('q=withdrawn')).toEqual([]);
  expect(await ids('q=withdrawn&status=RETRACTED')).toEqual([id]);
});

it('looks neither into notes nor into what stands around a quote', async () => {
  const quote = { exact: 'inside', prefix: 'beforehand', suffix: 'afterwards' };
  await said({ note: 'marginal', citations: [{ source: 'press', credibility: 2, quote }] });
  for (const word of ['beforehand', 'afterwards', 'marginal']) expect(await ids(`q=${word}`)).toEqual([]);
});

it('asks for three characters at least', async () => {
  expect(await recording.refusedGet(400, '/v1/stances?q=ab')).toMatchObject({
    code: 'request/invalid',
    errors: [{ pointer: '?q' }],
  });
});
