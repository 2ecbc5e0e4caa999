const NAMES_KEPT = 500;
const names = new Map<string, string>();

/**
 * A name for a statement, so that PostgreSQL plans it once per connection. Only the first texts get one: a text made
 * from a rare combination of filters must not push out the plans of the common ones, nor grow without bound.
 */
export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= NAMES_KEPT) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}
