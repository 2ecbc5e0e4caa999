import type { TriedEntry, TriedRow } from '@app/exchange';

type Stance = TriedRow['stances'][number];

/** The rows of a file, each with the records that it would become. */
export const triedLines = (rows: readonly TriedRow[]): string[] => rows.flatMap(rowLines);

function rowLines(row: TriedRow): string[] {
  const { entries, faults, line, stances, unchanged } = row;
  if (faults.length > 0) return [`Line ${line}: at fault`];
  const lines = [...entries.flatMap(entryLines), ...stances.flatMap(stanceLines)];
  if (unchanged > 0) lines.push('  as it stands already');
  return [`Line ${line}${lines.length === 0 ? ': left out, as the profile says' : ''}`, ...lines];
}

function stanceLines(stance: Stance): string[] {
  const { actor, channel, citations, confidence, date, event, issue, speaker, target } = stance;
  const said: readonly (readonly [string, string | number | null | undefined])[] = [
    ['actor', actor.slug],
    ['issue', issue.slug],
    ['target', target?.slug],
    ['speaker', speaker?.slug],
    ['event', event?.slug],
    ['act', stance.act],
    ['position', stance.position ?? 'none'],
    ['date', date.edtf],
    ['channel', channel],
    ['confidence', confidence],
    ['summary', stance.summary],
    ['note', stance.note],
    ...citations.map((citation) => ['cites', citationText(citation)] as const),
  ];
  return [`  stance ${stance.externalId}`, ...fieldLines(said)];
}

function citationText({ credibility, exact, locator, source }: Stance['citations'][number]): string {
  const quote = exact === null ? '' : `, "${exact}"`;
  return `${source.slug}, credibility ${credibility}${locator === null ? '' : `, ${locator}`}${quote}`;
}

function entryLines({ entry: { entry, kind }, isRevision }: TriedEntry): string[] {
  const fields = Object.entries(entry).filter(([name]) => name !== 'slug');
  const said = fields.map(([name, value]) => [name, textOf(value)] as const);
  return [`  ${isRevision ? 'changes' : 'makes'} the ${kind} ${entry.slug}`, ...fieldLines(said)];
}

const NAME_WIDTH = 12;

function fieldLines(said: readonly (readonly [string, string | number | null | undefined])[]): string[] {
  return said.flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [`    ${name.padEnd(NAME_WIDTH)} ${value}`],
  );
}

/** Names, identifiers, broader issues and participants are lists of objects: what they say, without their keys. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join('; ');
  if (typeof value !== 'object') return String(value as string | number | boolean);
  const parts = Object.values(value).map(textOf);
  return parts.filter((text) => text !== '').join(' ');
}
