import { describe, expect, it } from '@jest/globals';
import { isId, isReference, isSlug } from './references.js';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('a name of an entry', () => {
  it('is an id in canonical form', () => {
    expect([isId(ID), isSlug(ID), isReference(ID)]).toEqual([true, false, true]);
  });

  it.each(['peace', 'united-states', 'un-2758', '2020', 'a'.repeat(100)])('is the slug %s', (slug) => {
    expect([isId(slug), isSlug(slug), isReference(slug)]).toEqual([false, true, true]);
  });

  it.each([
    ID.toUpperCase(),
    ID.replaceAll('-', '_'),
    `${ID} `,
    'a'.repeat(101),
    '',
    'Peace',
    'peace-',
    '-peace',
    'pea--ce',
    'pea ce',
    'péace',
  ])('is not %j', (text) => {
    expect([isId(text), isSlug(text), isReference(text)]).toEqual([false, false, false]);
  });
});
