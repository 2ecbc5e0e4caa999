import { Problem } from '@app/domain';

/** The command line cannot be meant as it stands; the message is all that the user needs. */
export class WrongUse extends Error {}

/** Codes of what is wrong with the command line, and not with a file or the database. */
const CODES = new Set([
  'import/dataset',
  'import/not-found',
  'import/parameter-required',
  'import/parameter-unknown',
  'import/retract-needs-all',
  'import/table-required',
  'import/table-unknown',
  'profile/unknown',
]);

export const isWrongUse = (error: unknown): boolean =>
  error instanceof WrongUse || (error instanceof Problem && CODES.has(error.code));
