import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemonstrationService } from '@app/exchange';
import { Recording } from '../support/recording.js';
import { recordSomeShifts } from '../support/some-shifts.js';
import { TABLE_QUESTIONS } from '../support/table-questions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { agreeing, verified } from '../support/verifying.js';

const PATHS = ['/v1/timeline', '/v1/positions', '/v1/agreement', '/v1/cohesion', '/v1/polarization'];

let service: TestApp;
let recording: Recording;

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await service.app.get(DemonstrationService).load();
  await recordSomeShifts(service);
}, 60_000);
afterAll(() => service.close());

describe('a figure of the demonstration data', () => {
  it.each(TABLE_QUESTIONS.filter(([path]) => PATHS.includes(path)))(
    'agrees with its records: %s?%s',
    async (path, query, hasRows) => {
      const compared = await agreeing(service, `${path}?${query}`);
      expect(compared).toBeGreaterThanOrEqual(hasRows ? 8 : 0);
    },
  );

  it('is said to rest on records that anybody can list', async () => {
    const {
      knownAt: moment,
      method,
      records,
    } = await verified(service, '/v1/timeline?actor=taliban&issue=un-envoy&sensitivity=anonymous');
    expect(method.id).toBe('last');
    expect(records.urls).toHaveLength(2);
    const listed = await Promise.all(records.urls.map(async (url) => (await recording.list(url)).items.length));
    expect(listed.reduce((sum, count) => sum + count, 0)).toBe(records.listed);
    expect(records.urls[1]).toBe(
      `/v1/stances?actor=taliban&issue=un-envoy&without=anonymous&knownAt=${encodeURIComponent(moment)}`,
    );
  });

  it('is the same in every format and shape', async () => {
    const { figure: _, ...plain } = await verified(service, '/v1/positions?on=2024-03');
    for (const figure of [
      '/v1/positions.csv?on=2024-03',
      '/v1/positions?on=2024-03&shape=array',
      '/v1/positions?on=2024-03&format=csv',
    ]) {
      expect(await verified(service, figure)).toEqual({ figure, ...plain });
    }
  });
});
