import { describe, expect, it } from '@jest/globals';
import { InvalidProblem } from '../problems/problem.js';
import { parseEdtf } from './edtf.js';

function refusal(text: string, pointer?: string): { pointer: string; code: string; detail: string } {
  try {
    parseEdtf(text, pointer);
  } catch (error) {
    if (error instanceof InvalidProblem && error.faults[0]) return error.faults[0];
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('phrases of the article become EDTF with these bounds', () => {
  it.each([
    ['since 2021', '2021/..', 'DURATION', '2021-01-01', null],
    ['since the takeover', '2021-08-15/..', 'DURATION', '2021-08-15', null],
    ['in November', '2023-11', 'POINT', '2023-11-01', '2023-11-30'],
    ['around November', '2023-11~', 'POINT', '2023-11-01', '2023-11-30'],
    ['18–19 February 2024', '2024-02-18/2024-02-19', 'DURATION', '2024-02-18', '2024-02-19'],
    ['by the Doha meeting', '../2024-02-18', 'DURATION', null, '2024-02-18'],
    ['early November', '2023-11-0X', 'POINT', '2023-11-01', '2023-11-09'],
    ['either Nov or Dec', '[2023-11,2023-12]', 'POINT', '2023-11-01', '2023-12-31'],
  ])('%s: %s', (_phrase, edtf, kind, earliest, latest) => {
    expect(parseEdtf(edtf)).toEqual({ edtf, kind, earliest, latest });
  });
});

describe('a point covers every day it may mean', () => {
  it.each([
    ['2023', '2023-01-01', '2023-12-31'],
    ['0001', '0001-01-01', '0001-12-31'],
    ['9999-12', '9999-12-01', '9999-12-31'],
    ['2023-02', '2023-02-01', '2023-02-28'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['1900-02', '1900-02-01', '1900-02-28'],
    ['2000-02-29', '2000-02-29', '2000-02-29'],
    ['2024-02-18', '2024-02-18', '2024-02-18'],
    ['201X', '2010-01-01', '2019-12-31'],
    ['20XX', '2000-01-01', '2099-12-31'],
    ['201X-XX', '2010-01-01', '2019-12-31'],
    ['201X-XX-XX', '2010-01-01', '2019-12-31'],
    ['2004-XX', '2004-01-01', '2004-12-31'],
    ['1985-04-XX', '1985-04-01', '1985-04-30'],
    ['1985-XX-XX', '1985-01-01', '1985-12-31'],
    ['2023-0X', '2023-01-01', '2023-09-30'],
    ['2023-1X', '2023-10-01', '2023-12-31'],
    ['2023-0X-XX', '2023-01-01', '2023-09-30'],
    ['2023-11-1X', '2023-11-10', '2023-11-19'],
    ['2023-11-2X', '2023-11-20', '2023-11-29'],
    ['2023-02-2X', '2023-02-20', '2023-02-28'],
    ['2024-02-2X', '2024-02-20', '2024-02-29'],
    ['2023-11-3X', '2023-11-30', '2023-11-30'],
    ['2023-12-3X', '2023-12-30', '2023-12-31'],
  ])('%s', (edtf, earliest, latest) => {
    expect(parseEdtf(edtf)).toEqual({ edtf, kind: 'POINT', earliest, latest });
  });
});

describe('a qualifier says how sure the writer was and widens nothing', () => {
  it.each(['2023', '2023-11', '2023-11-18', '201X', '2023-11-0X'])('%s', (plain) => {
    for (const qualifier of ['?', '~', '%']) {
      const { earliest, latest } = parseEdtf(plain);
      expect(parseEdtf(plain + qualifier)).toEqual({ edtf: plain + qualifier, kind: 'POINT', earliest, latest });
    }
  });
});

describe('an interval is held from the first day of its start to the last day of its end', () => {
  it.each([
    ['2004/2005', '2004-01-01', '2005-12-31'],
    ['2004/2004-02', '2004-01-01', '2004-02-29'],
    ['2004-02/2004', '2004-02-01', '2004-12-31'],
    ['2023-11~/2023-12?', '2023-11-01', '2023-12-31'],
    ['2004-06-XX/2004-07-03', '2004-06-01', '2004-07-03'],
    ['2023-11-0X/2023-11-2X%', '2023-11-01', '2023-11-29'],
    ['2024-02-18/2024-02-18', '2024-02-18', '2024-02-18'],
    ['201X/..', '2010-01-01', null],
  ])('%s', (edtf, earliest, latest) => {
    expect(parseEdtf(edtf)).toEqual({ edtf, kind: 'DURATION', earliest, latest });
  });

  it('keeps in the text whether an end is open or not known, and gives null for both', () => {
    expect(parseEdtf('2021/..')).toEqual({ edtf: '2021/..', kind: 'DURATION', earliest: '2021-01-01', latest: null });
    expect(parseEdtf('2021/')).toEqual({ edtf: '2021/', kind: 'DURATION', earliest: '2021-01-01', latest: null });
    expect(parseEdtf('/2024')).toEqual({ edtf: '/2024', kind: 'DURATION', earliest: null, latest: '2024-12-31' });
  });

  it('gives bounds that survive JSON', () => {
    for (const edtf of ['2021/..', '2021/', '../2024', '/2024']) {
      const date = parseEdtf(edtf);
      expect(JSON.parse(JSON.stringify(date))).toEqual(date);
    }
  });
});

describe('one of a set spans its members in whatever order they come', () => {
  it.each([
    ['[2023]', '2023-01-01', '2023-12-31'],
    ['[2023-12,2023-11]', '2023-11-01', '2023-12-31'],
    ['[1667,1668,1670,1671,1672]', '1667-01-01', '1672-12-31'],
    ['[2023,2022-12-25,2023-02]', '2022-12-25', '2023-12-31'],
    ['[2023-11-0X,2023-12]', '2023-11-01', '2023-12-31'],
  ])('%s', (edtf, earliest, latest) => {
    expect(parseEdtf(edtf)).toEqual({ edtf, kind: 'POINT', earliest, latest });
  });
});

describe('a Solar Hijri year is legal EDTF and is read as it stands', () => {
  it('1358-11', () => {
    expect(parseEdtf('1358-11')).toMatchObject({ earliest: '1358-11-01', latest: '1358-11-30' });
  });
});

describe('what is refused, and under which code', () => {
  it.each([
    ['date/impossible-day', ['2023-02-29', '2023-02-30', '1900-02-29', '2023-04-31', '2023-11-00', '2023-02-3X']],
    ['date/impossible-day', ['2023-13', '2023-00', '2023-00-05', '2023-18-03', '2023-21-05', '2023-11-31/2023-12']],
    ['date/interval-reversed', ['2005/2004', '2024-03/2024-02', '2023-11-2X/2023-11-0X', '2024-02-19?/2024-02-18']],
    ['date/season-ambiguous', ['2023-21', '2023-22', '2023-23', '2023-24', '2001-21', '2023-23~', '2023-21/2023-22']],
    ['date/set-range', ['[2023-11..2024-01]', '{2023-11..2024-01}', '[1667,1668,1670..1672]', '[..2023]', '[2023..]']],
    ['date/all-of-set', ['{2023,2024}', '{2023-11-18,2023-11-20}', '{2023}']],
    [
      'date/year-out-of-range',
      ['0000', '0000-05', '000X', '00XX', '-0044', '-0044-03', 'Y12023', 'Y-170000002', 'Y17E7'],
    ],
    ['date/year-out-of-range', ['-0044/2023', '2023/Y12023', '[-0044,2023]', '-0044~']],
    ['date/unbounded', ['/', '../..', '../', '/..']],
    ['date/too-long', [`[${'2023,'.repeat(20)}2023]`, '2'.repeat(101)]],
    [
      'date/not-edtf',
      ['', ' ', '.', '..', '-', '[]', '[', '{', '{2023', '[2023', '2023]', '?', 'XXXX', '1XXX', 'XX', 'X'],
    ],
    ['date/not-edtf', ['2023-XX-15', '20XX-03', '201X-XX-05', '2023-1X-05', '2023-X1', '2023-11-X5', '20X3']],
    [
      'date/not-edtf',
      ['2023-33', '2023-25', '2023-41', '1950S2', '12023', '+2023', '202', '2023-1', '2023-11-1', '2023-'],
    ],
    [
      'date/not-edtf',
      ['?2023', '2023?-11', '2023-?11', '2023??', '[2023?,2024]', '[2023,2024]?', '[2023,]', '[2023/2024]'],
    ],
    [
      'date/not-edtf',
      ['2023/2024/2025', '2023/..?', '..~/2023', '[2023]/..', '2023//', '...', 'unknown', 'null', 'NaN'],
    ],
    [
      'date/not-edtf',
      ['20140318', '03/02/2014', '2014/03/18', 'November 2023', '2014-03-18T10:00:00Z', '1700000000000'],
    ],
    [
      'date/not-edtf',
      [' 2023', '2023 ', '2023\n', '\t2023', '[2023, 2024]', '2023 / 2024', '2023\u0000', '\u00002023'],
    ],
    [
      'date/not-edtf',
      ['201x', '2023-11-0x', 'xxxx', '2023–11', '2023‑11', '2023−11', '２０２３', '۲۰۲۳', '2023\u200f'],
    ],
  ])('%s: %j', (code, texts) => {
    for (const text of texts) expect([text, refusal(text).code]).toEqual([text, code]);
  });

  it('reports at /date unless told where', () => {
    expect(refusal('x').pointer).toBe('/date');
    expect(refusal('x', '?from').pointer).toBe('?from');
  });

  it('accepts a hundred characters and not one more', () => {
    const hundred = `[${'2023,'.repeat(14)}${'2024-10,'.repeat(3)}2023]`;
    expect(hundred).toHaveLength(100);
    expect(parseEdtf(hundred).latest).toBe('2024-10-31');
    expect(refusal(`[${'2023,'.repeat(19)}2023]`).code).toBe('date/too-long');
  });
});

describe('a refusal says what to write instead', () => {
  it.each([
    ['20140318', 'Write "2014-03-18".'],
    ['201403', 'Write "2014-03".'],
    ['20140318/20140320', 'Write "2014-03-18/2014-03-20".'],
    ['03/02/2014', 'Write "2014-02-03" or "2014-03-02".'],
    ['18/03/2014', 'Write "2014-03-18".'],
    ['18.3.2014', 'Write "2014-03-18".'],
    ['2014/03/18', 'Write "2014-03-18".'],
    ['03/2014', 'Write "2014-03".'],
    ['2023-1-5', 'Write "2023-01-05".'],
    ['November 2023', 'Write "2023-11".'],
    ['18 Nov 2023', 'Write "2023-11-18".'],
    ['Sept. 3rd, 2023', 'Write "2023-09-03".'],
    ['2014-03-18T10:00:00Z', 'Write "2014-03-18". Days are recorded, not times.'],
    ['2014-03-18 10:00', 'Write "2014-03-18". Days are recorded, not times.'],
    ['since 2021', 'Write "2021/..".'],
    ['by 2024-02-18', 'Write "../2024-02-18".'],
    ['2014 or 2015', 'Write "[2014,2015]".'],
    ['2014-2015', 'Write "2014/2015".'],
    ['1990s', 'Write "199X".'],
    ['199u', 'Write "199X".'],
    ['2004/open', 'Write "2004/..".'],
    ['circa 2014', 'Write "2014~".'],
    ['201x', 'Write "201X".'],
    [' 2023-11', 'Write "2023-11".'],
    ['2023\u0000', 'Write "2023".'],
    ['2023–11', 'Write "2023-11".'],
    ['2024-02-18–2024-02-19', 'Write "2024-02-18/2024-02-19".'],
    ['۲۰۲۳-۱۱', 'Write "2023-11".'],
    ['٢٠٢٣', 'Write "2023".'],
    ['[2023?,2024]', 'Write "[2023,2024]".'],
    ['2023?-11', 'Write "2023-11?".'],
    ['2023-18-03', 'If 18 is the day, write 2023-03-18.'],
    ['2023-31-02', 'Write 2023 if the month is not known.'],
    ['2023-02-30', 'Write 2023-02-28, or 2023-02 if the day is not known.'],
    ['2023-11-00', 'has the days 01 to 30. Write 2023-11 if the day is not known.'],
    ['2005/2004', 'write 2004/2005.'],
    ['open/2004', 'Write "../2004".'],
    ['1403/05/01', 'Write "1403-05-01". Dates are Gregorian: convert a Solar Hijri date first.'],
    ['2023\u200f', '"2023\\u200f" is not an EDTF date. Write "2023".'],
    ['2023\u201311', '"2023\\u201311" is not an EDTF date. Write "2023-11".'],
    ['2023-21', '[2023-03,2023-04,2023-05]'],
    ['2023-23', '[2023-09,2023-10,2023-11]'],
    ['2023-24', '2023-12/2024-02'],
    ['2023-33', '2023-04/2023-06'],
    ['XXXX', 'Write 2023, 2023-11 or 2023-11-18;'],
    ['the day before', 'Write 2023, 2023-11 or 2023-11-18;'],
    ['2023-11/soon', '"soon" in "2023-11/soon" is not an EDTF date.'],
  ])('%j', (text, advice) => {
    expect(refusal(text).detail).toContain(advice);
  });
});
