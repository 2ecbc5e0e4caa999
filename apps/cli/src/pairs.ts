import { InvalidArgumentError } from 'commander';

/** Collects `NAME=VALUE` options, each name once. */
export function pair(text: string, before: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Write it as NAME=VALUE.');
  if (before.has(name)) throw new InvalidArgumentError(`"${name}" is given twice.`);
  return new Map([...before, [name, value]]);
}
