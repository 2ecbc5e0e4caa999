import { Confidence, StanceAct, StanceChannel } from '@app/database';
import type { CitationSpec, StanceSpec } from '../document/profile-document.js';
import type { FoundEntry } from '../lookups.js';
import type { MappedCitation, MappedStance } from '../mapped.js';
import type { DateValue } from '../values/reading.js';
import { compileDate } from '../values/date-value.js';
import type { Origin, RowState } from '../values/row-state.js';
import { NOWHERE, type Scope } from '../values/scope.js';
import type { Value } from '../values/reading.js';
import { compileValue } from '../values/value.js';
import { compileActor } from './actor-maker.js';
import { oneOf, text, wholeNumber, words } from './checks.js';
import { MOST, tooMany } from './entry-maker.js';
import { compileEvent } from './event-maker.js';
import { type Field, missing, type NeededField, neededField, optionalField } from './field.js';
import { compileIssue } from './issue-maker.js';
import { compileList, type ItemReading, type List } from './list.js';
import { compileReference, type Reference } from './reference.js';
import { compileSource } from './source-maker.js';
import { shown } from '../values/shown.js';

const ACTS = Object.values(StanceAct);
const CHANNELS = Object.values(StanceChannel);
const CONFIDENCES = Object.values(Confidence);

/** Maps one stance of a row; undefined where it is at fault or something is not known yet. */
export class StanceMapper {
  private readonly externalIdOrigin: Origin;
  private readonly externalId: NeededField;
  private readonly date: DateValue;
  private readonly actor: Reference;
  private readonly issue: Reference;
  private readonly target: Reference | null;
  private readonly event: Reference | null;
  private readonly speaker: Reference | null;
  private readonly act: NeededField;
  private readonly position: Value;
  private readonly channel: Field;
  private readonly confidence: Field;
  private readonly summary: Field;
  private readonly note: Field;
  private readonly citations: List<MappedCitation>;
  private readonly citationOrigin: Origin;

  constructor(spec: StanceSpec, scope: Scope, pointer: string) {
    const at = (name: keyof StanceSpec): string => `${pointer}/${name}`;
    const actor = (name: 'actor' | 'target' | 'speaker'): Reference | null =>
      spec[name] === undefined ? null : compileReference('actor', spec[name], compileActor, scope, at(name));
    this.externalIdOrigin = compileValue(spec.externalId, scope, at('externalId')).origin;
    this.externalId = neededField(spec.externalId, words(500), scope, at('externalId'));
    this.date = compileDate(spec.date, scope, at('date'));
    this.actor = compileReference('actor', spec.actor, compileActor, scope, at('actor'));
    this.issue = compileReference('issue', spec.issue, compileIssue, scope, at('issue'));
    this.target = actor('target');
    this.event =
      spec.event === undefined ? null : compileReference('event', spec.event, compileEvent, scope, at('event'));
    this.speaker = actor('speaker');
    this.act = neededField(spec.act, oneOf(ACTS), scope, at('act'));
    this.position = compileValue(spec.position ?? null, scope, at('position'));
    this.channel = optionalField(spec.channel, oneOf(CHANNELS), scope, at('channel'));
    this.confidence = optionalField(spec.confidence, oneOf(CONFIDENCES), scope, at('confidence'));
    this.summary = optionalField(spec.summary, words(2000), scope, at('summary'));
    this.note = optionalField(spec.note, words(10_000), scope, at('note'));
    const origins: Origin[] = [];
    const compileCitation = (citation: CitationSpec, inner: Scope, place: string): ItemReading<MappedCitation> => {
      const { origin, read } = citationOf(citation, inner, place);
      origins.push(origin);
      return read;
    };
    this.citations = compileList(spec.citations, compileCitation, scope, at('citations'));
    this.citationOrigin = origins[0] ?? NOWHERE;
  }

  map(row: RowState): MappedStance | undefined {
    const before = row.faults.length;
    const date = this.date.read(row);
    if (date === null) missing(row, this.date.origin, 'date');
    row.on = date?.earliest ?? date?.latest ?? null;
    const externalId = this.externalId(row);
    const actor = needed(row, this.actor, 'actor');
    const issue = needed(row, this.issue, 'issue');
    const target = this.target === null ? null : this.target.resolve(row);
    const event = this.event === null ? null : this.event.resolve(row);
    const speaker = this.speaker === null ? null : this.speaker.resolve(row);
    const act = this.act(row) as StanceAct | undefined;
    const position = this.readPosition(row, issue, act);
    const channel = this.channel(row) as StanceChannel | null | undefined;
    const confidence = this.confidence(row) as Confidence | null | undefined;
    const summary = this.summary(row);
    const note = this.note(row);
    const citations = this.readCitations(row);
    if (row.isPending || row.faults.length > before) return undefined;
    const { externalIdOrigin } = this;
    return {
      kind: 'stance',
      line: row.row.line,
      column: row.columnOf(externalIdOrigin),
      name: row.nameOf(externalIdOrigin),
      externalId: externalId as string,
      actor: actor as FoundEntry,
      issue: issue as FoundEntry,
      target: target as FoundEntry | null,
      event: event as FoundEntry | null,
      speaker: speaker as FoundEntry | null,
      act: act as StanceAct,
      position: position as number | null,
      date: date as NonNullable<typeof date>,
      channel: channel as StanceChannel | null,
      confidence: confidence as Confidence | null,
      summary: summary as string | null,
      note: note as string | null,
      citations: citations as MappedCitation[],
    };
  }

  private readPosition(
    row: RowState,
    issue: FoundEntry | undefined,
    act: StanceAct | undefined,
  ): number | null | undefined {
    const { origin, read } = this.position;
    const written = read(row);
    if (written === null || written === undefined) return written;
    const position = wholeNumber(written);
    if (position === null) {
      const detail = `${shown(written)} is not a whole number. Write a point of the issue's scale, or leave the cell empty where the position is not known.`;
      return row.fault(origin, written, 'import/value', detail);
    }
    const coding = issue?.coding;
    if (coding === undefined) return position;
    if (!coding.positions.includes(position)) {
      const detail = `${position} is not on the scale ${coding.scale}; it has ${coding.positions.join(', ')}.`;
      return row.fault(origin, written, 'stance/off-scale', detail);
    }
    if (act === 'ABSENCE' && !coding.absenceCarriesPosition) {
      const detail =
        'An absence carries no position unless the coding rule of the issue says so. Leave the position empty.';
      return row.fault(origin, written, 'stance/absence-has-no-position', detail);
    }
    return position;
  }

  private readCitations(row: RowState): MappedCitation[] | undefined {
    const citations = this.citations.read(row);
    if (citations === undefined) return undefined;
    if (citations.length === 0) return missing(row, this.citationOrigin, 'source');
    return tooMany(row, this.citationOrigin, 'citations', citations, MOST.citations) ? undefined : citations;
  }
}

function needed(row: RowState, reference: Reference, name: string): FoundEntry | undefined {
  const found = reference.resolve(row);
  return found === null ? missing(row, reference.origin, name) : found;
}

/** With the place where a source would have to be. */
function citationOf(
  spec: CitationSpec,
  scope: Scope,
  pointer: string,
): { origin: Origin; read: ItemReading<MappedCitation> } {
  const source = compileReference('source', spec.source, compileSource, scope, `${pointer}/source`);
  const grade = compileValue(spec.credibility, scope, `${pointer}/credibility`);
  const quote = compileValue(spec.quote ?? null, scope, `${pointer}/quote`);
  const fields = {
    exact: optionalField(spec.quote, words(5000), scope, `${pointer}/quote`),
    prefix: optionalField(spec.prefix, text(1000), scope, `${pointer}/prefix`),
    suffix: optionalField(spec.suffix, text(1000), scope, `${pointer}/suffix`),
    locator: optionalField(spec.locator, words(500), scope, `${pointer}/locator`),
  };
  const read: ItemReading<MappedCitation> = (row) => {
    const exact = fields.exact(row);
    const prefix = fields.prefix(row);
    const suffix = fields.suffix(row);
    const locator = fields.locator(row);
    const found = source.resolve(row);
    if (found === null) {
      const isEmpty = exact === null && prefix === null && suffix === null && locator === null;
      return isEmpty ? null : missing(row, source.origin, 'source');
    }
    const credibility = credibilityOf(row, grade);
    if (exact === null && (typeof prefix === 'string' || typeof suffix === 'string')) {
      const detail = 'There are words around a quote, and no quote. Fill the quote, or empty both.';
      return row.fault(quote.origin, null, 'import/required', detail);
    }
    if (exact === undefined || prefix === undefined || suffix === undefined || locator === undefined) return undefined;
    if (found === undefined || credibility === undefined) return undefined;
    return { source: found, credibility, exact, prefix, suffix, locator };
  };
  return { origin: source.origin, read };
}

function credibilityOf(row: RowState, { origin, read }: Value): number | undefined {
  const written = read(row);
  if (written === null) return missing(row, origin, 'credibility');
  if (written === undefined) return undefined;
  const credibility = wholeNumber(written);
  if (credibility !== null && credibility >= 1 && credibility <= 6) return credibility;
  const detail = `${shown(written)} is not an Admiralty grade: 1 (confirmed) to 5 (improbable), or 6 (cannot be judged).`;
  return row.fault(origin, written, 'import/value', detail);
}
