/**
 * The shortest decimal text of a number, without an exponent: `0.1`, `1000`, `0.0000001`. Null for what a double does
 * not hold exactly or at all: whole numbers beyond 2^53 − 1 and infinities.
 */
export function plainDecimal(value: number): string | null {
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? String(value) : null;
  if (!Number.isFinite(value)) return null;
  const text = String(value);
  const [, sign = '', whole = '', fraction = '', exponent = ''] = /^(-?)(\d+)(?:\.(\d+))?e-(\d+)$/.exec(text) ?? [];
  if (exponent === '') return text;
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${whole}${fraction}`;
}
