import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemonstrationService } from '@app/exchange';
import { recordSomeShifts } from '../support/some-shifts.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const CSV = 'text/csv; charset=utf-8; header=present';
const JSON_TYPE = 'application/json; charset=utf-8';

let service: TestApp;
beforeAll(async () => {
  service = await startTestApp();
  await service.app.get(DemonstrationService).load();
  await recordSomeShifts(service);
});
afterAll(() => service.close());

const get = (path: string, accept?: string) =>
  accept === undefined ? service.http.get(path) : service.http.get(path).set('Accept', accept);

const typeOf = async (path: string, accept?: string): Promise<string | undefined> =>
  (await get(path, accept).expect(200).expect('vary', 'Accept')).headers['content-type'];

const refusalOf = async (status: number, path: string, accept?: string) => {
  const { body } = await get(path, accept)
    .expect(status)
    .expect('content-type', /^application\/problem\+json/)
    .expect('vary', 'Accept');
  return body as { code: string; errors: { pointer: string; code: string }[] };
};

describe('a table', () => {
  it.each([
    ['', JSON_TYPE],
    ['.json', JSON_TYPE],
    ['.csv', CSV],
    ['?format=json', JSON_TYPE],
    ['?format=csv', CSV],
    ['.csv?format=csv', CSV],
    ['.csv?shape=array', CSV],
    ['.json?shape=array', JSON_TYPE],
  ])('is answered at /v1/shifts%s as %s', async (rest, type) => {
    expect(await typeOf(`/v1/shifts${rest}`)).toBe(type);
  });

  it.each([
    ['*/*', JSON_TYPE],
    ['application/json', JSON_TYPE],
    ['Application/JSON; charset=UTF-8', JSON_TYPE],
    ['text/csv', CSV],
    ['TEXT/CSV; header=present', CSV],
    ['text/*', CSV],
    ['text/csv, */*', CSV],
    ['text/csv;q=0.1, application/json;q=0.2', JSON_TYPE],
    ['application/json;q=0.2, text/csv;q=0.3', CSV],
    ['text/csv;q=0, */*', JSON_TYPE],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', JSON_TYPE],
    ['application/problem+json, application/json', JSON_TYPE],
  ])('is answered to Accept: %s as %s', async (accept, type) => {
    expect(await typeOf('/v1/shifts', accept)).toBe(type);
  });

  it('goes by the address where that says it, whatever Accept does', async () => {
    expect(await typeOf('/v1/shifts.csv', 'application/json')).toBe(CSV);
    expect(await typeOf('/v1/shifts?format=csv', 'image/png')).toBe(CSV);
    expect(await typeOf('/v1/shifts.json', 'text/csv')).toBe(JSON_TYPE);
  });

  it.each(['image/png', 'application/xml', 'text/csv;q=0, application/json;q=0', 'csv', ',', '"'])(
    'is refused to Accept: %s',
    async (accept) => {
      const { code, errors } = await refusalOf(406, '/v1/shifts', accept);
      expect([code, errors.map(({ pointer }) => pointer)]).toEqual(['request/not-acceptable', ['#Accept']]);
    },
  );

  it.each([
    ['.json?format=csv', 400, 'request/format-conflict', '?format'],
    ['.csv?format=json', 400, 'request/format-conflict', '?format'],
    ['.csv?shape=object', 400, 'request/format-conflict', '?shape'],
    ['?format=csv&shape=object', 400, 'request/format-conflict', '?shape'],
    ['?format=xlsx', 400, 'request/invalid', '?format'],
    ['?format=', 400, 'request/invalid', '?format'],
    ['?format=CSV', 400, 'request/invalid', '?format'],
    ['?format=csv&format=csv', 400, 'request/parameter-repeated', '?format'],
    ['?format=csv&format=json', 400, 'request/parameter-repeated', '?format'],
    ['.xlsx', 404, 'request/no-such-format', ':format'],
    ['.CSV', 404, 'request/no-such-format', ':format'],
  ])('is refused at /v1/shifts%s with %i %s', async (rest, status, code, pointer) => {
    const refusal = await refusalOf(status, `/v1/shifts${rest}`);
    expect([refusal.code, refusal.errors.map((each) => each.pointer)]).toEqual([code, [pointer]]);
  });

  it('is refused as CSV where it would be as JSON', async () => {
    const { code } = await refusalOf(400, '/v1/timeline.csv?actor=nobody');
    expect(code).toBe('actor/unknown');
    await get('/v1/timeline.csv').expect(400);
  });

  it('knows other methods at no ending', async () => {
    const { headers, status } = await service.http.post('/v1/shifts.csv');
    expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
  });

  it('has a page after a page, in the same format', async () => {
    const first = await get('/v1/shifts.csv?limit=1').expect(200);
    const [, next = ''] = /^<(.*)>; rel="next"$/.exec(first.headers['link'] as string) ?? [];
    expect(next).toMatch(/^\/v1\/shifts\.csv\?limit=1&cursor=/);
    const second = await get(next).expect(200).expect('content-type', CSV);
    const whole = await get('/v1/shifts.csv').expect(200);
    const rows = (text: string): string[] => text.split('\r\n').slice(1, -1);
    expect([...rows(first.text), ...rows(second.text)]).toEqual(rows(whole.text).slice(0, 2));
    const accepted = await get('/v1/shifts?limit=1', 'text/csv').expect(200);
    expect([accepted.text, accepted.headers['link']]).toEqual([
      first.text,
      expect.stringContaining('/v1/shifts?limit=1'),
    ]);
  });
});

describe('what is not a table', () => {
  it('knows no format', async () => {
    const { body } = await get('/v1/actors?format=csv').expect(400);
    expect(body).toMatchObject({ errors: [{ pointer: '?format', code: 'request/unknown-field' }] });
    await get('/v1/actors.csv').expect(404);
    await get('/v1/actors', 'text/csv').expect(200).expect('content-type', JSON_TYPE);
  });
});

describe('the name of the file', () => {
  it.each([
    ['/v1/timeline.csv?issue=un-envoy&from=2023-11&to=2024-03', 'timeline-un-envoy-2023-11--2024-03.csv'],
    ['/v1/timeline?format=csv&actor=iran,taliban&from=2023-11', 'timeline-iran-taliban-from-2023-11.csv'],
    ['/v1/shifts.csv?until=2024-02-19~', 'shifts-to-2024-02-19.csv'],
    ['/v1/positions.csv?on=2023-11-0X', 'positions-2023-11-0X.csv'],
    ['/v1/shifts.csv', 'shifts.csv'],
  ])('of %s is %s', async (url, name) => {
    const { headers } = await get(url).expect(200);
    expect(headers['content-disposition']).toBe(`attachment; filename="${name}"`);
  });

  it('is short, however much is asked for', async () => {
    const actors = (await get('/v1/actors?shape=array').expect(200)).body as { slug: string }[];
    const all = actors.map(({ slug }) => slug).join(',');
    const { headers } = await get(`/v1/timeline.csv?actor=${all}`).expect(200);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[A-Za-z0-9-]{1,200}\.csv"$/);
  });

  it('is not given to JSON', async () => {
    expect((await get('/v1/shifts').expect(200)).headers['content-disposition']).toBeUndefined();
  });
});
