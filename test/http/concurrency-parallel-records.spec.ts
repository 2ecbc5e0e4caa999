import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  await recording.issue('envoy');
  await recording.source('press');
});
afterAll(() => service.close());

const TIMES = Array.from({ length: 20 }, (_, index) => index);

it('records all of 20 stances that come at once, each at a moment of its own', async () => {
  await recording.actor('iran');
  const made = await Promise.all(
    TIMES.map((time) => recording.stance({ actor: 'iran', issue: 'envoy', note: `${time}` })),
  );
  expect(new Set(made.map(({ recordedAt }) => recordedAt)).size).toBe(20);
  expect(new Set(made.map(({ id }) => id)).size).toBe(20);
  const listed = await recording.list('/v1/stances?actor=iran&count=exact');
  expect(listed.count).toBe(20);
  expect(listed.items.map(({ note }) => Number(note)).toSorted((a, b) => a - b)).toEqual(TIMES);
});

it('shows at each of the moments what had been recorded by then, and no more', async () => {
  await recording.actor('russia');
  const made = await Promise.all(TIMES.map(() => recording.stance({ actor: 'russia', issue: 'envoy' })));
  const byMoment = made.toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1));
  for (const [index, { recordedAt }] of byMoment.entries()) {
    const { items } = await recording.list(`/v1/stances?actor=russia&knownAt=${recordedAt}`);
    const expected = byMoment.slice(0, index + 1).map(({ id }) => id);
    expect(items.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
  }
});

it('gives one of 20 the slug that all ask for', async () => {
  const answers = await Promise.all(
    TIMES.map((time) =>
      service.http
        .post('/v1/actors')
        .set('Authorization', `Bearer ${service.key}`)
        .send({ slug: 'wanted', kind: 'STATE', names: [{ text: `${time}`, language: 'en', kind: 'PREFERRED' }] }),
    ),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  expect(statuses.filter((status) => status === 409)).toHaveLength(19);
});

it('gives one of 20 the externalId that all ask for', async () => {
  await recording.actor('china');
  const body = { actor: 'china', issue: 'envoy', act: 'VOTE', position: 1, date: '2024', externalId: 'wanted' };
  const answers = await Promise.all(
    TIMES.map(() =>
      service.http
        .post('/v1/stances')
        .set('Authorization', `Bearer ${service.key}`)
        .send({ ...body, citations: [{ source: 'press', credibility: 1 }] }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ body: { code } }) => code === 'stance/external-id-taken')).toHaveLength(19);
  expect((await recording.list('/v1/stances?actor=china')).items).toHaveLength(1);
});

it('never refers to an actor that was retracted at the same time', async () => {
  for (const time of TIMES.slice(0, 10)) {
    const { slug } = await recording.actor(`contested-${time}`);
    const as = (path: string, body: object) =>
      service.http.post(path).set('Authorization', `Bearer ${service.key}`).send(body);
    const [stance, retraction] = await Promise.all([
      as('/v1/stances', {
        actor: slug,
        issue: 'envoy',
        act: 'VOTE',
        position: 1,
        date: '2024',
        citations: [{ source: 'press', credibility: 1 }],
      }),
      as(`/v1/actors/${slug}/retract`, { reason: 'Wrong.' }),
    ]);
    expect([`${stance.status} ${retraction.status}`]).toContainEqual(expect.stringMatching(/^(201 409|409 200)$/));
  }
});
