import { Boundary, CRLF } from '../form.js';
import type { Schema } from './document.js';

/** A form on its way. */
export interface SentForm {
  readonly type: string;
  readonly body: string;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Names that would end their header. */
const named = (name: string): string => name.replaceAll(/["\r\n\0]/g, '_');

/** What stands in `value` as a form: the fields that the schema calls binary are files. */
export function formOf({ properties = {} }: Schema, value: unknown): SentForm {
  const boundary = new Boundary();
  const fields = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const parts = fields.map(([name, part]) =>
    properties[name]?.format === 'binary'
      ? `${boundary.file(named(name), 'rows.csv')}${textOf(part)}`
      : boundary.field(named(name), textOf(part)),
  );
  return { type: boundary.contentType, body: `${parts.join('')}${boundary.end}` };
}

/** The parts of a form, by their names. */
export function partsIn(body: string, type: string): Record<string, string> {
  const [, boundary = ''] = /boundary=(.*)$/.exec(type) ?? [];
  return Object.fromEntries(
    body
      .split(`${CRLF}--${boundary}`)
      .slice(1, -1)
      .map((part) => {
        const end = part.indexOf(`${CRLF}${CRLF}`);
        const [, name = ''] = /; name="([^"]*)"/.exec(part.slice(0, end)) ?? [];
        return [name, part.slice(end + 4)];
      }),
  );
}
