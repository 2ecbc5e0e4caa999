import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
let stance: string;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.actor('iran');
  await recording.issue('envoy');
  await recording.source('press');
  ({ id: stance } = await recording.stance({ actor: 'iran', issue: 'envoy' }));
});
afterAll(() => service.close());

const READS = () => [
  '/v1/stances?limit=1',
  `/v1/stances/${stance}?`,
  '/v1/actors?limit=1',
  '/v1/actors/iran?',
  '/v1/issues/envoy?',
  '/v1/scales?',
  '/v1/sources/press?',
  '/v1/events?',
  '/v1/relations?',
  '/v1/timeline?actor=iran',
  '/v1/positions?on=2024-02-19',
  '/v1/shifts?',
];

/** What every read says to a moment. */
const codesOf = async (knownAt: string): Promise<string[]> => {
  const codes = new Set<string>();
  for (const read of READS()) {
    const { code, errors } = await recording.refusedGet(400, `${read}&knownAt=${encodeURIComponent(knownAt)}`);
    codes.add(`${errors[0]?.pointer} ${code}`);
  }
  return [...codes];
};

describe('a moment', () => {
  it('in the future is refused by every read', async () => {
    const inAMinute = new Date(Date.now() + 60_000).toISOString();
    for (const moment of [inAMinute, '9999-12-31'])
      expect(await codesOf(moment)).toEqual(['?knownAt known-at/in-future']);
  });

  it('before the first record is refused by every read', async () => {
    for (const moment of ['2001-01-01', '0001-01-01T00:00:00Z']) {
      expect(await codesOf(moment)).toEqual(['?knownAt known-at/before-first-record']);
    }
  });

  it.each([
    'yesterday',
    '2024',
    '2024-02',
    '2024-02-30',
    '2024-13-01',
    '2024-02-18T25:00:00Z',
    '2024-02-18T10:00:00',
    '2024-02-18 10:00:00Z',
    '2024-02-18T10:00:00 00:00',
    '2024-02-18T10:00:00+0100',
    '1708250400',
    '2024-02-18T10:00:00.1234567Z',
    '-2024-02-18',
    '0000-01-01',
    'now()',
    "2024-02-18'; --",
  ])('written as "%s" is refused', async (knownAt) => {
    const query = `/v1/stances?knownAt=${encodeURIComponent(knownAt)}`;
    expect(await recording.refusedGet(400, query)).toMatchObject({
      code: 'known-at/not-a-moment',
      errors: [{ pointer: '?knownAt' }],
    });
  });
});

describe('one moment', () => {
  /** The moment of a record, in several ways of writing it. */
  const ways = (moment: string) => {
    const iso = moment.replace('Z', '');
    const inTehran = new Date(Date.parse(moment) + 3.5 * 3_600_000).toISOString().replace('Z', '+03:30');
    const inLima = new Date(Date.parse(moment) - 5 * 3_600_000).toISOString().replace('Z', '-05:00');
    return [moment, `${iso}000Z`, `${iso}+00:00`, inTehran, inLima];
  };

  it('is the same in every time zone', async () => {
    await recording.actor('zoned');
    const { recordedAt } = await recording.patch('/v1/actors/zoned', 1, { description: 'Second.' });
    await recording.patch('/v1/actors/zoned', 2, { description: 'Third.' });
    for (const way of ways(recordedAt)) {
      const url = `/v1/actors/zoned?knownAt=${encodeURIComponent(way)}`;
      expect(await recording.get(url)).toMatchObject({ revision: 2, description: 'Second.' });
    }
  });

  it('is the last before a change up to its last microsecond', async () => {
    const first = await recording.actor('exact');
    const second = await recording.patch('/v1/actors/exact', 1, { description: 'Second.' });
    const before = new Date(Date.parse(second.recordedAt) - 1).toISOString().replace('Z', '999Z');
    expect(await recording.get(`/v1/actors/exact?knownAt=${before}`)).toEqual(first);
    expect(await recording.get(`/v1/actors/exact?knownAt=${second.recordedAt}`)).toEqual(second);
  });

  it('knows nothing of what was recorded after it', async () => {
    const { recordedAt } = await recording.actor('earlier');
    const { id } = await recording.actor('later');
    for (const reference of ['later', id]) {
      expect(await recording.refusedGet(404, `/v1/actors/${reference}?knownAt=${recordedAt}`)).toMatchObject({
        code: 'actor/not-found',
      });
      for (const list of ['/v1/stances?actor=', '/v1/events?participant=', '/v1/timeline?actor=']) {
        expect(await recording.refusedGet(400, `${list}${reference}&knownAt=${recordedAt}`)).toMatchObject({
          code: 'actor/unknown',
        });
      }
    }
  });

  it('may be a day, which is its first instant', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    for (const way of [tomorrow, `${tomorrow}T00:00Z`]) {
      expect(await recording.refusedGet(400, `/v1/actors?knownAt=${way}`)).toMatchObject({
        code: 'known-at/in-future',
      });
    }
  });

  it('is not asked of a history', async () => {
    for (const read of [`/v1/stances/${stance}/history`, '/v1/actors/iran/history']) {
      expect(await recording.refusedGet(400, `${read}?knownAt=2024-01-01`)).toMatchObject({
        errors: [{ pointer: '?knownAt', code: 'request/unknown-field' }],
      });
    }
  });
});
