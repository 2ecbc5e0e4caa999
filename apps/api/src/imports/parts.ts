import type { Profile } from '@app/exchange';
import { type Fault, InvalidProblem } from '@app/domain';

const TEXTS = ['profile', 'dataset', 'dryRun', 'keepGoing', 'retractMissing'];
const TABLE = 'table.';
const PARAMETER = 'set.';

const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

export const pointerOf = (part: string): string => `/${escapePointer(part)}`;

/** Whether the part must be a file; `profile` may be one. */
export const isFilePart = (part: string): boolean => part === 'file' || part.startsWith(TABLE);

/** Throws `import/part-unknown` where no import has a part of that name. */
export function assertPart(part: string): void {
  if (isFilePart(part) || part.startsWith(PARAMETER) || TEXTS.includes(part)) return;
  throw InvalidProblem.at(
    pointerOf(part),
    'import/part-unknown',
    `An import has no part "${part}". It has file, ${TEXTS.join(', ')}, table.NAME and set.NAME.`,
  );
}

const within = <Value>(parts: ReadonlyMap<string, Value>, prefix: string): Map<string, Value> =>
  new Map(
    [...parts].filter(([part]) => part.startsWith(prefix)).map(([part, value]) => [part.slice(prefix.length), value]),
  );

/** Files of the profile's tables, by the table's name. */
export const tablesIn = <Value>(files: ReadonlyMap<string, Value>): Map<string, Value> => within(files, TABLE);

/** Values of the profile's parameters, by their names. */
export const parametersIn = (texts: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries(within(texts, PARAMETER));

/** Throws `import/part-unknown` or `import/part-required`, a fault for each table and parameter that does not fit. */
export function assertFits(profile: Profile, given: readonly string[]): void {
  const parameters = Object.entries(profile.document.parameters ?? {});
  const known = [
    ...profile.givenTables.map(({ isRequired, name }) => ({ part: `${TABLE}${name}`, isRequired })),
    ...parameters.map(([name, { default: standard }]) => ({
      part: `${PARAMETER}${name}`,
      isRequired: standard === undefined,
    })),
  ];
  const takes = known.length === 0 ? 'no tables or parameters' : known.map(({ part }) => part).join(', ');
  const unknown = given.filter((part) => !known.some((one) => one.part === part));
  const missing = known.filter(({ isRequired, part }) => isRequired && !given.includes(part));
  const faults: Fault[] = [
    ...unknown.map((part) => ({
      pointer: pointerOf(part),
      code: 'import/part-unknown',
      detail: `The profile ${profile.name} has no ${part}; it takes ${takes}.`,
    })),
    ...missing.map(({ part }) => ({
      pointer: pointerOf(part),
      code: 'import/part-required',
      detail: `The profile ${profile.name} needs ${part}.`,
    })),
  ];
  if (faults[0] !== undefined) throw new InvalidProblem(faults[0].code, faults[0].detail, faults);
}
