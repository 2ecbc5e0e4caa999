import { type DateKind, type DayNumber, parseEdtf, toDayNumber } from '@app/domain';

/** What a list of stances says of one, as far as figures rest on it; actors, issues and events by slug. */
export interface ListedRecord {
  readonly id: string;
  readonly actor: string;
  readonly issue: string;
  readonly event: string | null;
  readonly absent: boolean;
  readonly position: number | null;
  readonly kind: DateKind;
  /** Null is open. */
  readonly earliest: DayNumber | null;
  readonly latest: DayNumber | null;
  /** Of its citations, 1 to 6. */
  readonly credibilities: readonly number[];
}

/** A stance as it is listed. */
interface StanceDocument extends Pick<ListedRecord, 'id' | 'actor' | 'issue' | 'event' | 'position'> {
  readonly act: string;
  /** EDTF. */
  readonly date: string;
  readonly citations: readonly { readonly credibility: number }[];
}

/** @param items a JSON array of stances */
export const recordsIn = (items: string): ListedRecord[] => (JSON.parse(items) as StanceDocument[]).map(toRecord);

/** The days are read from the date as it was written, and not from the bounds that are kept with it. */
function toRecord({ act, actor, citations, date, event, id, issue, position }: StanceDocument): ListedRecord {
  const { earliest, kind, latest } = parseEdtf(date);
  return {
    id,
    actor,
    issue,
    event,
    absent: act === 'ABSENCE',
    position,
    kind,
    earliest: earliest === null ? null : toDayNumber(earliest),
    latest: latest === null ? null : toDayNumber(latest),
    credibilities: citations.map(({ credibility }) => credibility),
  };
}
