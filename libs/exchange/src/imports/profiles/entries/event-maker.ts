import type { NewEvent, ParticipantInput } from '@app/catalog';
import { ParticipantRole } from '@app/database';
import type { EventSpec } from '../document/profile-document.js';
import { compileDate } from '../values/date-value.js';
import type { RowState } from '../values/row-state.js';
import type { Scope } from '../values/scope.js';
import { compileValue } from '../values/value.js';
import { compileActor } from './actor-maker.js';
import { oneOf, slug, words } from './checks.js';
import { type EntryMaker, MOST, neededPart, optionalPart, readAll, tooMany } from './entry-maker.js';
import { missing, neededField } from './field.js';
import { compileList, firstTwice, type ItemReading } from './list.js';
import { compileMention } from './mention.js';

const ROLES = Object.values(ParticipantRole);

export function compileEvent(spec: EventSpec, scope: Scope, pointer: string): EntryMaker {
  const slugValue = compileValue(spec.slug, scope, `${pointer}/slug`);
  const date = compileDate(spec.date, scope, `${pointer}/date`);
  const fields = {
    slug: neededPart(neededField(spec.slug, slug, scope, `${pointer}/slug`)),
    name: neededPart(neededField(spec.name, words(500), scope, `${pointer}/name`)),
    date: neededPart((row) => {
      const read = date.read(row);
      return read === null ? missing(row, date.origin, 'date') : read?.edtf;
    }),
    place: optionalPart(spec.place, words(500), scope, `${pointer}/place`),
    description: optionalPart(spec.description, words(10_000), scope, `${pointer}/description`),
    participants: compileList(spec.participants, participantOf, scope, `${pointer}/participants`),
    changeNote: optionalPart(spec.changeNote, words(2000), scope, `${pointer}/changeNote`),
  };
  return {
    slug: slugValue,
    make: (row) => {
      const entry = readAll<NewEvent>(fields, row);
      if (entry === undefined || !isListedOnce(entry, row, slugValue)) return undefined;
      return { kind: 'event', entry };
    },
  };
}

function participantOf(
  spec: NonNullable<EventSpec['participants']>[number],
  scope: Scope,
  pointer: string,
): ItemReading<ParticipantInput> {
  const actor = compileMention('actor', spec.actor, compileActor, scope, `${pointer}/actor`);
  const fields = {
    role: neededPart(neededField(spec.role, oneOf(ROLES), scope, `${pointer}/role`)),
    note: optionalPart(spec.note, words(2000), scope, `${pointer}/note`),
  };
  return (row) => {
    const participant = actor(row);
    if (participant === null) return null;
    const rest = readAll<Omit<ParticipantInput, 'actor'>>(fields, row);
    return participant === undefined ? undefined : rest && { actor: participant, ...rest };
  };
}

function isListedOnce(event: NewEvent, row: RowState, { origin }: EntryMaker['slug']): boolean {
  const participants = event.participants ?? [];
  if (tooMany(row, origin, 'participants', participants, MOST.participants)) return false;
  const twice = firstTwice(participants, ({ actor, role }) => `${actor} as ${role}`);
  if (twice === undefined) return true;
  row.fault(origin, twice, 'import/value', `The event "${event.slug}" lists ${twice} twice. Leave one out.`);
  return false;
}
