import { InvalidProblem } from '@app/domain';
import { FILTERS } from './filters.js';

/** What stands between braces. */
export interface Placeholder {
  /** As written, without the question mark and the filters. */
  readonly name: string;
  readonly isOptional: boolean;
  readonly filters: readonly string[];
}

export type TemplatePart = string | Placeholder;

/**
 * Reads `{country|slug}-{year?}`. Two braces are one brace of the text.
 * Throws `profile/invalid` at `pointer`.
 */
export function parseTemplate(text: string, pointer: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literal = '';
  let at = 0;
  while (at < text.length) {
    const character = text[at] as string;
    if ((character === '{' || character === '}') && text[at + 1] === character) {
      literal += character;
      at += 2;
    } else if (character === '}') {
      throw malformed(pointer, `"${text}" has a } without a {. Write }} for a brace that belongs to the text.`);
    } else if (character === '{') {
      const end = text.indexOf('}', at);
      if (end < 0)
        throw malformed(pointer, `"${text}" has a { without a }. Write {{ for a brace that belongs to the text.`);
      if (literal !== '') parts.push(literal);
      literal = '';
      parts.push(placeholderOf(text.slice(at + 1, end), text, pointer));
      at = end + 1;
    } else {
      literal += character;
      at += 1;
    }
  }
  if (literal !== '') parts.push(literal);
  return parts;
}

function placeholderOf(inner: string, text: string, pointer: string): Placeholder {
  const [written = '', ...filters] = inner.split('|').map((part) => part.trim());
  const isOptional = written.endsWith('?');
  const name = (isOptional ? written.slice(0, -1) : written).trim();
  if (name === '') throw malformed(pointer, `"${text}" has braces without a column between them.`);
  const unknown = filters.find((filter) => !FILTERS.has(filter));
  if (unknown !== undefined) {
    const known = [...FILTERS.keys()].join(', ');
    throw malformed(pointer, `"${text}" has the filter "${unknown}", which does not exist; there are ${known}.`);
  }
  return { name, isOptional, filters };
}

const malformed = (pointer: string, detail: string): InvalidProblem =>
  InvalidProblem.at(pointer, 'profile/invalid', detail);
