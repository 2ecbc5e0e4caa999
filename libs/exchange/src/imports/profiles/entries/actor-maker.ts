import { ActorKind, NameKind } from '@app/database';
import type { ActorIdentifierInput, ActorNameInput, NewActor } from '@app/catalog';
import { parseEdtf } from '@app/domain';
import type { ActorSpec } from '../document/profile-document.js';
import type { RowState } from '../values/row-state.js';
import type { Scope } from '../values/scope.js';
import { compileValue } from '../values/value.js';
import { language, oneOf, scheme, script, slug, words } from './checks.js';
import { neededField, optionalField } from './field.js';
import { compileList, type ItemReading } from './list.js';
import { datePart, type EntryMaker, MOST, neededPart, optionalPart, readAll, tooMany } from './entry-maker.js';

const KINDS = Object.values(ActorKind);
const NAME_KINDS = Object.values(NameKind);

/** Makes actors; `actor/preferred-name-required` and `actor/identifier-taken` beside what each field may complain of. */
export function compileActor(spec: ActorSpec, scope: Scope, pointer: string): EntryMaker {
  const slugValue = compileValue(spec.slug, scope, `${pointer}/slug`);
  const fields = {
    slug: neededPart(neededField(spec.slug, slug, scope, `${pointer}/slug`)),
    kind: neededPart(neededField(spec.kind, oneOf(KINDS), scope, `${pointer}/kind`)),
    names: neededPart(compileList(spec.names, nameOf, scope, `${pointer}/names`).read),
    identifiers: compileList(spec.identifiers, identifierOf, scope, `${pointer}/identifiers`),
    validity: datePart(spec.validity, scope, `${pointer}/validity`),
    description: optionalPart(spec.description, words(10_000), scope, `${pointer}/description`),
    changeNote: optionalPart(spec.changeNote, words(2000), scope, `${pointer}/changeNote`),
  };
  return {
    slug: slugValue,
    make: (row) => {
      const entry = readAll<NewActor>(fields, row);
      if (entry === undefined || !hasOneName(entry, row, slugValue) || !isNamedOnce(entry, row, slugValue)) {
        return undefined;
      }
      return { kind: 'actor', entry };
    },
  };
}

function nameOf(spec: ActorSpec['names'][number], scope: Scope, pointer: string): ItemReading<ActorNameInput> {
  const text = optionalField(spec.text, words(500), scope, `${pointer}/text`);
  const fields = {
    language: neededPart(neededField(spec.language, language, scope, `${pointer}/language`)),
    script: optionalPart(spec.script, script, scope, `${pointer}/script`),
    kind: neededPart(neededField(spec.kind, oneOf(NAME_KINDS), scope, `${pointer}/kind`)),
    valid: datePart(spec.valid, scope, `${pointer}/valid`),
  };
  return (row) => {
    const written = text(row);
    if (written === null || written === undefined) return written;
    const rest = readAll<Omit<ActorNameInput, 'text'>>(fields, row);
    return rest && { text: written, ...rest };
  };
}

function identifierOf(
  spec: NonNullable<ActorSpec['identifiers']>[number],
  scope: Scope,
  pointer: string,
): ItemReading<ActorIdentifierInput> {
  const value = optionalField(spec.value, words(200), scope, `${pointer}/value`);
  const fields = {
    scheme: neededPart(neededField(spec.scheme, scheme, scope, `${pointer}/scheme`)),
    valid: datePart(spec.valid, scope, `${pointer}/valid`),
  };
  return (row) => {
    const written = value(row);
    if (written === null || written === undefined) return written;
    const rest = readAll<Omit<ActorIdentifierInput, 'value'>>(fields, row);
    return rest && { value: written, ...rest };
  };
}

function hasOneName(actor: NewActor, row: RowState, { origin }: EntryMaker['slug']): boolean {
  if (tooMany(row, origin, 'names', actor.names, MOST.names)) return false;
  if (actor.names.some(({ kind }) => kind === 'PREFERRED')) return true;
  const detail = `The actor "${actor.slug}" needs at least one name of kind PREFERRED. Give it one.`;
  row.fault(origin, actor.slug, 'actor/preferred-name-required', detail);
  return false;
}

/** The database holds that an identifier stands once for each time. */
function isNamedOnce(actor: NewActor, row: RowState, { origin }: EntryMaker['slug']): boolean {
  const identifiers = actor.identifiers ?? [];
  if (tooMany(row, origin, 'identifiers', identifiers, MOST.identifiers)) return false;
  const twice = identifiers.find((one, index) => identifiers.slice(index + 1).some((other) => overlaps(one, other)));
  if (twice === undefined) return true;
  const detail = `The actor "${actor.slug}" has the identifier ${twice.scheme} ${twice.value} twice for the same time. Leave one out.`;
  row.fault(origin, twice.value, 'actor/identifier-taken', detail);
  return false;
}

function overlaps(one: ActorIdentifierInput, other: ActorIdentifierInput): boolean {
  if (one.scheme !== other.scheme || one.value !== other.value) return false;
  const [a, b] = [boundsOf(one), boundsOf(other)];
  return (
    (a.earliest === null || b.latest === null || a.earliest <= b.latest) &&
    (b.earliest === null || a.latest === null || b.earliest <= a.latest)
  );
}

const boundsOf = ({ valid }: ActorIdentifierInput): { earliest: string | null; latest: string | null } =>
  typeof valid === 'string' ? parseEdtf(valid) : { earliest: null, latest: null };
