import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
beforeAll(async () => {
  service = await startTestApp();
});
afterAll(() => service.close());

it('is ready', async () => {
  const { body } = await service.http.get('/readyz').expect(200);
  expect(body).toEqual({ status: 'ok' });
});
