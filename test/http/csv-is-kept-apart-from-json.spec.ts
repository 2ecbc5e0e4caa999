import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemonstrationService } from '@app/exchange';
import type { Response } from 'supertest';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
beforeAll(async () => {
  service = await startTestApp();
  await service.app.get(DemonstrationService).load();
});
afterAll(() => service.close());

const URL = '/v1/shifts?limit=2';
const HEADERS = ['cache-control', 'content-disposition', 'content-length', 'content-type', 'etag', 'link', 'vary'];

const get = (url: string, accept: string, etag?: string) => {
  const request = service.http.get(url).set('Accept', accept);
  return etag === undefined ? request : request.set('If-None-Match', etag);
};

const shown = ({ headers, text }: Response) => ({
  text,
  headers: HEADERS.map((name) => (headers as Record<string, string>)[name]),
});

describe('answers that are kept', () => {
  it('are in the format asked for, each with its own ETag, the second time as the first', async () => {
    const asked = ['application/json', 'text/csv', '*/*', 'text/csv, */*;q=0.1', 'application/json', 'text/csv'];
    const answers: Response[] = [];
    for (const accept of asked) answers.push(await get(URL, accept).expect(200));
    const [json, csv] = answers.map(shown);
    expect(answers.map(shown)).toEqual([json, csv, json, csv, json, csv]);
    expect(csv!.text).toMatch(/^actor,issue,/);
    expect(JSON.parse(json!.text)).toHaveProperty('items');
    expect(answers[0]!.headers['etag']).not.toBe(answers[1]!.headers['etag']);
  });

  it('are 304 only to who has that format', async () => {
    const json = (await get(URL, '*/*').expect(200)).headers['etag'] as string;
    const csv = (await get(URL, 'text/csv').expect(200)).headers['etag'] as string;
    await get(URL, 'text/csv', json)
      .expect(200)
      .expect('content-type', /^text\/csv/);
    await get(URL, '*/*', csv)
      .expect(200)
      .expect('content-type', /^application\/json/);
    for (const [accept, etag] of [
      ['text/csv', csv],
      ['*/*', json],
    ] as const) {
      const { headers, text } = await get(URL, accept, etag).expect(304);
      expect([text, headers['etag'], headers['vary']]).toEqual(['', etag, 'Accept']);
      expect([headers['content-type'], headers['content-disposition']]).toEqual([undefined, undefined]);
    }
  });

  it('have the same headers to HEAD', async () => {
    const url = '/v1/positions.csv?on=2024-02';
    const first = await service.http.head(url).expect(200);
    const whole = await service.http.get(url).expect(200);
    const again = await service.http.head(url).expect(200);
    for (const { headers } of [first, again]) {
      expect(HEADERS.map((name) => (headers as Record<string, string>)[name])).toEqual(shown(whole).headers);
    }
  });

  it('are new in both formats once the data are', async () => {
    const before = [await get(URL, '*/*').expect(200), await get(URL, 'text/csv').expect(200)];
    const recording = new Recording(service);
    await recording.source('press');
    await recording.stance({ actor: 'iran', issue: 'un-envoy', position: 2, date: '1999' });
    await recording.stance({ actor: 'iran', issue: 'un-envoy', position: -2, date: '2001' });
    const after = [await get(URL, '*/*').expect(200), await get(URL, 'text/csv').expect(200)];
    for (const [index, { headers, text }] of after.entries()) {
      expect(text).not.toBe(before[index]!.text);
      expect(headers['etag']).not.toBe(before[index]!.headers['etag']);
    }
    expect(after[1]!.text).toContain('iran,un-envoy,2,1,1999-01-01,1999-12-31,');
  });
});
