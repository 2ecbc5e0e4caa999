import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportEnd } from '@app/exchange';
import { imported } from '../support/imports/importing.js';
import { hasSharedData, rowsOfCsv, sharedData } from '../support/shared-data.js';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const COUNTS = 'state_dept_voting_coincidence_2013_2021.csv';
const PROFILE = path.resolve(import.meta.dirname, '../support/imports/coincidence.yaml');

type Row = Readonly<Record<string, string>>;

const slugOf = ({ country }: Row): string =>
  country!
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim()
    .replaceAll(' ', '-');

/**
 * Votes that have the counts of a country: the US said yes to every roll call; `same` times the country did as well,
 * `opposite` times it said no, `partial` times it abstained, `absent` times it was absent.
 */
function votesOf(row: Row): string[] {
  const acts = [
    ['same', 'VOTE,1'],
    ['opposite', 'VOTE,-1'],
    ['partial', 'VOTE,0'],
    ['absent', 'ABSENCE,'],
  ].flatMap(([count, vote]) => Array<string>(Number(row[count!])).fill(vote!));
  return acts.map((vote, roll) => `${row['year']},${roll + 1},${slugOf(row)},"${row['country']}",${vote}`);
}

const describeWithCounts = hasSharedData('agreement', COUNTS) ? describe : describe.skip;

describeWithCounts('the voting coincidence with the US that the State Department printed', () => {
  let service: TestApp;
  let folder: TemporaryFolder;
  let end: ImportEnd;
  const rowsOf = new Map<string, Row[]>();

  beforeAll(async () => {
    service = await startTestApp();
    folder = await temporaryFolder();
    for await (const row of rowsOfCsv(sharedData('agreement', COUNTS))) {
      rowsOf.set(row['year']!, [...(rowsOf.get(row['year']!) ?? []), row]);
    }
    const votes = ['2014', '2018', '2020'].flatMap((year) => {
      const rows = rowsOf.get(year)!;
      const rolls = Math.max(...rows.map((row) => votesOf(row).length));
      const own = Array.from({ length: rolls }, (_, roll) => `${year},${roll + 1},the-us,"The US",VOTE,1`);
      return [...own, ...rows.flatMap(votesOf)];
    });
    const file = path.join(folder.path, 'votes.csv');
    await writeFile(file, ['year,roll,country,name,act,position', ...votes].join('\n'));
    end = await imported(service.app, { file, profile: PROFILE });
  }, 180_000);

  afterAll(async () => {
    await service.close();
    await folder.remove();
  });

  const coincidence = async (
    year: string,
    query: string,
  ): Promise<Map<string, { value: number | null; n: number }>> => {
    const { body } = await service.http
      .get(
        `/v1/agreement?actor=the-us&issue=coincidence-${year}&rollup=broader&measure=identical&minN=1&shape=array&${query}`,
      )
      .expect(200);
    const items = body as { b: string; value: number | null; n: number }[];
    return new Map(items.map(({ b, n, value }) => [b, { n, value }]));
  };

  /** Countries whose figure is not the printed one, which has two decimals, or three. */
  const differences = async (year: string, query: string, expected: string): Promise<unknown[]> => {
    const ours = await coincidence(year, query);
    return rowsOf.get(year)!.flatMap((row) => {
      const value = ours.get(slugOf(row))?.value ?? null;
      const printed = row[expected]!;
      const decimals = printed.split('.')[1]?.length ?? 0;
      const equal = value !== null && Math.abs(value - Number(printed)) <= 0.5 * 10 ** -Math.max(decimals, 2) + 1e-9;
      return equal ? [] : [{ country: row['country'], printed, value }];
    });
  };

  it('is asked about the votes that were made from the counts', () => {
    expect(end.failure).toBeNull();
    expect(rowsOf.get('2018')).toHaveLength(192);
    expect(rowsOf.get('2020')).toHaveLength(192);
  });

  it.each(['2018', '2020'])(
    'in %s counts an abstention of one of them as half, and leaves absences out',
    async (year) => {
      expect(await differences(year, 'abstention=half&absence=dropped', 'coincidence')).toEqual([]);
    },
  );

  it('in 2014 left abstentions and absences out', async () => {
    expect(await differences('2014', 'abstention=dropped&absence=dropped', 'coincidence')).toEqual([]);
  });

  it.each(['2018', '2020'])('in %s would have counted absences as half by the formula of 2022', async (year) => {
    expect(await differences(year, 'abstention=half&absence=half', 'f_partial_half_absent_half')).toEqual([]);
    const found = await coincidence(year, 'abstention=half&absence=half');
    const units = rowsOf
      .get(year)!
      .map((row) => ['same', 'opposite', 'partial', 'absent'].reduce((sum, count) => sum + Number(row[count]), 0));
    expect(rowsOf.get(year)!.map((row) => found.get(slugOf(row))!.n)).toEqual(units);
  });
});
