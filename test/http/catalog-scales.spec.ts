import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOMENT, Recording, UUID_V7 } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let recording: Recording;

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
});
afterAll(() => service.close());

it('has the scales of every installation', async () => {
  const scales = await recording.list('/v1/scales?q=5');
  expect(scales.items.map(({ slug, points }) => [slug, points])).toEqual([
    [
      'recognition-5',
      [
        { position: -2, label: 'rejects' },
        { position: -1, label: 'does not recognise' },
        { position: 0, label: 'undeclared' },
        { position: 1, label: 'de facto recognition' },
        { position: 2, label: 'de jure recognition' },
      ],
    ],
    [
      'support-5',
      [
        { position: -2, label: 'strongly opposes' },
        { position: -1, label: 'opposes' },
        { position: 0, label: 'neutral' },
        { position: 1, label: 'supports' },
        { position: 2, label: 'strongly supports' },
      ],
    ],
  ]);
});

describe('recording a scale', () => {
  it('answers every field back, its points from lowest to highest', async () => {
    const scale = { slug: 'approval-3', name: 'Approval', description: 'Three points.', changeNote: 'For the survey.' };
    const points = [
      { position: 10, label: 'تأیید' },
      { position: -10, label: 'rejects' },
      { position: 0, label: 'undecided' },
    ];
    const answer = await recording.post('/v1/scales', { ...scale, points });
    expect(answer).toEqual({
      ...scale,
      points: [points[1], points[2], points[0]],
      id: expect.stringMatching(UUID_V7),
      revision: 1,
      status: 'ACTIVE',
      createdAt: expect.stringMatching(MOMENT),
      recordedAt: answer.createdAt,
      recordedBy: 'key 1',
    });
    expect(await recording.get('/v1/scales/approval-3')).toEqual(answer);
    expect(await recording.get(`/v1/scales/${answer.id}`)).toEqual(answer);
  });

  it('refuses a position that is named twice, and fewer than two points', async () => {
    const point = { position: 1, label: 'one' };
    const scale = { slug: 'broken', name: 'Broken' };
    const points = [point, { position: 0, label: 'none' }, point];
    expect(await recording.refusedPost(400, '/v1/scales', { ...scale, points })).toMatchObject({
      code: 'scale/point-twice',
      errors: [{ pointer: '/points/2/position' }],
    });
    expect(await recording.refusedPost(400, '/v1/scales', { ...scale, points: [point] })).toMatchObject({
      code: 'request/invalid',
      errors: [{ pointer: '/points' }],
    });
  });
});

describe('changing a scale', () => {
  it('leaves what is absent, clears what is null, and replaces the points while nothing uses them', async () => {
    const { id, createdAt } = await recording.scale('free', [-1, 0, 1], { description: 'Free.' });
    const points = [
      { position: 0, label: 'no' },
      { position: 5, label: 'five' },
      { position: 7, label: 'seven' },
    ];
    expect(await recording.patch('/v1/scales/free', 1, { description: null, points })).toEqual({
      id,
      slug: 'free',
      revision: 2,
      status: 'ACTIVE',
      name: 'Name of free',
      description: null,
      points,
      createdAt,
      recordedAt: expect.stringMatching(MOMENT),
      recordedBy: 'key 1',
      changeNote: null,
    });
    await recording.issue('on-free', { scale: 'free' });
    expect(
      await recording.stance({
        actor: (await recording.actor('a')).id,
        issue: 'on-free',
        position: 7,
        citations: [{ source: (await recording.source('press')).id, credibility: 1 }],
      }),
    ).toMatchObject({ position: 7, score: 1 });
  });

  it.each(['name', 'points'])('refuses null for the required %s', async (field) => {
    await recording.scale(`required-${field}`, [0, 1]);
    expect(await recording.refusedPatch(400, `/v1/scales/required-${field}`, 1, { [field]: null })).toMatchObject({
      code: 'request/invalid',
      errors: [{ pointer: `/${field}` }],
    });
  });
});

describe('a scale that an issue uses', () => {
  it('takes other labels', async () => {
    await recording.scale('used-labels', [0, 1]);
    await recording.issue('on-used-labels', { scale: 'used-labels' });
    const points = [
      { position: 1, label: 'بله' },
      { position: 0, label: 'خیر' },
    ];
    expect(await recording.patch('/v1/scales/used-labels', 1, { points })).toMatchObject({
      revision: 2,
      points: points.toReversed(),
    });
  });

  it.each([
    ['one more', [0, 1, 2]],
    ['one less', [0, 1]],
    ['another one', [0, 1, 4]],
    ['all others', [7, 8, 9]],
  ])('keeps its positions: %s is refused', async (name, positions) => {
    const slug = `used-${name.replaceAll(' ', '-')}`;
    const before = await recording.scale(slug, name === 'one more' ? [0, 1] : [0, 1, 3]);
    await recording.issue(`on-${slug}`, { scale: slug });
    const points = positions.map((position) => ({ position, label: 'new' }));
    expect(await recording.refusedPatch(409, `/v1/scales/${slug}`, 1, { points, name: 'New' })).toMatchObject({
      code: 'scale/points-fixed',
    });
    expect(await recording.get(`/v1/scales/${slug}`)).toEqual(before);
  });

  it('keeps its positions though the issue is retracted', async () => {
    await recording.scale('once-used', [0, 1]);
    await recording.issue('once-on-it', { scale: 'once-used' });
    await recording.retract('/v1/issues/once-on-it');
    const points = [0, 2].map((position) => ({ position, label: 'new' }));
    expect(await recording.refusedPatch(409, '/v1/scales/once-used', 1, { points })).toMatchObject({
      code: 'scale/points-fixed',
    });
  });
});

it('keeps every revision of a scale, oldest first', async () => {
  const first = await recording.scale('historic', [0, 1]);
  const second = await recording.patch('/v1/scales/historic', 1, {
    points: [3, 4, 5].map((position) => ({ position, label: `${position}` })),
  });
  const third = await recording.patch('/v1/scales/historic', 2, { name: 'Historic' });
  const fourth = await recording.retract('/v1/scales/historic', 'Never used.');
  expect(fourth).toMatchObject({ status: 'RETRACTED', revision: 4, changeNote: 'Never used.' });
  expect(await recording.get('/v1/scales/historic/history')).toEqual({ items: [first, second, third, fourth] });
});
