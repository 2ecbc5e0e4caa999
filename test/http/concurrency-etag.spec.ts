import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.actor('iran');
  await recording.issue('envoy');
  await recording.source('press');
  await recording.event('doha');
  await recording.stance({ actor: 'iran', issue: 'envoy', position: 2, date: '2024-01' });
  await recording.stance({ actor: 'iran', issue: 'envoy', position: -2, date: '2024-02' });
});
afterAll(() => service.close());

const READS = [
  '/v1/stances',
  '/v1/stances?limit=1&sort=-date',
  '/v1/stances?shape=array',
  '/v1/actors',
  '/v1/actors/iran',
  '/v1/actors/iran/history',
  '/v1/events/doha',
  '/v1/scales?count=exact',
  '/v1/timeline?actor=iran',
  '/v1/positions?on=2024-02-29',
  '/v1/shifts',
];

describe.each(READS)('GET %s', (url) => {
  it('has an ETag, and answers 304 without a body to whoever has it', async () => {
    const first = await service.http.get(url).expect(200);
    const etag = String(first.headers['etag']);
    expect(etag).toMatch(/^"[A-Za-z0-9_-]+"$/);
    for (const wanted of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await service.http.get(url).set('If-None-Match', wanted).expect(304);
      expect([again.text, again.headers['etag']]).toEqual(['', etag]);
      expect(again.headers['content-type']).toBeUndefined();
    }
    const whole = await service.http.get(url).set('If-None-Match', '"other"').expect(200);
    expect([whole.text, whole.headers['etag']]).toEqual([first.text, etag]);
    expect(whole.headers['link']).toBe(first.headers['link']);
  });

  it('says so to a key as well', async () => {
    const key = await service.keyFor('read');
    const { headers } = await service.http.get(url).expect(200);
    const request = service.http.get(url).set('Authorization', `Bearer ${key}`);
    const again = await request.set('If-None-Match', String(headers['etag'])).expect(304);
    expect(again.text).toBe('');
  });

  it('gives the same bytes to a key and without one', async () => {
    const key = await service.keyFor('read');
    const bare = await service.http.get(url).expect(200);
    const keyed = await service.http.get(url).set('Authorization', `Bearer ${key}`).expect(200);
    expect([keyed.text, keyed.headers['etag']]).toEqual([bare.text, bare.headers['etag']]);
    expect(keyed.headers['content-type']).toBe(bare.headers['content-type']);
  });
});

it('has another ETag after a write that changes the answer', async () => {
  await recording.actor('changing');
  await recording.stance({ actor: 'changing', issue: 'envoy', position: 1, date: '2023-01' });
  const reads = [
    '/v1/actors/changing',
    '/v1/actors/changing/history',
    '/v1/stances?actor=changing',
    '/v1/timeline?actor=changing',
    '/v1/positions?on=2024&actor=changing',
    '/v1/shifts?actor=changing',
  ];
  const etagsOf = () => Promise.all(reads.map(async (read) => String((await service.http.get(read)).headers['etag'])));
  const before = await etagsOf();
  await recording.patch('/v1/actors/changing', 1, { description: 'Changed.' });
  await recording.stance({ actor: 'changing', issue: 'envoy', position: -1, date: '2024-01' });
  const after = await etagsOf();
  expect(after.filter((etag, index) => etag === before[index])).toEqual([]);
  for (const [index, read] of reads.entries()) {
    const answer = await service.http.get(read).set('If-None-Match', before[index]!);
    expect([read, answer.status]).toEqual([read, 200]);
  }
});

it('keeps the ETag of an answer that a write does not change', async () => {
  const { headers } = await service.http.get('/v1/actors/iran').expect(200);
  await recording.source('unrelated');
  const again = await service.http.get('/v1/actors/iran').set('If-None-Match', String(headers['etag']));
  expect(again.status).toBe(304);
});

it('gives refusals no ETag', async () => {
  const unknown = await service.http.get('/v1/actors/nobody').set('If-None-Match', '*').expect(404);
  expect(unknown.headers['etag']).toBeUndefined();
  const invalid = await service.http.get('/v1/stances?limit=0').set('If-None-Match', '*').expect(400);
  expect(invalid.headers['etag']).toBeUndefined();
});
