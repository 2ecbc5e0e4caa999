import { describe, expect, it } from '@jest/globals';
import { InvalidProblem } from '@app/domain';
import { parseProfile } from './parse-profile.js';

const STANCE = `stances:
  - externalId: '{id}'
    actor: '{actor}'
    issue: envoy
    act: VOTE
    date: '{date}'
    citations:
      - { source: article, credibility: 2 }
`;
const HEAD = 'profile: test\ntitle: Test\n';

function faultsOf(text: string, name = 'test.yaml'): { pointer: string; detail: string }[] {
  try {
    parseProfile(text, name);
  } catch (error) {
    if (!(error instanceof InvalidProblem) || error.code !== 'profile/invalid') throw error;
    return error.faults.map(({ pointer, detail }) => ({ pointer, detail }));
  }
  return [];
}

describe('a profile', () => {
  it('is read from YAML and from JSON', () => {
    expect(faultsOf(HEAD + STANCE)).toEqual([]);
    const json = { profile: 'test', title: 'Test', sources: [{ slug: '{a}', title: 't', reliability: 'A' }] };
    expect(faultsOf(JSON.stringify(json), 'test.json')).toEqual([]);
    expect(faultsOf(`{ 'profile': test }`, 'test.json')).toEqual([
      { pointer: '', detail: expect.stringContaining('is not JSON') },
    ]);
  });

  it('says which key was probably meant, and on which line', () => {
    expect(faultsOf((HEAD + STANCE).replace('    act:', '    acts:'))).toEqual([
      { pointer: '/stances/0', detail: 'Line 4: item 1 of stances needs the key "act"; add it.' },
      { pointer: '/stances/0/acts', detail: 'Line 7: there is no key "acts" in item 1 of stances; did you mean act?' },
    ]);
  });

  it('reports every fault', () => {
    const faults = faultsOf('profile: Test Profile\ntitle: [x]\nfile: { format: xls }\nstances: []\nskip: {}\n');
    expect(faults).toEqual([
      {
        pointer: '/profile',
        detail:
          'Line 1: profile has not the right form; lower-case letters, digits and single hyphens, such as un-ga-votes.',
      },
      { pointer: '/title', detail: 'Line 2: title has to be a text.' },
      { pointer: '/file/format', detail: 'Line 3: format has to be one of csv, ndjson, xlsx.' },
      { pointer: '/skip', detail: 'Line 5: skip has to be a list.' },
      { pointer: '/stances', detail: 'Line 4: stances needs at least 1 item.' },
    ]);
  });

  it.each([
    ['a key twice', `${HEAD}title: Again\n${STANCE}`, 'Line 3: '],
    ['a custom tag', `${HEAD}description: !!js/function 'x'\n${STANCE}`, 'Line 3: '],
    ['no records', HEAD, 'makes no records'],
    ['nothing at all', '', 'has to be a map'],
    ['a list', '- a', 'has to be a map'],
    ['two documents', `${HEAD}${STANCE}---\n${HEAD}`, 'Line '],
    ['a template without its end', HEAD + STANCE.replace('{id}', '{id'), 'Line 4: "{id" has a { without a }'],
    ['an empty placeholder', HEAD + STANCE.replace('{id}', '{}'), 'braces without a column'],
    ['a parameter that is not declared', HEAD + STANCE.replace('{id}', '{param.x}'), 'no parameter "x"'],
    [
      'a default that depends on a parameter below it',
      `${HEAD}parameters: { a: { default: 1, when: { b: 2 } }, b: { default: 2 } }\n${STANCE}`,
      'Line 3: There is no parameter "b" above "a"',
    ],
    ['a format of dates that is none', HEAD + STANCE.replace(`'{date}'`, `{ from: '{date}', format: YY/MM }`), 'YY'],
    [
      'a date of a rule that is none',
      HEAD + STANCE.replace(`'{date}'`, `{ from: '{date}', precision: [{ before: 1/1/2003, is: month }] }`),
      'is not an EDTF date',
    ],
    [
      'a file beside it',
      `${HEAD}tables: { t: { file: t.csv, key: k, match: '{id}' } }\n${STANCE}`,
      'has no files beside it',
    ],
    [
      'a path out of its folder',
      `${HEAD}tables: { t: { file: ../t.csv, key: k, match: '{id}' } }\n${STANCE}`,
      'without ..',
    ],
    [
      'a table that is both given and written',
      `${HEAD}tables: { t: { given: required, rows: [{ k: 1 }], key: k, match: '{id}' } }\n${STANCE}`,
      'no key "given"',
    ],
    [
      'a table without its time',
      `${HEAD}tables: { t: { rows: [{ k: 1 }], key: k, match: '{id}', validity: v } }\n${STANCE}`,
      'validity',
    ],
    [
      'a name of a table that means something else',
      `${HEAD}tables: { param: { rows: [{ k: 1 }], key: k, match: '{id}' } }\n${STANCE}`,
      'neither param nor column',
    ],
    [
      'a way to find that is two ways',
      HEAD + STANCE.replace(`'{actor}'`, `{ find: [{ slug: '{a}', name: '{b}' }] }`),
      'no key "slug"',
    ],
    [
      'an identifier without its value',
      HEAD + STANCE.replace(`'{actor}'`, `{ find: [{ identifier: cow }] }`),
      'needs the key "value"',
    ],
    [
      'a name of an issue',
      HEAD + STANCE.replace('issue: envoy', `issue: { find: [{ name: '{b}' }] }`),
      'no key "name"',
    ],
    ['two stars', HEAD + STANCE.replace('{ source', `{ eachColumn: 'a*b*', source`), 'exactly one *'],
    ['a number where a text has to be', HEAD + STANCE.replace(`'{actor}'`, '5'), 'has to be a text'],
  ])('with %s is refused', (_, text, expected) => {
    const faults = faultsOf(text);
    expect(faults.map(({ detail }) => detail).join('\n')).toContain(expected);
  });

  it('is refused where it is too large, or grows when it is read', () => {
    expect(faultsOf(`${HEAD}description: ${'x'.repeat(1_000_000)}\n`)[0]?.detail).toContain('at most 1000000 bytes');
    const levels = Array.from(
      { length: 10 },
      (_, level) =>
        `  a${level}: &a${level} [${Array.from({ length: 9 }, () => (level === 0 ? '1' : `*a${level - 1}`)).join(', ')}]`,
    );
    expect(faultsOf(`${HEAD}x:\n${levels.join('\n')}\n${STANCE}`)[0]?.detail).toContain('cannot be read');
    expect(faultsOf(`${HEAD}description: &d\n  a: *d\n${STANCE}`)).not.toEqual([]);
  });

  it.each([
    ['test.yaml', `${HEAD}description: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`, 3],
    ['test.yaml', `${HEAD}${'- '.repeat(300_000)}a\n`, 3],
    ['test.yaml', Array.from({ length: 1200 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), 100],
    ['test.json', `{"profile":${'['.repeat(40_000)}${']'.repeat(40_000)}}`, 1],
  ])('is refused at once where it is nested without end: %s', (name, text, line) => {
    const before = performance.now();
    const faults = faultsOf(text, name);
    expect(performance.now() - before).toBeLessThan(500);
    expect(faults).toEqual([{ pointer: '', detail: expect.stringContaining(`Line ${line}: the profile is nested`) }]);
  });

  it('tells whether it can make entries of the catalog', () => {
    expect(parseProfile(HEAD + STANCE, 'a.yml').makesCatalog).toBe(false);
    const makes = STANCE.replace('envoy', `{ make: { slug: a, name: b, proposition: c, scale: vote-3 } }`);
    expect(parseProfile(HEAD + makes, 'a.yml').makesCatalog).toBe(true);
    expect(parseProfile(`${HEAD}sources: [{ slug: a, title: b, reliability: A }]`, 'a.yml').makesCatalog).toBe(true);
  });
});
