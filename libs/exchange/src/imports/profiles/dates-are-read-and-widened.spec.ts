import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromDayNumber, toDayNumber } from '@app/domain';
import type { NewSource } from '@app/catalog';
import { mappingOf } from './support/mapping-of.js';

/** The date that a source has whose date is `value`, or the faults. */
async function datesOf(value: string, cells: readonly string[]): Promise<unknown[]> {
  const profile = `profile: test\ntitle: Test\nsources:\n  - slug: s\n    title: t\n    reliability: A\n    date: ${value}\n`;
  const mappings = await mappingOf(profile, ['d|e', ...cells]);
  return mappings.map((mapping) => {
    if (mapping.outcome === 'rejected') return mapping.faults.map(({ code, column }) => `${code}@${column}`).join();
    const [record] = mapping.outcome === 'records' ? mapping.records : [];
    return record?.kind === 'entry' ? (record.entry.entry as NewSource).date : mapping.outcome;
  });
}

describe('a date', () => {
  it('is EDTF where no format is given', async () => {
    expect(
      await datesOf(`'{d}'`, ['1946', '2023-11~', '2021/..', '[2023-11,2023-12]', '01/02/1946', '2023-02-30', '']),
    ).toEqual(['1946', '2023-11~', '2021/..', '[2023-11,2023-12]', 'date/not-edtf@1', 'date/impossible-day@1', null]);
  });

  it('may be made of two columns', async () => {
    expect(await datesOf(`{ from: ['{d}/{e}', '{d}/..'] }`, ['1946|1950', '1946|', '1950|1946'])).toEqual([
      '1946/1950',
      '1946/..',
      'date/interval-reversed@1',
    ]);
  });

  it.each([
    ['M/D/YYYY', '1/2/1946', '1946-01-02'],
    ['M/D/YYYY', '12/06/1989', '1989-12-06'],
    ['MM/DD/YYYY', '1/2/1946', 'date/not-in-format@1'],
    ['DD.MM.YYYY', '06.12.1989', '1989-12-06'],
    ['D MMM YYYY', '6 Dec 1989', '1989-12-06'],
    ['D MMM YYYY', '6 december 1989', '1989-12-06'],
    ['D MMM YYYY', '6 Dez 1989', 'date/not-in-format@1'],
    ['MMM YYYY', 'Sept 1989', '1989-09'],
    ['YYYYMMDD', '19891206', '1989-12-06'],
    ['YYYY', '1989', '1989'],
    ['YYYY-MM-DD', '1989-12-06T00:00', 'date/not-in-format@1'],
    ['M/D/YYYY', '2/30/1946', 'date/impossible-day@1'],
    ['M/D/YYYY', '13/1/1946', 'date/impossible-day@1'],
    ['M/D/YYYY', '0/1/1946', 'date/impossible-day@1'],
  ])('in the form %s: %s is %s', async (format, text, expected) => {
    expect(await datesOf(`{ from: '{d}', format: ${JSON.stringify(format)} }`, [text])).toEqual([expected]);
  });

  it.each(['YY-MM-DD', 'MM/DD', 'D YYYY', 'YYYY MMMM', 'YYYY-MM M'])('has no form %s', async (format) => {
    await expect(datesOf(`{ from: '{d}', format: '${format}' }`, ['1'])).rejects.toMatchObject({
      code: 'profile/invalid',
    });
  });

  it('says less where the day is known not to be reliable', async () => {
    const rule = `{ from: '{d}', precision: [{ before: '1900', is: year }, { before: '2003', is: month }] }`;
    expect(
      await datesOf(rule, [
        '1899-12-31',
        '1946-01-01',
        '2002-12-31',
        '2003-01-01',
        '1946',
        '1946-01~',
        '1946-01-01/1946-02-01',
      ]),
    ).toEqual(['1899', '1946-01', '2002-12', '2003-01-01', '1946', '1946-01~', '1946-01-01/1946-02-01']);
  });

  it('is every day in every form of the day', async () => {
    const day = fc.integer({ min: toDayNumber('0001-01-01'), max: toDayNumber('9999-12-31') }).map(fromDayNumber);
    await fc.assert(
      fc.asyncProperty(day, async (iso) => {
        const [year, month, dayOfMonth] = iso.split('-');
        const written = `${Number(dayOfMonth)}. ${Number(month)}. ${year}`;
        expect(await datesOf(`{ from: '{d}', format: 'D. M. YYYY' }`, [written])).toEqual([iso]);
      }),
      { numRuns: 50 },
    );
  });
});
