import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { type Distribution, type DistributionItem } from '../support/distribution.js';
import { imported } from '../support/imports/importing.js';
import { Recording } from '../support/recording.js';
import { example, rowsOfCsv } from '../support/shared-data.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const VOTES = example('un-ga', 'un_votes_1946_1989.csv.gz');
const ROLL_CALLS = example('un-ga', 'un_roll_calls_1946_1989.csv.gz');
const TOPICS = example('un-ga', 'un_roll_call_issues_1946_1989.csv');
const SESSIONS = ['29', '30'];
const NORDIC = ['Denmark', 'Finland', 'Iceland', 'Norway', 'Sweden'];

/** Yes, abstentions and no. */
type Votes = readonly [number, number, number];

interface RollCall {
  readonly session: string;
  /** Vote by country. */
  readonly votes: Map<string, string>;
}

let service: TestApp;
let recording: Recording;
/** By slug of the issue, read from the file and not from the database. */
const rollCalls = new Map<string, RollCall>();
const nordicSlugs: string[] = [];

const votesOf = ({ votes }: RollCall, countries?: readonly string[]): Votes => {
  const cast = [...votes].flatMap(([country, vote]) => (countries?.includes(country) === false ? [] : [vote]));
  const number = (vote: string): number => cast.filter((each) => each === vote).length;
  return [number('yes'), number('abstain'), number('no')];
};
/** As printed in Hix, Noury and Roland 2005: (max{Y,N,A} − ½[(Y+N+A) − max{Y,N,A}]) / (Y+N+A). */
const agreementIndex = ([yes, abstain, no]: Votes): number => {
  const most = Math.max(yes, abstain, no);
  return (most - 0.5 * (yes + no + abstain - most)) / (yes + no + abstain);
};
const riceIndex = ([yes, , no]: Votes): number | null => (yes + no === 0 ? null : Math.abs(yes - no) / (yes + no));
const total = ([yes, abstain, no]: Votes): number => yes + abstain + no;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What differs from the rows. */
function differences(items: readonly DistributionItem[], countries?: readonly string[]): unknown[] {
  return items.flatMap((item) => {
    const votes = votesOf(rollCalls.get(item.issue)!, countries);
    const figure = item.measure === 'rice' ? riceIndex(votes) : agreementIndex(votes);
    const expected = total(votes) < 2 ? null : figure;
    const isEqual =
      item.n === total(votes) &&
      (expected === null ? item.value === null : Math.abs(item.value! - expected) < 1e-12) &&
      ['1', '0', '-1'].every((position, index) => (item.counts[position] ?? 0) === votes[index]);
    return isEqual ? [] : [{ item, votes, expected }];
  });
}

beforeAll(async () => {
  service = await startTestApp();
  recording = new Recording(service);
  const sessionOf = new Map<string, string>();
  for await (const { rcid = '', session = '' } of rowsOfCsv(ROLL_CALLS)) sessionOf.set(rcid, session);
  const lines = ['rcid,country,country_code,vote'];
  for await (const { country = '', country_code: code = '', rcid = '', vote = '' } of rowsOfCsv(VOTES)) {
    const session = sessionOf.get(rcid)!;
    if (!SESSIONS.includes(session)) continue;
    lines.push(`${rcid},"${country}",${code},${vote}`);
    const issue = `un-ga-rc-${rcid}`;
    const rollCall = rollCalls.get(issue) ?? { session, votes: new Map<string, string>() };
    rollCalls.set(issue, { ...rollCall, votes: rollCall.votes.set(country, vote) });
  }
  const file = path.join(tmpdir(), `un-votes-of-two-sessions-${process.pid}.csv`);
  await writeFile(file, lines.join('\n'));
  const end = await imported(service.app, {
    file,
    profile: 'un-ga-votes',
    tables: { 'roll-calls': ROLL_CALLS, topics: TOPICS },
  });
  await rm(file);
  if (end.failure !== null) throw new Error(JSON.stringify(end.failure));
  const client = new Client({ connectionString: service.database.url });
  await client.connect();
  const { rows } = await client.query<{ slug: string }>(
    `SELECT DISTINCT a.slug FROM actor a JOIN actor_name n ON n.actor_id = a.id WHERE n.text = ANY($1) ORDER BY a.slug`,
    [NORDIC],
  );
  await client.end();
  nordicSlugs.push(...rows.map(({ slug }) => slug));
}, 180_000);
afterAll(() => service.close());

describe('the cohesion of the UN General Assembly in two sessions', () => {
  it('is on every roll call what its rows give, event by event', async () => {
    const { counts, items } = await recording.get<Distribution>(
      '/v1/cohesion?issue=un-ga-votes&rollup=broader&interval=event&measure=hix-noury-roland,rice',
    );
    expect(items).toHaveLength(2 * rollCalls.size);
    expect(counts).toMatchObject({ issues: rollCalls.size, places: 2 });
    expect(new Set(items.map(({ issue }) => issue))).toEqual(new Set(rollCalls.keys()));
    expect(differences(items)).toEqual([]);
    expect(items.filter(({ event, issue }) => event !== `un-ga-session-${rollCalls.get(issue)!.session}`)).toEqual([]);
  });

  it('is on a day what its rows give as well', async () => {
    const { items } = await recording.get<Distribution>('/v1/cohesion?issue=un-ga-votes&rollup=broader&on=1980');
    expect(items).toHaveLength(rollCalls.size);
    expect(differences(items)).toEqual([]);
  });

  it('of the Nordic countries is on average over roll calls what their rows give', async () => {
    expect(nordicSlugs).toHaveLength(NORDIC.length);
    await recording.actor('nordic-council', { kind: 'IGO' });
    for (const slug of nordicSlugs) {
      await recording.relation(`${slug}-in`, {
        subject: slug,
        type: 'MEMBER_OF',
        object: 'nordic-council',
        valid: '1956/..',
      });
    }
    const { items, means, members } = await recording.get<Distribution>(
      '/v1/cohesion?group=nordic-council&issue=un-ga-votes&rollup=broader&interval=event&measure=hix-noury-roland',
    );
    expect(members).toEqual(nordicSlugs);
    expect(differences(items, NORDIC)).toEqual([]);
    const expected = SESSIONS.map((session) => {
      const votes = [...rollCalls.values()]
        .filter((rollCall) => rollCall.session === session)
        .map((rollCall) => votesOf(rollCall, NORDIC))
        .filter((each) => total(each) >= 2);
      return {
        event: `un-ga-session-${session}`,
        value: expect.closeTo(mean(votes.map(agreementIndex)), 12),
        issues: votes.length,
      };
    });
    expect(means).toMatchObject(expected);
    expect(means.every(({ value }) => value! > 0.8)).toBe(true);
  });

  it('is the same for the countries named one by one, year by year', async () => {
    const { items } = await recording.get<Distribution>(
      `/v1/cohesion?actor=${nordicSlugs.join(',')}&issue=un-ga-votes&rollup=broader&interval=year&from=1974&to=1976`,
    );
    expect(differences(items, NORDIC)).toEqual([]);
  });
});
