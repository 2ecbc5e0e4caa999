import { isURL } from 'class-validator';
import { isReference, isSlug } from '@app/domain';
import { shown } from '../values/shown.js';

/** What is wrong with a text and what to do, or null. */
export type Check = (text: string) => string | null;

const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;
const SCHEME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SCRIPT = /^[A-Z][a-z]{3}$/;
/** PostgreSQL calls U+0085 white space, JavaScript does not. */
const FILLED = /[^\s\u0085]/;
const LONGEST_ADDRESS = 2000;

/** Characters as PostgreSQL counts them; they are only counted where there may be too many. */
function isLonger(text: string, most: number): boolean {
  return text.length > most && Array.from(text).length > most;
}

function storable(text: string): string | null {
  if (text.includes('\0')) return 'The text holds a character of value zero, which cannot be stored. Take it out.';
  if (!text.isWellFormed()) return 'The text holds half of a character (a lone surrogate). Write it anew.';
  return null;
}

/** A text of at most so many characters, which may be blank. */
export const text =
  (most: number): Check =>
  (written) =>
    isLonger(written, most)
      ? `The text has ${Array.from(written).length} characters, and at most ${most} are allowed. Shorten it.`
      : storable(written);

/** A text of at most so many characters that says something. */
export const words = (most: number): Check => {
  const check = text(most);
  return (written) => {
    // The first character decides nearly always, without a look at the rest.
    const first = written.charCodeAt(0);
    const isFilled = (first > 0x20 && first < 0x7f) || FILLED.test(written);
    return isFilled ? check(written) : 'The text is blank. Write something, or leave the cell empty.';
  };
};

export const oneOf = (values: readonly string[]): Check => {
  const known = new Set(values);
  return (written) =>
    known.has(written) ? null : `${shown(written)} is not one of ${values.join(', ')}. Write one of them, in capitals.`;
};

export const slug: Check = (written) =>
  isSlug(written)
    ? null
    : `${shown(written)} is not a slug: lower-case letters, digits and single hyphens, at most 100 characters, such as un-envoy.`;

export const reference: Check = (written) =>
  isReference(written) ? null : `${shown(written)} is neither a slug, such as un-envoy, nor an id.`;

export const language: Check = (written) =>
  written.length <= 35 && LANGUAGE.test(written)
    ? null
    : `${shown(written)} is not a language tag such as en or fa-AF.`;

export const script: Check = (written) =>
  SCRIPT.test(written) ? null : `${shown(written)} is not an ISO 15924 code such as Arab.`;

export const scheme: Check = (written) =>
  written.length <= 100 && SCHEME.test(written) ? null : `${shown(written)} is not a scheme such as iso3166-1-alpha-2.`;

export const webAddress: Check = (written) =>
  written.length <= LONGEST_ADDRESS &&
  /^https?:\/\//.test(written) &&
  isURL(written, { protocols: ['http', 'https'], require_protocol: true })
    ? null
    : `${shown(written)} is not an address of the web. Write it in full, beginning with https:// or http://.`;

/** A whole number as it is written in a table; null where it is none. */
export function wholeNumber(written: string): number | null {
  const number = /^[+-]?\d{1,9}$/.test(written) ? Number(written) : null;
  return number === 0 ? 0 : number;
}
