import { ownCopy } from '../own-copy.js';

/** Changes a text; null where nothing is left. */
export type Filter = (text: string) => string | null;

const SLUG_LENGTH = 100;

/** Latin letters that are no letter with a mark on it. */
const SPELT: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  þ: 'th',
  ə: 'e',
  ŋ: 'ng',
};

/** `Côte d’Ivoire` → `cote-divoire`: ASCII letters, digits and single hyphens, at most 100 characters. */
export function slugOf(text: string): string | null {
  const slug = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’‘`ʻʼ&]/gu, '')
    .replace(/[^ -~]/g, (letter) => SPELT[letter] ?? '-')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, SLUG_LENGTH)
    .replace(/-$/, '');
  return slug === '' ? null : slug;
}

const yearOf = (text: string): string | null => /\d{4}/.exec(text)?.[0] ?? null;

export const FILTERS: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['slug', slugOf],
  ['lower', (text) => text.toLowerCase()],
  ['upper', (text) => text.toUpperCase()],
  ['year', yearOf],
]);

const REMEMBERED = 20_000;

/** The same with its answers remembered, because a column says the same few texts again and again. */
export function remembering<Answer>(answer: (text: string) => Answer): (text: string) => Answer {
  const remembered = new Map<string, Answer>();
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    if (remembered.size >= REMEMBERED) remembered.clear();
    const kept = ownCopy(text);
    const found = answer(kept);
    remembered.set(kept, found);
    return found;
  };
}
