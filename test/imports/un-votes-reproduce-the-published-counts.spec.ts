import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportEnd } from '@app/exchange';
import pg from 'pg';
import { imported } from '../support/imports/importing.js';
import { example, hasSharedData, rowsOfCsv, sharedData } from '../support/shared-data.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const UN_VOTES = {
  file: example('un-ga', 'un_votes_1946_1989.csv.gz'),
  profile: 'un-ga-votes',
  tables: {
    'roll-calls': example('un-ga', 'un_roll_calls_1946_1989.csv.gz'),
    topics: example('un-ga', 'un_roll_call_issues_1946_1989.csv'),
  },
};

const ROWS = 425_574;
/** Rows of the published table on each topic. */
const PUBLISHED_ROWS: Readonly<Record<string, number>> = { co: 4810, di: 4464, ec: 4593, hr: 4464, me: 4029, nu: 4245 };
const EXPECTED_BY_TOPIC = 'expected_country_issue_year_1946_1989.csv.gz';
const EXPECTED_BY_YEAR = 'expected_country_year_1946_1989.csv.gz';

interface Point {
  readonly start: string;
  readonly n: number;
  readonly counts: Record<string, number>;
}

/** Votes of one actor in one year, as published. */
interface Counts {
  readonly yes: number;
  readonly abstain: number;
  readonly no: number;
  /** Of yes, from 0 to 1. */
  readonly share: number;
}

interface Printed extends Omit<Counts, 'share'> {
  readonly share: string;
}

const countsOf = ({ counts, n }: Point): Counts => {
  const yes = counts['1'] ?? 0;
  return { yes, abstain: counts['0'] ?? 0, no: counts['-1'] ?? 0, share: yes / n };
};

/**
 * As it is printed: one table gives six decimals, the other all, from a mean that was summed up, whose last bit may
 * therefore differ from that of yes / n.
 */
const isPrinted = (share: number, printed: string): boolean => {
  const decimals = printed.split('.')[1]?.length ?? 0;
  return decimals <= 6
    ? Number(share.toFixed(6)) === Number(printed)
    : Math.abs(share - Number(printed)) <= Number.EPSILON;
};

/** What differs, row by row; counts must be equal. */
function differences(ours: ReadonlyMap<string, Counts>, published: ReadonlyMap<string, Printed>): unknown[] {
  const keys = new Set([...ours.keys(), ...published.keys()]);
  return [...keys].flatMap((key) => {
    const [mine, theirs] = [ours.get(key), published.get(key)];
    const equal =
      mine !== undefined &&
      theirs !== undefined &&
      mine.yes === theirs.yes &&
      mine.abstain === theirs.abstain &&
      mine.no === theirs.no &&
      isPrinted(mine.share, theirs.share);
    return equal ? [] : [{ key, mine, theirs }];
  });
}

describe('the votes of the UN General Assembly, 1946 to 1989', () => {
  let service: TestApp;
  let client: pg.Client;
  let first: ImportEnd;
  /** Slug of each country of the file. */
  const slugs = new Map<string, string>();

  const timeline = async (issue: string): Promise<Map<string, Counts>> => {
    const { body } = await service.http.get(`/v1/timeline?issue=${issue}&rollup=broader&interval=year`).expect(200);
    const { series } = body as { series: { actor: string; points: Point[] }[] };
    return new Map(
      series.flatMap(({ actor, points }) =>
        points.map((point) => [`${actor} ${point.start.slice(0, 4)}`, countsOf(point)] as const),
      ),
    );
  };

  const expected = async (file: string, topic: string | null): Promise<Map<string, Printed>> => {
    const rows = new Map<string, Printed>();
    for await (const row of rowsOfCsv(sharedData('un_ga', file))) {
      if (topic !== null && row['short_name'] !== topic) continue;
      const counts = {
        yes: Number(row['yes']),
        abstain: Number(row['abstain']),
        no: Number(row['no']),
        share: row['percent_yes'] ?? '',
      };
      rows.set(`${slugs.get(row['country'] ?? '')} ${row['year']}`, counts);
    }
    return rows;
  };

  beforeAll(async () => {
    service = await startTestApp();
    client = new pg.Client({ connectionString: service.database.url });
    await client.connect();
    first = await imported(service.app, UN_VOTES);
    for await (const { country = '', rcid } of rowsOfCsv(UN_VOTES.file)) {
      if (slugs.has(country)) continue;
      const { rows } = await client.query<{ slug: string }>(
        `SELECT DISTINCT a.slug FROM actor a JOIN actor_name n ON n.actor_id = a.id WHERE n.text = $1`,
        [country],
      );
      if (rows.length !== 1) throw new Error(`${country} (roll call ${rcid}) names ${rows.length} actors.`);
      slugs.set(country, rows[0]?.slug ?? '');
    }
  }, 180_000);

  afterAll(async () => {
    await client.end();
    await service.close();
  });

  it('are recorded without a row lost or invented', async () => {
    expect(first.failure).toBeNull();
    expect(first.rows).toEqual({ read: ROWS, skipped: 0, rejected: 0 });
    expect(first.counts.stances).toEqual({ created: ROWS, revised: 0, unchanged: 0, retracted: 0, overridden: 0 });
    expect(slugs.size).toBe(161);
    expect(new Set(slugs.values()).size).toBe(161);
    const recorded = new Set<string>();
    const { rows } = await client.query<{ said: string[] }>({
      text: `SELECT array_agg(a.slug || ' ' || i.slug || ' ' || s.position || ' ' || s.act) AS said
               FROM stance s JOIN actor a ON a.id = s.actor_id JOIN issue i ON i.id = s.issue_id
              WHERE s.superseded_at IS NULL AND s.status = 'PUBLISHED'`,
    });
    for (const said of rows[0]?.said ?? []) recorded.add(said);
    expect(recorded.size).toBe(ROWS);
    const lost: string[] = [];
    const positions: Record<string, string> = { yes: '1', abstain: '0', no: '-1' };
    for await (const { country = '', rcid, vote = '' } of rowsOfCsv(UN_VOTES.file)) {
      const said = `${slugs.get(country)} un-ga-rc-${rcid} ${positions[vote]} VOTE`;
      if (!recorded.delete(said)) lost.push(said);
    }
    expect(lost).toEqual([]);
    expect([...recorded]).toEqual([]);
  }, 120_000);

  it('are dated to the month, since the day of a roll call is not reliable', async () => {
    const { rows } = await client.query<{ date: string; days: number; count: number }>(
      `SELECT DISTINCT length(date_edtf) AS length FROM stance`,
    );
    expect(rows).toEqual([{ length: 7 }]);
  });

  const describeWithFigures = hasSharedData('un_ga', EXPECTED_BY_TOPIC) ? describe : describe.skip;

  describeWithFigures('give the published counts and shares of every country and year', () => {
    it.each(Object.keys(PUBLISHED_ROWS))(
      'on the topic %s',
      async (topic) => {
        const published = await expected(EXPECTED_BY_TOPIC, topic);
        expect(published.size).toBe(PUBLISHED_ROWS[topic]);
        expect(differences(await timeline(`un-ga-${topic}`), published)).toEqual([]);
      },
      120_000,
    );

    it('on all roll calls', async () => {
      const published = await expected(EXPECTED_BY_YEAR, null);
      expect(published.size).toBe(4917);
      expect(differences(await timeline('un-ga-votes'), published)).toEqual([]);
    }, 120_000);
  });

  it.each([
    ['the same file', UN_VOTES.file],
    ['the same rows in another file', path.join(tmpdir(), `un-votes-${process.pid}.csv`)],
  ])(
    'make no revision when %s is imported again',
    async (_, file) => {
      if (file !== UN_VOTES.file) await writeFile(file, gunzipSync(await readFile(UN_VOTES.file)));
      const { rows: before } = await client.query('SELECT count(*) FROM stance');
      const second = await imported(service.app, { ...UN_VOTES, file });
      if (file !== UN_VOTES.file) await rm(file);
      expect(second.failure).toBeNull();
      expect(second.rows).toEqual({ read: ROWS, skipped: 0, rejected: 0 });
      expect(second.counts).toEqual({
        stances: { created: 0, revised: 0, unchanged: ROWS, retracted: 0, overridden: 0 },
        entries: { created: 0, revised: 0, unchanged: 0 },
      });
      expect((await client.query('SELECT count(*) FROM stance')).rows).toEqual(before);
    },
    120_000,
  );

  it('are counted right in the maintained series', async () => {
    const state = () =>
      client.query(
        `SELECT count(*), sum(total), md5(string_agg(c::text, '' ORDER BY actor_id, issue_id)) FROM stance_current c`,
      );
    const { rows: maintained } = await state();
    await client.query('SELECT rebuild_series()');
    expect((await state()).rows).toEqual(maintained);
  }, 120_000);
});
