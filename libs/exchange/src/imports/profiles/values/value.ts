import type { Constant, MappedValue, ValueSpec } from '../document/profile-document.js';
import { FILTERS, remembering } from './filters.js';
import type { Origin, RowState } from './row-state.js';
import type { Reading, ScopedReading, Value } from './reading.js';
import { NOWHERE, type Scope } from './scope.js';
import { parseTemplate, type Placeholder } from './template.js';
import { shown } from './shown.js';

/** Throws `profile/invalid` at `pointer` where a template cannot be meant. */
export function compileValue(spec: ValueSpec, scope: Scope, pointer: string): Value {
  if (spec === null || typeof spec !== 'object') return compileConstant(spec, scope, pointer);
  const sources = [spec.from].flat().map((from, index) => compileConstant(from, scope, `${pointer}/from/${index}`));
  return altered(firstOf(sources), spec);
}

function compileConstant(spec: Constant, scope: Scope, pointer: string): Value {
  if (typeof spec !== 'string') return constantly(spec === null ? null : String(spec));
  const parts = parseTemplate(spec, pointer).map((part) =>
    typeof part === 'string' ? constantly(part) : compilePlaceholder(part, scope, pointer),
  );
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const placeholders = parts.flatMap((part) => part.placeholders);
  return { ...joined(parts), origin: originOf(parts.map(({ origin }) => origin)), placeholders };
}

const constantly = (text: string | null): Value => ({
  read: () => text,
  origin: NOWHERE,
  constant: text,
  placeholders: [],
});

function compilePlaceholder({ name, isOptional, filters }: Placeholder, scope: Scope, pointer: string): Value {
  const source = scope.placeholder(name, isOptional, pointer);
  const named: Value = { ...source, placeholders: [source.read] };
  return filters.reduce<Value>((before, filter) => {
    const change = remembering(FILTERS.get(filter) ?? ((text) => text));
    return changed(before, (text) => (text === null ? null : change(text)));
  }, named);
}

function changed(source: Value, change: (text: string | null) => string | null): Value {
  if (source.constant !== undefined) {
    const constant = change(source.constant);
    return { ...source, constant, read: () => constant };
  }
  const read = (row: RowState): string | null | undefined => {
    const text = source.read(row);
    return text === undefined ? undefined : change(text);
  };
  return { ...source, read };
}

function joined(readings: readonly ScopedReading[]): { read: Reading; constant?: string | null } {
  if (readings.every(({ constant }) => constant !== undefined)) {
    const texts = readings.map(({ constant }) => constant);
    const constant = texts.includes(null) ? null : texts.join('');
    return { read: () => constant, constant };
  }
  const reads = readings.map(({ read }) => read);
  return {
    read: (row) => {
      let text = '';
      for (const read of reads) {
        const part = read(row);
        if (part === null || part === undefined) return part;
        text += part;
      }
      return text;
    },
  };
}

function firstOf(values: readonly Value[]): Value {
  const [first] = values;
  if (first !== undefined && values.length === 1) return first;
  const origin = originOf(values.map((value) => value.origin));
  // Which of them says something is seen only in the row; a table is blamed where it can be no other.
  const isOneTable = values.every((value) => value.origin.table === origin.table);
  const table = isOneTable ? origin.table : null;
  return {
    read: (row) => {
      for (const { read } of values) {
        const text = read(row);
        if (text !== null) return text;
      }
      return null;
    },
    origin: { ...origin, table },
    placeholders: values.flatMap(({ placeholders }) => placeholders),
  };
}

/** The first cell is where a fault is reported; all of them decide. */
export function originOf(origins: readonly Origin[]): Origin {
  const first = origins.find(({ column }) => column !== null) ?? origins[0] ?? NOWHERE;
  const roots = [...new Set(origins.flatMap((origin) => origin.roots))];
  return {
    ...first,
    roots,
    isDated: origins.some(({ isDated }) => isDated),
    isRepeated: origins.some(({ isRepeated }) => isRepeated),
  };
}

const asText = (constant: Constant): string | null => (constant === null ? null : String(constant));

function altered(source: Value, spec: MappedValue): Value {
  const { cut } = spec;
  let value = spec.map === undefined ? source : throughMap(source, spec.map, spec);
  if (spec.default !== undefined) {
    const standIn = asText(spec.default);
    value = changed(value, (text) => text ?? standIn);
  }
  return cut === undefined ? value : changed(value, (text) => (text === null ? null : shortenedTo(cut, text)));
}

function throughMap(source: Value, map: Readonly<Record<string, Constant>>, spec: MappedValue): Value {
  const folded = (text: string): string => (spec.ignoreCase === true ? text.toLowerCase() : text);
  const meanings = new Map(Object.entries(map).map(([text, meaning]) => [folded(text), asText(meaning)]));
  const otherwise = spec.otherwise === undefined ? undefined : asText(spec.otherwise);
  const known = Object.keys(map).join(', ');
  const { origin, placeholders } = source;
  const read = (row: RowState): string | null | undefined => {
    const text = source.read(row);
    if (text === null || text === undefined) return text;
    const meaning = meanings.get(folded(text));
    if (meaning !== undefined) return meaning;
    if (otherwise !== undefined) return otherwise;
    const detail = `${shown(text)} is none of the values that the profile knows here: ${known}. Correct the cell, or add the value to the map.`;
    return row.fault(origin, text, 'import/value', detail);
  };
  return { read, origin, placeholders };
}

/** Ends at a word, and says with … that there was more. */
export function shortenedTo(most: number, text: string): string {
  if (text.length <= most) return text;
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  const kept = characters.slice(0, most - 1).join('');
  const atWord = kept.replace(/\s+\S*$/u, '');
  return `${atWord.length > kept.length / 2 ? atWord : kept}…`;
}
