import { plainDecimal } from './decimal.js';
import { isSuspect, textFault } from './text.js';

/** A value of an object, under the dotted path that leads to it. */
export interface Leaf {
  readonly key: string;
  readonly text: string | null;
  /** The character of the line where the value begins, from 1. */
  readonly column: number;
}

/** Why a line is no object that can be kept; `column` is the character, from 1. */
export class JsonFault extends Error {
  constructor(
    readonly column: number,
    readonly code: string,
    detail: string,
    readonly key: string | null = null,
    readonly value: string | null = null,
  ) {
    super(detail);
    this.name = 'JsonFault';
  }
}

const DEEPEST = 32;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex
const PLAIN = /[^"\\\0-\x1f]*/y;
const SPACE = /[ \t\r\n]*/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * The values of one JSON object, nested objects and arrays flattened to dotted keys (`citations.0.source`), with their
 * places, which JSON.parse does not tell, as little as it tells that a key stands there twice. Throws a JsonFault.
 */
export function leavesOf(line: string): Leaf[] {
  const reader = new ObjectReader(line);
  return reader.read();
}

class ObjectReader {
  private at = 0;
  private readonly leaves: Leaf[] = [];
  private readonly keys = new Set<string>();

  constructor(private readonly line: string) {}

  read(): Leaf[] {
    this.skipSpace();
    if (this.line[this.at] !== '{') {
      this.value('', 0);
      throw this.fault(0, 'file/not-an-object', 'Each line is one JSON object: {"key": "value", …}.');
    }
    this.value('', 0);
    this.skipSpace();
    if (this.at < this.line.length) throw this.syntax('the end of the line');
    return this.leaves;
  }

  private value(key: string, depth: number): void {
    this.skipSpace();
    const start = this.at;
    const character = this.line[start];
    if (character === '{') this.object(key, depth + 1);
    else if (character === '[') this.array(key, depth + 1);
    else if (character === '"') this.add(key, start, this.string(key));
    else if (this.takes('true')) this.add(key, start, 'true');
    else if (this.takes('false')) this.add(key, start, 'false');
    else if (this.takes('null')) this.add(key, start, null);
    else this.add(key, start, this.number(key));
  }

  private object(path: string, depth: number): void {
    this.refuseDepth(depth);
    const keys = new Set<string>();
    this.at += 1;
    this.skipSpace();
    if (this.takes('}')) return;
    do {
      this.skipSpace();
      const start = this.at;
      if (this.line[start] !== '"') throw this.syntax('a key in quotes');
      const key = this.string(path);
      if (key.trim() === '') throw this.fault(start, 'file/json', 'A key is empty. Give it a name.');
      if (keys.has(key)) throw this.twice(start, key);
      keys.add(key);
      this.skipSpace();
      if (!this.takes(':')) throw this.syntax('a colon');
      this.value(path === '' ? key : `${path}.${key}`, depth);
      this.skipSpace();
    } while (this.takes(','));
    if (!this.takes('}')) throw this.syntax('a comma or }');
  }

  private array(path: string, depth: number): void {
    this.refuseDepth(depth);
    this.at += 1;
    this.skipSpace();
    if (this.takes(']')) return;
    let index = 0;
    do {
      this.value(path === '' ? `${index}` : `${path}.${index}`, depth);
      index += 1;
      this.skipSpace();
    } while (this.takes(','));
    if (!this.takes(']')) throw this.syntax('a comma or ]');
  }

  private string(key: string): string {
    const start = this.at;
    this.at += 1;
    let text = this.plain();
    while (this.line[this.at] === '\\') text += this.escape() + this.plain();
    if (!this.takes('"')) throw this.brokenString(start, key);
    const fault = isSuspect(text) ? this.textFault(start, text) : null;
    if (fault) throw this.fault(start, fault.code, fault.detail, key, fault.value);
    return text;
  }

  /** A surrogate outside a pair is bad bytes where it stands in the line as such, and otherwise an escape. */
  private textFault(start: number, text: string): { code: string; detail: string; value: string } | null {
    const raw = this.line.slice(start, this.at);
    if (text.isWellFormed() || !raw.isWellFormed()) return textFault(raw.isWellFormed() ? text : raw);
    const value = /\\u[dD][89a-fA-F][0-9a-fA-F]{2}/.exec(raw)?.[0] ?? '';
    return { code: 'file/surrogate', detail: 'Half a character stands here: surrogates come in pairs.', value };
  }

  private plain(): string {
    return this.match(PLAIN);
  }

  private escape(): string {
    const letter = this.line[this.at + 1] ?? '';
    if (letter === 'u') {
      const digits = this.line.slice(this.at + 2, this.at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.syntax('four hexadecimal digits after \\u');
      this.at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const character = ESCAPES[letter];
    if (character === undefined) throw this.syntax('an escape that JSON knows');
    this.at += 2;
    return character;
  }

  private number(key: string): string {
    const start = this.at;
    const text = this.match(NUMBER);
    if (text === '') throw this.syntax('a value');
    const decimal = plainDecimal(Number(text));
    if (decimal !== null) return decimal;
    const detail = 'This number cannot be kept exactly. Send whole numbers beyond 9007199254740991 as text.';
    throw this.fault(start, 'file/number', detail, key, text);
  }

  private add(key: string, start: number, text: string | null): void {
    if (this.keys.has(key)) throw this.twice(start, key);
    this.keys.add(key);
    this.leaves.push({ key, text: text?.trim() || null, column: start + 1 });
  }

  private takes(word: string): boolean {
    const isThere = this.line.startsWith(word, this.at);
    if (isThere) this.at += word.length;
    return isThere;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.line)?.[0] ?? '';
    this.at += text.length;
    return text;
  }

  private skipSpace(): void {
    if (this.line.charCodeAt(this.at) <= 0x20) this.match(SPACE);
  }

  private refuseDepth(depth: number): void {
    if (depth > DEEPEST) throw this.fault(this.at, 'file/json', `Values are nested more than ${DEEPEST} deep.`);
  }

  private twice(at: number, key: string): JsonFault {
    return this.fault(at, 'file/duplicate-key', `The key "${key}" stands in this line twice.`, key);
  }

  private brokenString(start: number, key: string): JsonFault {
    const next = this.character();
    const fault = textFault(next);
    if (fault) return this.fault(start, fault.code, fault.detail, key, fault.value);
    return this.syntax(next === '' ? 'the closing quote' : 'an escape such as \\n for a control character');
  }

  private syntax(wanted: string): JsonFault {
    const found = this.character();
    const fault = textFault(found);
    if (fault) return this.fault(this.at, fault.code, fault.detail, null, fault.value);
    const seen = found === '' ? 'the line ends' : `${JSON.stringify(found)} stands`;
    return this.fault(this.at, 'file/json', `This is no JSON: ${seen} where ${wanted} should be.`, null, found || null);
  }

  /** The whole character here; empty at the end of the line. */
  private character(): string {
    const code = this.line.codePointAt(this.at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  private fault(at: number, code: string, detail: string, key: string | null = null, value: string | null = null) {
    return new JsonFault(at + 1, code, detail, key || null, value);
  }
}
