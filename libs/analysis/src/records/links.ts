/** By name, as a query has them. */
export type LinkParameters = Readonly<
  Record<string, string | number | boolean | readonly (string | number)[] | null | undefined>
>;

/**
 * An address of this service with the parameters of a method, as they would be written in a query: lists with commas,
 * what is null or absent left out. `template` (RFC 6570) is added at the end, e.g. `{&actor,with}`.
 */
export function linkTo(path: string, parameters: LinkParameters, template = ''): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null || value === undefined) continue;
    query.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  return `${path}?${query.toString()}${template}`;
}
