import { describe, expect, it } from '@jest/globals';
import { parseEdtf, toDayNumber } from '@app/domain';
import { daysOf, inOrder, lastAt, lastHeld as heldAmong, wasAbsent } from './last-held.js';
import type { ListedRecord } from './listed-record.js';

const recordOf = (
  id: string,
  date: string,
  position: number | null,
  more: Partial<ListedRecord> = {},
): ListedRecord => {
  const { earliest, kind, latest } = parseEdtf(date);
  return {
    id,
    actor: 'iran',
    issue: 'envoy',
    event: null,
    absent: false,
    position,
    kind,
    earliest: earliest === null ? null : toDayNumber(earliest),
    latest: latest === null ? null : toDayNumber(latest),
    credibilities: [2],
    ...more,
  };
};

const lastHeld = (records: readonly ListedRecord[], days: ReturnType<typeof daysOf>) =>
  heldAmong(inOrder(records), days);
const on = (first: string | null, last: string | null) => daysOf({ first, last });

describe('what a pair holds on a day', () => {
  const month = recordOf('a', '2023-11', -1);
  const early = recordOf('b', '2023-10-15', 1);

  it('is the last record that has certainly begun, in whichever order they come', () => {
    for (const records of [
      [month, early],
      [early, month],
    ]) {
      expect(lastHeld(records, on(null, '2023-11-29'))?.record).toBe(early);
      expect(lastHeld(records, on(null, '2023-11-30'))?.record).toBe(month);
      expect(lastHeld(records, on(null, '2023-10-14'))).toBeNull();
    }
  });

  it('is decided within a day by the greatest id, and the others are tied with it', () => {
    const records = [recordOf('c', '2024-02-18', 1), recordOf('d', '2024-02-18', -2), early];
    const held = lastHeld(records, on(null, '2024-03-01'));
    expect(held?.tied.map(({ id }) => id)).toEqual(['d', 'c']);
    expect(held?.since).toBe(toDayNumber('2024-02-18'));
  });

  it('is not a record of unknown position', () => {
    expect(lastHeld([early, recordOf('c', '2024-02-18', null)], on(null, '2024-03-01'))?.record).toBe(early);
  });

  it('begins with the unbroken run of its position', () => {
    const records = ['2022-01-01', '2022-02-01', '2022-03-01', '2022-04-01'].map((date, index) =>
      recordOf(String(index), date, index === 1 ? 2 : 1),
    );
    expect(lastHeld(records, on(null, '2022-05-01'))?.since).toBe(toDayNumber('2022-03-01'));
    expect(lastHeld([recordOf('a', '../2024', 1)], on(null, '2022-05-01'))?.since).toBe(-Infinity);
  });

  it('is nothing where the last record was last known to hold before the window, though an older one holds in it', () => {
    const records = [recordOf('a', '2010/2022', 1), recordOf('b', '2015-05-01', -1)];
    expect(lastHeld(records, on('2020-01-01', '2021-12-31'))).toBeNull();
    expect(lastHeld(records, on('2015-05-01', '2021-12-31'))?.record.id).toBe('b');
  });

  it('is a duration still held, however long ago it began', () => {
    expect(lastHeld([recordOf('a', '2010/..', 1)], on('2020-01-01', '2021-12-31'))?.record.id).toBe('a');
  });

  it('at an event is the last of its records, whatever comes after', () => {
    expect(lastAt([early, month], on('2023-10-15', '2023-10-20'))?.record).toBe(early);
    expect(lastAt([early, month], on('2023-10-15', null))?.record).toBe(month);
  });

  it('may be an absence, which has no position, on one of the days', () => {
    const absent = recordOf('a', '2020-05-10', null, { absent: true });
    expect(wasAbsent([absent], on('2020-05-10', '2020-05-31'))).toBe(true);
    expect(wasAbsent([absent], on('2020-05-11', '2020-05-31'))).toBe(false);
    expect(wasAbsent([{ ...absent, position: 1 }], on(null, null))).toBe(false);
  });
});
