import { describe, expect, it } from '@jest/globals';
import { parseProfile } from './parse-profile.js';
import { loadProfile } from './shipped.js';

const profileOf = (dataset: string): string =>
  `profile: test\ntitle: Test\ndataset: '${dataset}'\nparameters: { a: { default: x }, b: {} }\nsources: [{ slug: s, title: t, reliability: A }]\n`;

describe('the dataset of an import', () => {
  it.each([
    ['un-ga-votes', {}, 'un-ga-votes'],
    ['un-ga-votes', { prefix: 'my-coding' }, 'my-coding-votes'],
    ['un-ga-votes-cow', {}, 'un-ga-2016-votes'],
    ['recognition-spells', {}, 'recognition-of-taiwan'],
    [
      'recognition-spells',
      { recognised: 'kosovo', 'recognised-name': 'Kosovo', 'source-title': 'Kosovo Thanks You' },
      'recognition-of-kosovo',
    ],
    ['stances', {}, 'stances'],
  ])('by %s with %j is %s', async (name, parameters, dataset) => {
    expect((await loadProfile(name)).datasetFor(parameters)).toBe(dataset);
  });

  it('needs the parameters in its name', () => {
    const profile = parseProfile(profileOf('{param.a}-{param.b}'), 'test.yaml');
    expect(() => profile.datasetFor({})).toThrow('Set the parameter "b"');
    expect(profile.datasetFor({ b: 'y' })).toBe('x-y');
  });

  it.each(['{param.c}', '{country}', 'Votes'])('cannot be named %s', (dataset) => {
    expect(() => parseProfile(profileOf(dataset), 'test.yaml')).toThrow(
      expect.objectContaining({ code: 'profile/invalid', faults: [expect.objectContaining({ pointer: '/dataset' })] }),
    );
  });
});
