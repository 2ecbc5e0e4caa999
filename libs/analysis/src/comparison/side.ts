import { InvalidProblem, type IsoDate } from '@app/domain';

/** Where somebody stood on a day. */
export interface Side {
  readonly position: number;
  readonly score: number;
  /** Records of the last day disagree. */
  readonly contested: boolean;
  /** First day of the unbroken run of this position; null is open. */
  readonly since: IsoDate | null;
  /** Days since it was last known to hold. */
  readonly ageDays: number;
  /** Records of the last day, of which `records` lists some. */
  readonly n: number;
  readonly records: readonly string[];
}

/** As it is read: with the day on which the records begin, null for an open beginning. */
export type ReadSide = Side & { readonly begins: IsoDate | null };

export const shownSide = (side: ReadSide | null): Side | null => {
  if (side === null) return null;
  const { begins: _, ...shown } = side;
  return shown;
};

/** The days between which the records of both sides begin; an open one is undefined. */
export function daysOfRecords(sides: readonly (ReadSide | null)[]): {
  readonly from: IsoDate | undefined;
  readonly to: IsoDate | undefined;
} {
  // An open beginning is before any day.
  const sorted = sides.flatMap((side) => (side === null ? [] : [side.begins ?? OPEN])).toSorted();
  const dayOf = (begin: string | undefined): IsoDate | undefined => (begin === OPEN ? undefined : begin);
  return { from: dayOf(sorted[0]), to: dayOf(sorted.at(-1)) };
}

const OPEN = '';

/** Rows of one comparison at most. */
export const ROWS_LIMIT = 50_000;

/** Throws `comparison/too-many-rows`, at `pointer`. */
export function assertWithinLimit(rows: readonly unknown[], pointer: string): void {
  if (rows.length <= ROWS_LIMIT) return;
  throw InvalidProblem.at(
    pointer,
    'comparison/too-many-rows',
    `One comparison has ${ROWS_LIMIT} rows at most; name some actors, or fewer issues.`,
  );
}
