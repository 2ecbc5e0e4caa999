import { describe, expect, it } from '@jest/globals';
import { actor, event, issue, source } from './support/entries.js';
import { mappingOf } from './support/mapping-of.js';
import { MemoryLookups } from './support/memory-lookups.js';

const PROFILE = `
profile: test
title: Test
stances:
  - externalId: '{id}'
    actor: '{actor}'
    issue: '{issue}'
    act: '{act}'
    position: '{position}'
    date: '{date}'
    event: '{event?}'
    channel: '{channel?}'
    confidence: '{confidence?}'
    summary: '{summary?}'
    citations:
      - { source: '{source}', credibility: '{credibility}', quote: '{quote?}', prefix: '{prefix?}', locator: '{locator?}' }
`;

const ROW = {
  id: 'a/1',
  actor: 'iran',
  issue: 'envoy',
  act: 'STATEMENT',
  position: '-2',
  date: '2024-02-19',
  event: 'doha',
  channel: 'ON_RECORD',
  confidence: 'HIGH',
  summary: 'Says no.',
  source: 'article',
  credibility: '2',
  quote: 'no',
  prefix: 'said',
  locator: 'p. 1',
};

const lookups = (): MemoryLookups =>
  new MemoryLookups([
    actor('iran', 'Iran'),
    issue('envoy'),
    issue('with-rule', 'support-5', true),
    issue('motion', 'vote-3'),
    source('article'),
    event('doha'),
  ]);

async function mapped(changes: Partial<Record<keyof typeof ROW, string>>) {
  const row = { ...ROW, ...changes };
  const [mapping] = await mappingOf(PROFILE, [Object.keys(row).join('|'), Object.values(row).join('|')], {
    lookups: lookups(),
  });
  return mapping;
}

describe('a stance', () => {
  it('is what its row says', async () => {
    expect(await mapped({})).toMatchObject({
      outcome: 'records',
      records: [
        {
          kind: 'stance',
          line: 2,
          column: 1,
          name: 'id',
          externalId: 'a/1',
          actor: { slug: 'iran' },
          issue: { slug: 'envoy' },
          event: { slug: 'doha' },
          target: null,
          speaker: null,
          act: 'STATEMENT',
          position: -2,
          date: { edtf: '2024-02-19', kind: 'POINT', earliest: '2024-02-19', latest: '2024-02-19' },
          channel: 'ON_RECORD',
          confidence: 'HIGH',
          summary: 'Says no.',
          note: null,
          citations: [
            { source: { slug: 'article' }, credibility: 2, exact: 'no', prefix: 'said', suffix: null, locator: 'p. 1' },
          ],
        },
      ],
    });
  });

  it.each([
    [{ position: '' }, null],
    [{ position: '+1' }, 1],
    [{ position: '-0' }, 0],
    [{ position: '', act: 'ABSENCE' }, null],
    [{ position: '-1', act: 'ABSENCE', issue: 'with-rule' }, -1],
  ])('with %j has the position %s', async (changes, position) => {
    expect(await mapped(changes)).toMatchObject({ outcome: 'records', records: [{ position }] });
  });

  it.each([
    [{ id: '' }, 'import/required', 'id', null],
    [{ id: 'x'.repeat(501) }, 'import/value', 'id', 'x'.repeat(200)],
    [{ actor: '' }, 'import/required', 'actor', null],
    [{ actor: 'atlantis' }, 'actor/unknown', 'actor', 'atlantis'],
    [{ issue: 'Envoy' }, 'issue/unknown', 'issue', 'Envoy'],
    [{ act: '' }, 'import/required', 'act', null],
    [{ act: 'Vote' }, 'import/value', 'act', 'Vote'],
    [{ position: '3' }, 'stance/off-scale', 'position', '3'],
    [{ position: '2', issue: 'motion' }, 'stance/off-scale', 'position', '2'],
    [{ position: '1.5' }, 'import/value', 'position', '1.5'],
    [{ position: '1e0' }, 'import/value', 'position', '1e0'],
    [{ position: '-1', act: 'ABSENCE' }, 'stance/absence-has-no-position', 'position', '-1'],
    [{ date: '' }, 'import/required', 'date', null],
    [{ date: '2024-13' }, 'date/impossible-day', 'date', '2024-13'],
    [{ event: 'geneva' }, 'event/unknown', 'event', 'geneva'],
    [{ channel: 'RADIO' }, 'import/value', 'channel', 'RADIO'],
    [{ confidence: 'high' }, 'import/value', 'confidence', 'high'],
    [{ summary: 'x'.repeat(2001) }, 'import/value', 'summary', 'x'.repeat(200)],
    [{ summary: '\u0085' }, 'import/value', 'summary', '\u0085'],
    [{ source: '' }, 'import/required', 'source', null],
    [{ source: 'paper' }, 'source/unknown', 'source', 'paper'],
    [{ source: '', quote: '', prefix: '', locator: '' }, 'import/required', 'source', null],
    [{ credibility: '' }, 'import/required', 'credibility', null],
    [{ credibility: '0' }, 'import/value', 'credibility', '0'],
    [{ credibility: '7' }, 'import/value', 'credibility', '7'],
    [{ credibility: '2.0' }, 'import/value', 'credibility', '2.0'],
    [{ quote: '' }, 'import/required', 'quote', null],
    [{ quote: 'x'.repeat(5001) }, 'import/value', 'quote', 'x'.repeat(200)],
  ])('with %j is refused: %s', async (changes, code, name, value) => {
    const column = Object.keys(ROW).indexOf(name) + 1;
    expect(await mapped(changes)).toMatchObject({
      outcome: 'rejected',
      faults: [{ line: 2, column, name, value, code }],
    });
  });

  it('is refused with everything that is wrong in the row', async () => {
    const mapping = await mapped({ actor: 'atlantis', position: '9', credibility: 'good', act: 'NOD' });
    expect(mapping).toMatchObject({
      faults: [{ code: 'actor/unknown' }, { name: 'act' }, { code: 'stance/off-scale' }, { name: 'credibility' }],
    });
  });

  it('names the points of the scale it is off', async () => {
    expect(JSON.stringify(await mapped({ position: '9' }))).toContain(
      '9 is not on the scale support-5; it has -2, -1, 0, 1, 2.',
    );
  });
});

describe('rows', () => {
  const withRules = (rules: string): string => PROFILE.replace('stances:', `${rules}\nstances:`);
  const lines = [
    Object.keys(ROW).join('|'),
    Object.values({ ...ROW, position: '9' }).join('|'),
    Object.values(ROW).join('|'),
  ];

  it('are left out by rule before anything else is asked', async () => {
    const [left, taken] = await mappingOf(withRules(`skip: [{ when: '{position}', is: [9] }]`), lines, {
      lookups: lookups(),
    });
    expect([left?.outcome, taken?.outcome]).toEqual(['skipped', 'records']);
  });

  it('make as many records as there are rules that hold', async () => {
    const twice = `${PROFILE.trimEnd()}${PROFILE.slice(PROFILE.indexOf('\n  - externalId')).replace("'{id}'", "'{id}/b'\n    when: { value: '{quote}', isNot: [no] }")}`;
    const [first] = await mappingOf(twice, [lines[0] ?? '', lines[2] ?? ''], { lookups: lookups() });
    expect(first).toMatchObject({ records: [{ externalId: 'a/1' }] });
    const [both] = await mappingOf(twice, [lines[0] ?? '', Object.values({ ...ROW, quote: 'yes' }).join('|')], {
      lookups: lookups(),
    });
    expect(both).toMatchObject({ records: [{ externalId: 'a/1' }, { externalId: 'a/1/b' }] });
  });
});
