import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportEnd } from '@app/exchange';
import { imported } from '../support/imports/importing.js';
import { example, rowsOfCsv } from '../support/shared-data.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const SPELLS = example('recognition', 'taiwan_roc_recognition_spells_to_1999.csv');
const ISSUE = 'recognition-of-taiwan';

describe('the recognition of the Republic of China', () => {
  let service: TestApp;
  let end: ImportEnd;

  beforeAll(async () => {
    service = await startTestApp();
    end = await imported(service.app, { file: SPELLS, profile: 'recognition-spells' });
  });

  afterAll(() => service.close());

  const recognisers = async (on: string): Promise<string[]> => {
    const { body } = await service.http.get(`/v1/positions?issue=${ISSUE}&on=${on}`).expect(200);
    const { cells } = body as { cells: { actor: string; position: number }[] };
    return cells.filter(({ position }) => position > 0).map(({ actor }) => actor);
  };

  it('is recorded as given and, where a spell ended, as withdrawn', async () => {
    let given = 0;
    let withdrawn = 0;
    for await (const { end_year } of rowsOfCsv(SPELLS)) {
      given += 1;
      if (end_year !== '') withdrawn += 1;
    }
    expect(end.failure).toBeNull();
    expect(end.counts.stances.created).toBe(given + withdrawn);
  });

  it.each([
    ['1960', 57],
    ['1971', 58],
    ['1972', 44],
    ['1980', 22],
  ])('was given by the published number of states on the last day of %s', async (year, count) => {
    expect(await recognisers(`${year}-12-31`)).toHaveLength(count);
  });

  it('agrees with the spells on the last day of every year', async () => {
    const spells: { start: number; end: number }[] = [];
    for await (const { end_year, start_year } of rowsOfCsv(SPELLS)) {
      spells.push({ start: Number(start_year), end: end_year === '' ? Infinity : Number(end_year) });
    }
    for (let year = 1912; year <= 1999; year += 1) {
      const expected = spells.filter(({ end: ended, start }) => start <= year && year < ended).length;
      expect([year, (await recognisers(`${year}-12-31`)).length]).toEqual([year, expected]);
    }
  });
});
