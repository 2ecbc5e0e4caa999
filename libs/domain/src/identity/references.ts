const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** An id in canonical form: lower-case hexadecimal UUID. */
export const isId = (text: string): boolean => UUID.test(text);

/** A slug: lower-case letters, digits and single hyphens, at most 100 characters, never the shape of an id. */
export const isSlug = (text: string): boolean => text.length <= 100 && SLUG.test(text) && !UUID.test(text);

/** What names an entry in a URL, a filter or a body: its slug or its id. */
export const isReference = (text: string): boolean => isId(text) || isSlug(text);
