import type { EdtfDate, IsoDate } from '@app/domain';

/** A calendar day as Prisma wants it: midnight UTC. The only place where a day becomes a Date. */
export const toColumn = (day: IsoDate | null): Date | null => (day === null ? null : new Date(`${day}T00:00:00Z`));

/** The columns of a dated row: `<prefix>Edtf`, `<prefix>Earliest`, `<prefix>Latest`. */
export const dateColumns = (
  date: EdtfDate | null,
): { edtf: string | null; earliest: Date | null; latest: Date | null } => ({
  edtf: date?.edtf ?? null,
  earliest: toColumn(date?.earliest ?? null),
  latest: toColumn(date?.latest ?? null),
});
