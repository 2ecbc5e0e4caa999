import { type Fault, InvalidProblem } from '@app/domain';
import type { Constant, ParameterSpec, ProfileDocument } from './document/profile-document.js';
import { nearest } from './document/nearest.js';

/** Values of all parameters. Throws `import/parameter-unknown` or `import/parameter-required`. */
export function parametersOf(
  { parameters = {} }: Pick<ProfileDocument, 'parameters'>,
  set: Readonly<Record<string, string>>,
): ReadonlyMap<string, string | null> {
  const unknown = Object.keys(set).filter((name) => !Object.hasOwn(parameters, name));
  refuse(unknown, 'import/parameter-unknown', (name) => {
    return `The profile has no parameter "${name}"; ${nearest(name, Object.keys(parameters), 'leave it out')}`;
  });
  const values = new Map<string, string | null>();
  const open: string[] = [];
  // A default may depend on the parameters above it.
  for (const [name, spec] of Object.entries(parameters)) {
    const value = Object.hasOwn(set, name) ? set[name] : standardOf(spec, values);
    if (value === undefined) open.push(name);
    values.set(name, textOf(value ?? null));
  }
  refuse(open, 'import/parameter-required', (name) => {
    const { description } = parameters[name] ?? {};
    return `Set the parameter "${name}"${description === undefined ? '' : ` (${description.trim()})`}: --set ${name}=VALUE.`;
  });
  return values;
}

/** Throws `profile/invalid` where a default depends on a parameter that is not above it. */
export function assertDefaultsMeant({ parameters = {} }: Pick<ProfileDocument, 'parameters'>): void {
  const above: string[] = [];
  for (const [name, { when = {} }] of Object.entries(parameters)) {
    const unknown = Object.keys(when).find((other) => !above.includes(other));
    if (unknown !== undefined) {
      const detail = `There is no parameter "${unknown}" above "${name}"; ${nearest(unknown, above, 'declare it there')}`;
      throw InvalidProblem.at(`/parameters/${name}/when`, 'profile/invalid', detail);
    }
    above.push(name);
  }
}

/** undefined: it has to be set. */
function standardOf(spec: ParameterSpec, above: ReadonlyMap<string, string | null>): Constant | undefined {
  const holds = Object.entries(spec.when ?? {}).every(([name, value]) => above.get(name) === textOf(value));
  return holds ? spec.default : spec.otherwise;
}

const textOf = (value: Constant): string | null => (value === null ? null : String(value));

function refuse(names: readonly string[], code: string, detailOf: (name: string) => string): void {
  const faults = names.map((name): Fault => ({ pointer: `/parameters/${name}`, code, detail: detailOf(name) }));
  if (faults[0] !== undefined) throw new InvalidProblem(code, faults[0].detail, faults);
}
