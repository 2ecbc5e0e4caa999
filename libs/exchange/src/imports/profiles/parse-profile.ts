import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { isMap, isNode, LineCounter, parseDocument } from 'yaml';
import { projectRoot } from '@app/database';
import { type Fault, InvalidProblem } from '@app/domain';
import { assertCompiles } from './compile-profile.js';
import type { ProfileDocument } from './document/profile-document.js';
import type { ProfileSource } from './document/profile-source.js';
import { lineTooDeep } from './document/nesting.js';
import { atLine, faultsOf } from './document/schema-faults.js';
import { assertNamesDataset, Profile } from './profile.js';

const MOST_BYTES = 1_000_000;
const MOST_ALIASES = 50;
const MOST_FAULTS = 50;

export const profilesFolder = (): string => path.join(projectRoot(), 'libs', 'exchange', 'profiles');

/** A profile that somebody sends: no table of it may be a file beside it. Throws `profile/invalid`, one fault per error. */
export function parseProfile(text: string, fileName: string): Profile {
  return readProfile(text, fileName, null);
}

/** `folder` is where the tables lie that ship with the profile. Throws `profile/invalid`. */
export function readProfile(text: string, fileName: string, folder: string | null): Profile {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw invalid([{ pointer: '', detail: `A profile has at most ${MOST_BYTES} bytes. Move its rows into a table.` }]);
  }
  const tooDeep = lineTooDeep(text);
  if (tooDeep !== null) {
    throw invalid([
      { pointer: '', detail: `Line ${tooDeep}: the profile is nested too deep. Leave out the brackets.` },
    ]);
  }
  const source = fileName.endsWith('.json') ? readJson(text) : readYaml(text);
  const validate = validator();
  if (!validate(source.value)) throw invalid(faultsOf((validate.errors ?? []) as ErrorObject[], source));
  const document = source.value as ProfileDocument;
  const beside = Object.entries(document.tables ?? {}).filter(([, { file }]) => file !== undefined && folder === null);
  if (beside.length > 0) throw invalid(beside.map(([name]) => fileRefused(name)));
  assertMeant(document, source);
  return new Profile(document, folder);
}

function assertMeant(document: ProfileDocument, source: ProfileSource): void {
  if (LISTS.every((list) => document[list] === undefined)) {
    throw invalid([{ pointer: '', detail: `The profile makes no records; add one of ${LISTS.join(', ')}.` }]);
  }
  try {
    assertCompiles(document);
    assertNamesDataset(document);
  } catch (error) {
    if (!(error instanceof InvalidProblem)) throw error;
    throw invalid(error.faults.map(({ pointer, detail }) => ({ pointer, detail: atLine(source, pointer, detail) })));
  }
}

const LISTS = ['stances', 'actors', 'issues', 'sources', 'events'] as const;

function readJson(text: string): ProfileSource {
  try {
    // Every JSON text is YAML, and only the reader of YAML refuses a key that stands twice.
    JSON.parse(text);
  } catch (error) {
    throw invalid([{ pointer: '', detail: `The profile is not JSON: ${(error as Error).message}.` }]);
  }
  return readYaml(text);
}

function readYaml(text: string): ProfileSource {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    version: '1.2',
    schema: 'core',
    customTags: [],
    merge: false,
    uniqueKeys: true,
    prettyErrors: false,
    stringKeys: true,
  });
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    throw invalid(
      problems.map(({ message, pos }) => ({
        pointer: '',
        detail: `Line ${lineCounter.linePos(pos[0]).line}: ${message.replace(/\.?$/, '.')}`,
      })),
    );
  }
  const lineOf = (pointer: string): number | null => lineOfNode(document, lineCounter, pointer);
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }), lineOf };
  } catch (error) {
    throw invalid([{ pointer: '', detail: `The profile cannot be read: ${(error as Error).message}.` }]);
  }
}

/** The line on which the part begins that a pointer names; of the nearest part around it where that is missing. */
function lineOfNode(document: ReturnType<typeof parseDocument>, lines: LineCounter, pointer: string): number | null {
  const keys = pointer.split('/').slice(1).map(unescaped);
  for (let depth = keys.length; depth >= 0; depth -= 1) {
    const offset = offsetOf(document, keys.slice(0, depth));
    if (offset !== null) return lines.linePos(offset).line;
  }
  return null;
}

function offsetOf(document: ReturnType<typeof parseDocument>, keys: readonly string[]): number | null {
  const parent: unknown = keys.length === 0 ? null : document.getIn(keys.slice(0, -1), true);
  // The line of a key says more than the line of its value, which may begin further down.
  const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === keys.at(-1)) : undefined;
  const node: unknown = pair?.key ?? (keys.length === 0 ? document.contents : document.getIn(keys, true));
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

const unescaped = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~');

const fileRefused = (name: string): { pointer: string; detail: string } => ({
  pointer: `/tables/${name}/file`,
  detail:
    'A profile that is sent has no files beside it. Write the rows into it (rows), or let the file be given (given).',
});

let compiled: ValidateFunction | undefined;

function validator(): ValidateFunction {
  const schema = path.join(profilesFolder(), 'profile.schema.json');
  const options = { allErrors: true, allowUnionTypes: true, strictTypes: false, verbose: true };
  compiled ??= new Ajv(options).compile(JSON.parse(readFileSync(schema, 'utf8')) as object);
  return compiled;
}

function invalid(found: readonly Omit<Fault, 'code'>[]): InvalidProblem {
  const faults = found.slice(0, MOST_FAULTS).map((fault) => ({ ...fault, code: 'profile/invalid' }));
  const more = found.length > 1 ? ` There are ${found.length} faults in the profile.` : '';
  return new InvalidProblem('profile/invalid', `${faults[0]?.detail ?? ''}${more}`, faults);
}
