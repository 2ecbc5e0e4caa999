import { type Fault, InvalidProblem } from '@app/domain';
import type { ProfileDocument } from './document/profile-document.js';
import { nearest } from './document/nearest.js';

/** Values of all parameters. Throws `import/parameter-unknown` or `import/parameter-required`. */
export function parametersOf(
  { parameters = {} }: ProfileDocument,
  set: Readonly<Record<string, string>>,
): ReadonlyMap<string, string | null> {
  const unknown = Object.keys(set).filter((name) => !Object.hasOwn(parameters, name));
  refuse(unknown, 'import/parameter-unknown', (name) => {
    return `The profile has no parameter "${name}"; ${nearest(name, Object.keys(parameters), 'leave it out')}`;
  });
  const values = Object.entries(parameters).map(([name, { default: standard }]) => {
    const value = Object.hasOwn(set, name) ? set[name] : standard;
    return [name, value === undefined || value === null ? value : String(value)] as const;
  });
  const open = values.flatMap(([name, value]) => (value === undefined ? [name] : []));
  refuse(open, 'import/parameter-required', (name) => `Set the parameter "${name}": --set ${name}=VALUE.`);
  return new Map(values.map(([name, value]) => [name, value ?? null]));
}

function refuse(names: readonly string[], code: string, detailOf: (name: string) => string): void {
  const faults = names.map((name): Fault => ({ pointer: `/parameters/${name}`, code, detail: detailOf(name) }));
  if (faults[0] !== undefined) throw new InvalidProblem(code, faults[0].detail, faults);
}
