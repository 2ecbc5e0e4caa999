import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOMENT, Recording, UUID_V7 } from '../support/recording.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { csv, example, importExamples, Uploading } from '../support/uploading.js';

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

const STANCES = { profile: 'stances', dataset: 'tpnw', file: example('stances', 'stances.csv') };

describe('a file that is uploaded', () => {
  it('is recorded, and the import says what it did', async () => {
    const done = await uploading.whole(STANCES);
    const { content } = example('stances', 'stances.csv') as { content: Buffer };
    expect(done).toEqual({
      id: expect.stringMatching(UUID_V7),
      status: 'DONE',
      dataset: 'tpnw',
      profile: 'stances',
      parameters: {},
      tables: {},
      fileName: 'stances.csv',
      fileSha256: createHash('sha256').update(content).digest('hex'),
      fileBytes: content.length,
      dryRun: false,
      keepGoing: false,
      retractMissing: false,
      undoes: null,
      undoneBy: null,
      recordedBy: 'key 1',
      startedAt: expect.stringMatching(MOMENT),
      finishedAt: expect.stringMatching(MOMENT),
      knownAt: expect.stringMatching(MOMENT),
      phase: 'finished',
      progress: { bytesRead: content.length, bytes: content.length, rows: 8 },
      rows: { read: 8, skipped: 0, rejected: 0 },
      stances: { created: 8, revised: 0, unchanged: 0, retracted: 0, overridden: 0 },
      entries: { created: 0, revised: 0, unchanged: 0 },
      problem: null,
      faults: [],
      faultsUrl: `/v1/imports/${done.id}/faults`,
      changesUrl: `/v1/imports/${done.id}/changes`,
    });
    const { items } = await recording.list('/v1/stances?externalId=tpnw/2');
    expect(items).toMatchObject([
      {
        actor: 'netherlands',
        issue: 'nuclear-ban-treaty',
        act: 'VOTE',
        position: -1,
        date: '2017-07-07',
        dataset: 'tpnw',
        import: done.id,
        recordedBy: 'key 1',
        recordedAt: done.knownAt,
        citations: [{ source: 'un-conference-2017-07-07', credibility: 1 }],
      },
    ]);
  });

  it('changes nothing the second time', async () => {
    expect(await uploading.whole(STANCES)).toMatchObject({
      status: 'DONE',
      stances: { created: 0, revised: 0, unchanged: 8, retracted: 0, overridden: 0 },
    });
  });

  it('is seen with every read at knownAt as it was right after the import', async () => {
    const header = 'externalId,actor,issue,act,position,date,source,credibility';
    const row = 'known/1,austria,nuclear-ban-treaty,VOTE,1,2017-07-07,un-conference-2017-07-07,1';
    const first = await uploading.whole({ profile: 'stances', dataset: 'known', file: csv(header, row) });
    await uploading.whole({
      profile: 'stances',
      dataset: 'known',
      file: csv(header, row.replace(',1,2017', ',2,2017')),
    });
    const read = (knownAt: string) => recording.list(`/v1/stances?externalId=known/1${knownAt}`);
    expect((await read('')).items).toMatchObject([{ position: 2, revision: 2 }]);
    expect((await read(`&knownAt=${first.knownAt}`)).items).toMatchObject([{ position: 1, revision: 1 }]);
  });

  it('takes back what it no longer has, where it is asked to', async () => {
    const header = 'externalId,actor,issue,act,position,date,source,credibility';
    const rowOf = (id: string) => `${id},austria,nuclear-ban-treaty,VOTE,1,2017-07-07,un-conference-2017-07-07,1`;
    const into = { profile: 'stances', dataset: 'shrinking' };
    await uploading.whole({ ...into, file: csv(header, rowOf('a'), rowOf('b')) });
    expect(await uploading.whole({ ...into, retractMissing: 'true', file: csv(header, rowOf('a')) })).toMatchObject({
      retractMissing: true,
      stances: { unchanged: 1, retracted: 1 },
    });
  });

  it('is mapped by a profile that is sent, with its tables and parameters', async () => {
    const profile = `
profile: own
title: Votes in a list of their own
parameters:
  act: { description: What was done. }
tables:
  countries: { given: required, key: code, match: '{code}' }
stances:
  - externalId: 'own/{code}'
    actor: '{countries.actor}'
    issue: nuclear-ban-treaty
    act: '{param.act}'
    position: '{vote}'
    date: '2017-07-07'
    citations: [{ source: un-conference-2017-07-07, credibility: 1 }]
`;
    const done = await uploading.whole({
      profile: { content: profile, fileName: 'own.yaml' },
      file: csv('code,vote', 'AT,1'),
      'table.countries': csv('code,actor', 'AT,austria'),
      'set.act': 'VOTE',
    });
    expect(done).toMatchObject({
      status: 'DONE',
      dataset: 'own',
      profile: 'own',
      parameters: { act: 'VOTE' },
      stances: { created: 1 },
    });
    expect((await recording.list('/v1/stances?externalId=own/AT')).items).toMatchObject([{ actor: 'austria' }]);
  });

  it('makes entries of the catalog where its profile says so', async () => {
    const { items } = await recording.list('/v1/actors?q=Niederlande');
    expect(items).toEqual([]);
    expect(await recording.get('/v1/actors/netherlands')).toMatchObject({ recordedBy: 'key 1', revision: 1 });
    expect(await uploading.whole({ profile: 'actors', file: example('actors', 'actors.csv') })).toMatchObject({
      entries: { created: 0, revised: 0, unchanged: 8 },
    });
  });

  it('that is not there is not found', async () => {
    for (const path of ['', '/faults', '/faults.csv', '/changes']) {
      for (const id of ['019b0000-0000-7000-8000-000000000000', 'nothing']) {
        expect(await recording.refusedGet(404, `/v1/imports/${id}${path}`)).toMatchObject({ code: 'import/not-found' });
      }
    }
  });
});

describe('the profiles', () => {
  it('are listed with what they take', async () => {
    const { items } = await recording.get<{ items: { name: string }[] }>('/v1/profiles');
    expect(items.map(({ name }) => name)).toContain('stances');
    expect(items.find(({ name }) => name === 'un-ga-votes')).toMatchObject({
      dataset: '{param.prefix}-votes',
      scopes: ['write:stances', 'write:catalog'],
      parameters: [{ name: 'prefix', default: 'un-ga', isRequired: false }],
      tables: [
        { name: 'roll-calls', isRequired: true },
        { name: 'topics', isRequired: false },
      ],
    });
    expect(await recording.get('/v1/profiles/stances')).toMatchObject({ scopes: ['write:stances'], tables: [] });
  });

  it('are named by no path', async () => {
    for (const name of ['nothing', 'stances.yaml', '..%2Fprofiles%2Fstances.yaml']) {
      expect(await recording.refusedGet(404, `/v1/profiles/${name}`)).toMatchObject({ code: 'profile/unknown' });
    }
  });
});
