const NEAR = 1e-9;

/**
 * `actual`, with the expected number in the place of each that is as near to it as rounding leaves two ways of computing
 * the same.
 */
export function snapped(actual: unknown, expected: unknown): unknown {
  if (typeof actual === 'number' && typeof expected === 'number') return isNear(actual, expected) ? expected : actual;
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.map((each, index) => snapped(each, expected[index]));
  }
  if (!isObject(actual) || !isObject(expected)) return actual;
  return Object.fromEntries(Object.entries(actual).map(([key, value]) => [key, snapped(value, expected[key])]));
}

const isNear = (one: number, other: number): boolean => Math.abs(one - other) <= NEAR * Math.max(1, Math.abs(other));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
