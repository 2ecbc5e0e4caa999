import { type DatedStance, type Shift, type ShiftSide, shiftsOf } from '@app/domain';
import { type LedgerPair, type LedgerRecord, SCALE } from './random-ledger.js';

type CountedSide = ShiftSide & { readonly n: number };

/** A shift as it is answered, but for its link. */
export interface FoundShift extends Shift {
  readonly actor: string;
  readonly issue: string;
  readonly from: CountedSide;
  readonly to: CountedSide;
}

/** How many ids of records an answer lists. */
export const SHOWN = 5;

/** The day on which a record certainly has begun. */
export const beginOf = ({ earliest, kind, latest }: DatedStance): number =>
  kind === 'DURATION' ? (earliest ?? -Infinity) : (latest ?? Infinity);

/** All shifts of all records of each pair, from the functions of the domain. */
export function judgedShifts(
  pairs: readonly LedgerPair[],
  records: readonly LedgerRecord[],
  window: { readonly first: string; readonly last: string } = { first: '0001-01-01', last: '9999-12-31' },
): FoundShift[] {
  return pairs.flatMap(({ actor, issue }) => {
    const stances = records.filter((each) => each.actor === actor && each.issue === issue);
    const counted = (side: ShiftSide): CountedSide => {
      const day = beginOf(stances.find(({ id }) => id === side.records[0])!);
      const n = stances.filter((each) => each.position !== null && beginOf(each) === day).length;
      return { ...side, n, records: side.records.slice(0, SHOWN) };
    };
    return shiftsOf({ stances, window, scale: SCALE }).map((shift) => ({
      actor,
      issue,
      ...shift,
      from: counted(shift.from),
      to: counted(shift.to),
    }));
  });
}

/** By the day on which the second state begins, and the greatest id of its records. */
export const inOrder = (shifts: readonly FoundShift[]): FoundShift[] =>
  shifts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

const keyOf = ({ between: [, day], to }: FoundShift): string => day + to.records[0]!;

/** The link names the moment of asking, in which answers may differ. */
export function withoutLink({ recordsUrl, ...shift }: FoundShift & { readonly recordsUrl: string }): FoundShift {
  if (!recordsUrl.startsWith('/v1/stances?')) throw new Error(`No link to records: ${recordsUrl}`);
  return shift;
}
