import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOMENT, Recording, stanceOf, UUID_V7 } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['taliban', 'united-nations', 'baradar']) await recording.actor(slug);
  await recording.issue('un-envoy');
  await recording.issue('roll-call', { scale: 'vote-3' });
  await recording.issue('boycott', { absenceCarriesPosition: true });
  await recording.source('press');
  await recording.source('irna');
  await recording.event('doha');
});
afterAll(() => service.close());

const PAIR = { actor: 'taliban', issue: 'un-envoy' };

describe('recording a stance', () => {
  it('answers every field back, with what the record says of itself', async () => {
    const stance = {
      actor: 'taliban',
      issue: 'un-envoy',
      act: 'REFUSAL',
      position: -2,
      date: '2024-02-18/2024-02-19',
      target: 'united-nations',
      event: 'doha',
      speaker: 'baradar',
      channel: 'SPOKESPERSON',
      confidence: 'HIGH',
      summary: 'The Taliban refuse.',
      note: 'نپذیرفتند',
      externalId: 'desk/4',
      citations: [
        {
          source: 'press',
          quote: { exact: 'have refused the invitation', prefix: 'The Taliban ', suffix: null },
          locator: 'paragraph 8',
          credibility: 2,
        },
        { source: 'irna', quote: null, locator: null, credibility: 6 },
        {
          source: 'press',
          quote: { exact: 'did not accept', prefix: null, suffix: null },
          locator: null,
          credibility: 1,
        },
      ],
      changeNote: 'From the article.',
    };
    const answer = await recording.post('/v1/stances', stance);
    expect(answer).toEqual({
      ...stance,
      id: expect.stringMatching(UUID_V7),
      revision: 1,
      status: 'PUBLISHED',
      score: -1,
      earliest: '2024-02-18',
      latest: '2024-02-19',
      createdAt: expect.stringMatching(MOMENT),
      recordedAt: answer.createdAt,
      supersededAt: null,
      recordedBy: 'key 1',
      dataset: null,
      import: null,
    });
    expect(await recording.get(`/v1/stances/${answer.id}`)).toEqual(answer);
    expect((await recording.list('/v1/stances?externalId=desk/4')).items).toEqual([answer]);
  });

  it('leaves what was not sent empty, and takes ids for slugs', async () => {
    const { id: actor } = await recording.get('/v1/actors/taliban');
    const { id: issue } = await recording.get('/v1/issues/un-envoy');
    const { id: source } = await recording.get('/v1/sources/press');
    const citations = [{ source, credibility: 2 }];
    const answer = await recording.stance({ actor, issue, citations });
    expect(answer).toMatchObject({
      actor: 'taliban',
      issue: 'un-envoy',
      target: null,
      event: null,
      speaker: null,
      channel: null,
      confidence: null,
      summary: null,
      note: null,
      externalId: null,
      changeNote: null,
      citations: [{ source: 'press', quote: null, locator: null, credibility: 2 }],
    });
  });

  it.each([
    ['un-envoy', -2, -1],
    ['un-envoy', -1, -0.5],
    ['un-envoy', 0, 0],
    ['un-envoy', 1, 0.5],
    ['un-envoy', 2, 1],
    ['roll-call', -1, -1],
    ['roll-call', 0, 0],
    ['roll-call', 1, 1],
    ['un-envoy', null, null],
  ])('scores %s at %s as %s', async (issue, position, score) => {
    expect(await recording.stance({ actor: 'taliban', issue, position })).toMatchObject({ position, score });
  });

  it.each([
    ['2024-02-18', '2024-02-18', '2024-02-18'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2023-11~', '2023-11-01', '2023-11-30'],
    ['2023', '2023-01-01', '2023-12-31'],
    ['202X', '2020-01-01', '2029-12-31'],
    ['2024-02-1X', '2024-02-10', '2024-02-19'],
    ['[2023-11,2024-01]', '2023-11-01', '2024-01-31'],
    ['2021/..', '2021-01-01', null],
    ['../2024-02-29', null, '2024-02-29'],
    ['2024-02-18/2024-03', '2024-02-18', '2024-03-31'],
  ])('reads the date %s as %s to %s', async (date, earliest, latest) => {
    expect(await recording.stance({ ...PAIR, date })).toMatchObject({ date, earliest, latest });
  });

  it('keeps records that contradict each other side by side', async () => {
    await recording.actor('contradicted');
    const both = await Promise.all(
      [2, -2].map((position) => recording.stance({ actor: 'contradicted', issue: 'un-envoy', position })),
    );
    expect(both.map(({ revision }) => revision)).toEqual([1, 1]);
    const listed = await recording.list('/v1/stances?actor=contradicted');
    expect(new Set(listed.items.map(({ position }) => position))).toEqual(new Set([-2, 2]));
  });

  it('keeps two equal records as two', async () => {
    await recording.actor('repeated');
    for (let time = 0; time < 2; time += 1) await recording.stance({ actor: 'repeated', issue: 'un-envoy' });
    expect((await recording.list('/v1/stances?actor=repeated')).items).toHaveLength(2);
  });
});

describe('an absence', () => {
  it('carries no position', async () => {
    expect(await recording.stance({ ...PAIR, act: 'ABSENCE', position: null })).toMatchObject({
      act: 'ABSENCE',
      position: null,
      score: null,
    });
    expect(await recording.refusedPost(400, '/v1/stances', stanceOf({ ...PAIR, act: 'ABSENCE' }))).toMatchObject({
      code: 'stance/absence-has-no-position',
      errors: [{ pointer: '/position' }],
    });
  });

  it('carries one where the coding rule of the issue says so', async () => {
    const absence = { actor: 'taliban', issue: 'boycott', act: 'ABSENCE', position: -2 };
    expect(await recording.stance(absence)).toMatchObject({ act: 'ABSENCE', position: -2, score: -1 });
  });

  it('is not made of a stance with a position by a change of its act alone', async () => {
    const { id } = await recording.stance(PAIR);
    expect(await recording.refusedPatch(400, `/v1/stances/${id}`, 1, { act: 'ABSENCE' })).toMatchObject({
      code: 'stance/absence-has-no-position',
    });
    expect(await recording.patch(`/v1/stances/${id}`, 1, { act: 'ABSENCE', position: null })).toMatchObject({
      act: 'ABSENCE',
      position: null,
    });
  });
});

describe('a stance that is refused', () => {
  const refused = (more: Record<string, unknown>, status = 400) =>
    recording.refusedPost(status, '/v1/stances', stanceOf({ ...PAIR, ...more }));

  it.each([
    ['un-envoy', 3],
    ['un-envoy', -3],
    ['roll-call', 2],
  ])('is off the scale of %s at %s', async (issue, position) => {
    expect(await refused({ issue, position })).toMatchObject({
      code: 'stance/off-scale',
      errors: [{ pointer: '/position' }],
    });
  });

  it.each([[0.5], ['1'], [true], [undefined]])('has the position %p', async (position) => {
    expect(await refused({ position })).toMatchObject({ code: 'request/invalid', errors: [{ pointer: '/position' }] });
  });

  it.each([[[]], [null], [undefined], ['press']])('has the citations %j', async (citations) => {
    expect(await refused({ citations })).toMatchObject({ errors: [{ pointer: '/citations' }] });
  });

  it.each([
    ['actor', 'actor/unknown', '/actor'],
    ['issue', 'issue/unknown', '/issue'],
    ['target', 'actor/unknown', '/target'],
    ['speaker', 'actor/unknown', '/speaker'],
    ['event', 'event/unknown', '/event'],
  ])('names a(n) %s that there is not', async (field, code, pointer) => {
    expect(await refused({ [field]: 'no-such-thing' })).toMatchObject({ code, errors: [{ pointer, code }] });
    expect(await refused({ [field]: '019b0000-0000-7000-8000-000000000000' })).toMatchObject({ code });
  });

  it('cites a source that there is not, and says which citation does', async () => {
    const citations = ['press', 'irna', 'nothing'].map((source) => ({ source, credibility: 1 }));
    expect(await refused({ citations })).toMatchObject({
      code: 'source/unknown',
      errors: [{ pointer: '/citations/2/source' }],
    });
  });

  it.each([[0], [7], [2.5], ['2'], [null]])('grades a citation %p', async (credibility) => {
    expect(await refused({ citations: [{ source: 'press', credibility }] })).toMatchObject({
      code: 'request/invalid',
      errors: [{ pointer: '/citations/0/credibility' }],
    });
  });

  it('quotes no words', async () => {
    const quoted = (quote: unknown) => refused({ citations: [{ source: 'press', credibility: 1, quote }] });
    for (const quote of [{ prefix: 'before' }, { exact: ' ' }, {}]) {
      expect(await quoted(quote)).toMatchObject({ errors: [{ pointer: '/citations/0/quote/exact' }] });
    }
  });

  it.each([
    ['18 February 2024', 'date/not-edtf'],
    ['2024-02-30', 'date/impossible-day'],
    ['2024/2023', 'date/interval-reversed'],
    ['../..', 'date/unbounded'],
  ])('has the date %s', async (date, code) => {
    expect(await refused({ date })).toMatchObject({ code, errors: [{ pointer: '/date' }] });
  });

  it.each(['actor', 'issue', 'target', 'speaker', 'event'])('names a retracted %s', async (field) => {
    const kind = field === 'issue' || field === 'event' ? field : 'actor';
    const slug = `retracted-${field}`;
    await recording[kind](slug);
    await recording.retract(`/v1/${kind}s/${slug}`);
    expect(await refused({ [field]: slug }, 409)).toMatchObject({
      code: 'reference/retracted',
      detail: expect.stringContaining(`${kind} "${slug}"`),
    });
  });

  it('cites a retracted source', async () => {
    await recording.source('forged');
    await recording.retract('/v1/sources/forged');
    const citations = ['press', 'forged'].map((source) => ({ source, credibility: 1 }));
    expect(await refused({ citations }, 409)).toMatchObject({ code: 'reference/retracted' });
  });

  it('leaves nothing behind', async () => {
    await recording.actor('untouched');
    await refused({ actor: 'untouched', position: 9 });
    await refused({ actor: 'untouched', citations: [{ source: 'nothing', credibility: 1 }] });
    expect(await recording.list('/v1/stances?actor=untouched&status=PUBLISHED,RETRACTED&count=exact')).toMatchObject({
      items: [],
      nextCursor: null,
      knownAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
      count: 0,
    });
  });
});
