import type { NewEntry } from '../lookups.js';

export const actor = (
  slug: string,
  name: string,
  identifiers: readonly [string, string, string?][] = [],
): NewEntry => ({
  kind: 'actor',
  entry: {
    slug,
    kind: 'STATE',
    names: [{ text: name, language: 'en', kind: 'PREFERRED' }],
    identifiers: identifiers.map(([scheme, value, valid]) => ({ scheme, value, valid })),
  },
});

export const issue = (slug: string, scale = 'support-5', absenceCarriesPosition = false): NewEntry => ({
  kind: 'issue',
  entry: { slug, name: slug, proposition: `${slug} should be.`, scale, absenceCarriesPosition },
});

export const source = (slug: string): NewEntry => ({ kind: 'source', entry: { slug, title: slug, reliability: 'B' } });

export const event = (slug: string): NewEntry => ({ kind: 'event', entry: { slug, name: slug, date: '2024' } });
