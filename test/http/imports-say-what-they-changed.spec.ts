import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Recording } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { csv, example, importExamples, Uploading } from '../support/uploading.js';

interface Change {
  readonly kind: string;
  readonly change: string;
  readonly slug?: string;
  readonly stance?: { readonly id: string; readonly revision: number; readonly externalId: string };
}

let service: TestApp;
let recording: Recording;
let uploading: Uploading;
beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  uploading = new Uploading(service);
  await importExamples(uploading);
});
afterAll(() => service.close());

async function changesOf(url: string, limit: number): Promise<Change[]> {
  const all: Change[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${cursor}`;
    const page: { items: Change[]; nextCursor: string | null } = await recording.get(`${url}?limit=${limit}${query}`);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}

const HEADER = 'externalId,actor,issue,act,position,date,source,credibility';
const rowOf = (id: string, position: number) =>
  `${id},austria,nuclear-ban-treaty,VOTE,${position},2017-07-07,un-conference-2017-07-07,1`;
const stances = (...rows: string[]) => ({ profile: 'stances', dataset: 'own', file: csv(HEADER, ...rows) });

it('stances that are added, changed and taken back, each at its revision', async () => {
  const first = await uploading.whole(stances(rowOf('a', 1), rowOf('b', 1), rowOf('c', 1)));
  const second = await uploading.whole({
    ...stances(rowOf('a', 2), rowOf('b', 1), rowOf('d', 0)),
    retractMissing: 'true',
  });
  const saidOf = (changes: Change[]) =>
    changes.map(({ change, kind, stance }) => `${kind} ${change} ${stance?.externalId} ${stance?.revision}`).toSorted();
  expect(saidOf(await changesOf(first.changesUrl, 2))).toEqual(['stance ADD a 1', 'stance ADD b 1', 'stance ADD c 1']);
  expect(saidOf(await changesOf(second.changesUrl, 1))).toEqual(['stance ADD d 1', 'stance DEL c 2', 'stance MOD a 2']);
  for (const { stance } of await changesOf(second.changesUrl, 50)) {
    const { items } = await recording.list(`/v1/stances/${stance!.id}/history`);
    expect(items.find(({ revision }) => revision === stance!.revision)).toEqual(stance);
  }
});

it('entries of the catalog, before the stances, whatever the size of a page', async () => {
  const file = csv('rcid,country,country_code,vote', '1,Austria,AT,yes', '1,France,FR,no', '2,France,FR,yes');
  const rollCalls = csv(
    'rcid,session,date,unres,short,descr',
    '1,72,2017-12-24,R/72/1,First,The first motion',
    '2,72,2017-12-24,R/72/2,Second,The second motion',
  );
  const done = await uploading.whole({ profile: 'un-ga-votes', file, 'table.roll-calls': rollCalls });
  expect(done).toMatchObject({ status: 'DONE', stances: { created: 3 } });
  const whole = await changesOf(done.changesUrl, 1000);
  const { created, revised } = done['entries'] as { created: number; revised: number };
  expect(whole).toHaveLength(created + revised + 3);
  expect(whole.slice(-3).map(({ kind }) => kind)).toEqual(['stance', 'stance', 'stance']);
  const entries = whole.slice(0, -3);
  expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(['event', 'issue', 'source']));
  expect(entries.filter(({ change }) => change === 'ADD')).toHaveLength(created);
  for (const { kind, slug } of entries) {
    expect(await recording.get(`/v1/${kind}s/${slug}`)).toMatchObject({ recordedAt: done.knownAt });
  }
  for (const limit of [1, 2, entries.length, entries.length + 1])
    expect(await changesOf(done.changesUrl, limit)).toEqual(whole);
});

it('an entry that a file states differently', async () => {
  const { content } = example('actors', 'actors.csv') as { content: Buffer };
  const file = { content: content.toString().replace('Autriche', 'L’Autriche'), fileName: 'actors.csv' };
  const done = await uploading.whole({ profile: 'actors', file });
  expect(await changesOf(done.changesUrl, 50)).toEqual([{ kind: 'actor', change: 'MOD', slug: 'austria' }]);
});

it('nothing where nothing was recorded, and no cursor of another import', async () => {
  const failed = await uploading.whole(stances(rowOf('z', 9)));
  expect(await recording.get(failed.changesUrl)).toEqual({ items: [], nextCursor: null });
  const { items } = await recording.list('/v1/imports?status=DONE&dataset=own');
  const [newer, older] = items as unknown as { changesUrl: string }[];
  const { nextCursor } = await recording.list(`${newer!.changesUrl}?limit=1`);
  expect(await recording.refusedGet(400, `${older!.changesUrl}?cursor=${nextCursor}`)).toMatchObject({
    code: 'cursor/other-query',
  });
});
