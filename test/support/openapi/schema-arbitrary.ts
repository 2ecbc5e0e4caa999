import fc from 'fast-check';
import { type OpenApi, resolved, type Schema } from './document.js';

/** Values that fit a field of some name better than what its schema alone gives; null: there are none. */
export type Meant = (name: string) => fc.Arbitrary<unknown> | null;

/** Short texts, of any characters but NUL, which cannot be stored. */
const text = fc.string({ unit: 'binary', maxLength: 12 }).map((value) => value.replaceAll('\0', ''));

const lengthOf = (value: string): number => Array.from(value).length;

/** Values that a schema allows; a value in five goes to the edge of what it allows. */
export class SchemaArbitrary {
  constructor(
    private readonly document: OpenApi,
    private readonly meant: Meant,
  ) {}

  of(given: Schema, name = ''): fc.Arbitrary<unknown> {
    const schema = resolved(this.document, given);
    const bare = this.byWord(schema, name);
    const meant = this.meant(name);
    if (meant === null || typesOf(schema).includes('array') || typesOf(schema).includes('object')) return bare;
    return fc.oneof({ weight: 9, arbitrary: meant }, { weight: 1, arbitrary: bare });
  }

  private byWord(schema: Schema, name: string): fc.Arbitrary<unknown> {
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    const either = schema.oneOf ?? schema.anyOf;
    if (either !== undefined) return fc.oneof(...either.map((one) => this.of(one, name)));
    return fc.oneof(...typesOf(schema).map((type) => this.byType(type, schema, name)));
  }

  private byType(type: string, schema: Schema, name: string): fc.Arbitrary<unknown> {
    switch (type) {
      case 'null':
        return fc.constant(null);
      case 'boolean':
        return fc.boolean();
      case 'integer':
        return fc.integer({ min: schema.minimum ?? -1_000_000, max: schema.maximum ?? 1_000_000 });
      case 'number':
        return numberOf(schema);
      case 'string':
        return stringOf(schema);
      case 'array':
        return fc.array(this.of(schema.items ?? {}, name), {
          minLength: schema.minItems ?? 0,
          maxLength: Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 2),
        });
      case 'object':
        return this.objectOf(schema);
      default:
        throw new Error(`No values for the type ${type}.`);
    }
  }

  private objectOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
    const fields = Object.entries(properties).map(([name, schema]) => [name, this.of(schema, name)] as const);
    return fc.record(Object.fromEntries(fields), { requiredKeys: [...required], noNullPrototype: true });
  }
}

const typesOf = ({ type }: Schema): readonly string[] => (type === undefined ? [] : [type].flat());

const numberOf = ({ exclusiveMinimum, maximum, minimum }: Schema): fc.Arbitrary<number> =>
  fc.double({
    min: exclusiveMinimum ?? minimum ?? -1e9,
    minExcluded: exclusiveMinimum !== undefined,
    max: maximum ?? 1e9,
    noNaN: true,
  });

function stringOf({ format, maxLength = 40, minLength = 0, pattern }: Schema): fc.Arbitrary<string> {
  if (format === 'uri') return fc.webUrl().filter((value) => value.length <= maxLength);
  const fits = (value: string): boolean =>
    lengthOf(value) >= minLength &&
    lengthOf(value) <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(value));
  if (pattern?.startsWith('^') === true) {
    // Assertions have no generator; the filter sees to them.
    const generated = new RegExp(pattern.replace(/\(\?![^)]*\)/, ''));
    return fc.stringMatching(generated, { maxLength: Math.min(maxLength, 30) }).filter(fits);
  }
  const filled = text.map((value) => (fits(value) ? value : `${value}${'x'.repeat(Math.max(minLength, 1))}`));
  const edges = fc.constantFrom('x', '\u{1f98a}', 'e\u0301', '\u06cc').map((letter) => {
    const repeated = letter.repeat(Math.floor(maxLength / lengthOf(letter)));
    return fits(repeated) ? repeated : letter;
  });
  return fc.oneof({ weight: 4, arbitrary: filled }, { weight: 1, arbitrary: edges });
}
