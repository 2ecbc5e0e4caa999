import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOMENT, Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  for (const slug of ['iran', 'russia', 'qomi']) await recording.actor(slug);
  await recording.issue('un-envoy');
  await recording.issue('roll-call', { scale: 'vote-3' });
  await recording.source('press');
  await recording.source('irna');
  await recording.event('doha');
});
afterAll(() => service.close());

const FULL = {
  actor: 'iran',
  issue: 'un-envoy',
  act: 'STATEMENT',
  position: -1,
  date: '2024-02',
  target: 'russia',
  event: 'doha',
  speaker: 'qomi',
  channel: 'ON_RECORD',
  confidence: 'LOW',
  summary: 'A summary.',
  note: 'A note.',
  citations: [
    { source: 'press', quote: { exact: 'words', prefix: 'a ', suffix: ' b' }, locator: 'page 1', credibility: 2 },
    { source: 'irna', quote: null, locator: null, credibility: 3 },
  ],
};

describe('a revision', () => {
  it('leaves what is absent, with quotes and locators', async () => {
    const first = await recording.stance(FULL);
    const second = await recording.patch(`/v1/stances/${first.id}`, 1, { position: -2 });
    expect(second).toEqual({
      ...FULL,
      id: first.id,
      revision: 2,
      status: 'PUBLISHED',
      position: -2,
      score: -1,
      earliest: '2024-02-01',
      latest: '2024-02-29',
      externalId: null,
      createdAt: first.createdAt,
      recordedAt: expect.stringMatching(MOMENT),
      supersededAt: null,
      recordedBy: 'key 1',
      changeNote: null,
      dataset: null,
      import: null,
    });
    expect(second.recordedAt > first.recordedAt).toBe(true);
    expect(await recording.get(`/v1/stances/${first.id}`)).toEqual(second);
  });

  it('clears what is null', async () => {
    const { id } = await recording.stance({ ...FULL, externalId: 'to-clear' });
    const cleared = {
      position: null,
      target: null,
      event: null,
      speaker: null,
      channel: null,
      confidence: null,
      summary: null,
      note: null,
      externalId: null,
    };
    expect(await recording.patch(`/v1/stances/${id}`, 1, cleared)).toMatchObject({
      ...cleared,
      revision: 2,
      score: null,
      date: '2024-02',
      citations: FULL.citations,
    });
    expect((await recording.list('/v1/stances?externalId=to-clear')).items).toEqual([]);
  });

  it('replaces the citations', async () => {
    const { id } = await recording.stance(FULL);
    const citations = [
      { source: 'irna', quote: { exact: 'other', prefix: null, suffix: null }, locator: null, credibility: 1 },
    ];
    expect(await recording.patch(`/v1/stances/${id}`, 1, { citations })).toMatchObject({ citations });
    expect(await recording.get(`/v1/stances/${id}/history`)).toMatchObject({
      items: [{ citations: FULL.citations }, { citations }],
    });
  });

  it('may be of another actor, issue and date', async () => {
    const { id } = await recording.stance(FULL);
    const other = { actor: 'russia', issue: 'roll-call', act: 'VOTE', position: 1, date: '2024-03-01' };
    expect(await recording.patch(`/v1/stances/${id}`, 1, other)).toMatchObject({ ...other, score: 1 });
  });

  it.each(['actor', 'issue', 'act', 'date', 'citations'])('refuses null for the required %s', async (field) => {
    const { id } = await recording.stance(FULL);
    expect(await recording.refusedPatch(400, `/v1/stances/${id}`, 1, { [field]: null })).toMatchObject({
      code: 'request/invalid',
      errors: [{ pointer: `/${field}` }],
    });
    expect(await recording.get(`/v1/stances/${id}`)).toMatchObject({ revision: 1 });
  });

  it('keeps to the scale of the issue that it comes to', async () => {
    const { id } = await recording.stance({ ...FULL, position: -2 });
    expect(await recording.refusedPatch(400, `/v1/stances/${id}`, 1, { issue: 'roll-call' })).toMatchObject({
      code: 'stance/off-scale',
    });
    expect(await recording.refusedPatch(400, `/v1/stances/${id}`, 1, { citations: [] })).toMatchObject({
      errors: [{ pointer: '/citations' }],
    });
    expect(await recording.refusedPatch(400, `/v1/stances/${id}`, 1, { date: '2024-13' })).toMatchObject({
      errors: [{ pointer: '/date' }],
    });
    expect(await recording.refusedPatch(400, `/v1/stances/${id}`, 1, { speaker: 'nobody' })).toMatchObject({
      code: 'actor/unknown',
      errors: [{ pointer: '/speaker' }],
    });
    expect(await recording.get(`/v1/stances/${id}/history`)).toMatchObject({
      items: [{ revision: 1, supersededAt: null }],
    });
  });

  it('is signed by whoever made it', async () => {
    const { id } = await recording.stance(FULL);
    const other = new Recording(service, await service.keyFor('write:stances'));
    const revised = await other.patch(`/v1/stances/${id}`, 1, { changeNote: 'Read again.' });
    expect(revised.recordedBy).toMatch(/^key \d+$/);
    expect(revised.recordedBy).not.toBe('key 1');
    expect(revised.changeNote).toBe('Read again.');
  });
});

describe('a retraction', () => {
  it('leaves the lists and stays readable, with its reason', async () => {
    await recording.actor('hasty');
    const first = await recording.stance({ ...FULL, actor: 'hasty' });
    const second = await recording.retract(`/v1/stances/${first.id}`, 'Another minister said it.');
    expect(second).toEqual({
      ...first,
      revision: 2,
      status: 'RETRACTED',
      recordedAt: expect.stringMatching(MOMENT),
      changeNote: 'Another minister said it.',
    });
    expect(await recording.get(`/v1/stances/${first.id}`)).toEqual(second);
    expect((await recording.list('/v1/stances?actor=hasty')).items).toEqual([]);
    expect((await recording.list('/v1/stances?actor=hasty&status=RETRACTED')).items).toEqual([second]);
    expect((await recording.list('/v1/stances?actor=hasty&status=PUBLISHED,RETRACTED')).items).toEqual([second]);
  });

  it('is final', async () => {
    const { id } = await recording.stance(FULL);
    const retracted = await recording.retract(`/v1/stances/${id}`);
    expect(await recording.refusedPatch(409, `/v1/stances/${id}`, 2, { note: 'Back.' })).toMatchObject({
      code: 'stance/retracted',
    });
    expect(await recording.refusedPost(409, `/v1/stances/${id}/retract`, { reason: 'Again.' })).toMatchObject({
      code: 'stance/retracted',
    });
    expect(await recording.get(`/v1/stances/${id}`)).toEqual(retracted);
  });

  it.each([[{}], [{ reason: null }], [{ reason: ' \n' }], [{ reason: 5 }]])('needs a reason: %j', async (body) => {
    const { id } = await recording.stance(FULL);
    expect(await recording.refusedPost(400, `/v1/stances/${id}/retract`, body)).toMatchObject({
      errors: [{ pointer: '/reason' }],
    });
    expect(await recording.get(`/v1/stances/${id}`)).toMatchObject({ status: 'PUBLISHED' });
  });
});

describe('the history', () => {
  it('has every revision, each closed by the next', async () => {
    const first = await recording.stance(FULL);
    const second = await recording.patch(`/v1/stances/${first.id}`, 1, { note: null });
    const third = await recording.patch(`/v1/stances/${first.id}`, 2, { position: 2 });
    const fourth = await recording.retract(`/v1/stances/${first.id}`);
    expect(await recording.get(`/v1/stances/${first.id}/history`)).toEqual({
      items: [
        { ...first, supersededAt: second.recordedAt },
        { ...second, supersededAt: third.recordedAt },
        { ...third, supersededAt: fourth.recordedAt },
        fourth,
      ],
    });
  });

  it('is of one stance, named by its id', async () => {
    expect(await recording.refusedGet(404, '/v1/stances/desk-4/history')).toMatchObject({ code: 'stance/not-found' });
    const id = '019b0000-0000-7000-8000-000000000000';
    expect(await recording.refusedGet(404, `/v1/stances/${id}`)).toMatchObject({ code: 'stance/not-found' });
    expect(await recording.refusedGet(404, `/v1/stances/${id}/history`)).toMatchObject({ code: 'stance/not-found' });
    expect(await recording.refusedPatch(404, `/v1/stances/${id}`, 1, {})).toMatchObject({ code: 'stance/not-found' });
  });
});

describe('an externalId', () => {
  const PAIR = { actor: 'iran', issue: 'un-envoy' };

  it('is of one record only', async () => {
    await recording.stance({ ...PAIR, externalId: 'file/1' });
    const again = { ...FULL, externalId: 'file/1' };
    expect(await recording.refusedPost(409, '/v1/stances', again)).toMatchObject({
      code: 'stance/external-id-taken',
      errors: [{ pointer: '/externalId' }],
    });
    const { id } = await recording.stance(PAIR);
    expect(await recording.refusedPatch(409, `/v1/stances/${id}`, 1, { externalId: 'file/1' })).toMatchObject({
      code: 'stance/external-id-taken',
    });
    expect(await recording.get(`/v1/stances/${id}`)).toMatchObject({ revision: 1, externalId: null });
  });

  it('stays with its record through its revisions', async () => {
    const { id } = await recording.stance({ ...PAIR, externalId: 'file/2' });
    expect(await recording.patch(`/v1/stances/${id}`, 1, { position: 0 })).toMatchObject({ externalId: 'file/2' });
    expect((await recording.list('/v1/stances?externalId=file/2')).items).toMatchObject([{ id, revision: 2 }]);
  });

  it('is free once its record has another', async () => {
    const { id } = await recording.stance({ ...PAIR, externalId: 'file/3' });
    await recording.patch(`/v1/stances/${id}`, 1, { externalId: 'file/4' });
    expect(await recording.stance({ ...PAIR, externalId: 'file/3' })).toMatchObject({ externalId: 'file/3' });
  });

  it('is free once its record is retracted', async () => {
    const { id } = await recording.stance({ ...PAIR, externalId: 'file/5' });
    await recording.retract(`/v1/stances/${id}`);
    expect(await recording.stance({ ...PAIR, externalId: 'file/5' })).toMatchObject({ externalId: 'file/5' });
    expect(await recording.get(`/v1/stances/${id}`)).toMatchObject({ status: 'RETRACTED', externalId: 'file/5' });
  });
});

it('can be retracted though its issue does not let an absence carry a position any more', async () => {
  const issue = 'absences-count';
  await recording.issue(issue, { absenceCarriesPosition: true });
  const { id } = await recording.stance({ actor: 'iran', issue, act: 'ABSENCE', position: -1 });
  await recording.patch(`/v1/issues/${issue}`, 1, { absenceCarriesPosition: false });
  expect(await recording.retract(`/v1/stances/${id}`)).toMatchObject({ status: 'RETRACTED', position: -1 });
});
