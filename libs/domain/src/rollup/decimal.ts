/** digits · 10^exponent, exactly. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

export const ONE: Decimal = { digits: 1n, exponent: 0 };

/** The positive number as it is written in decimal. */
export function decimalOf(number: number): Decimal {
  const [mantissa = '', exponent = '0'] = String(number).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

export const times = (a: Decimal, b: Decimal): Decimal => ({
  digits: a.digits * b.digits,
  exponent: a.exponent + b.exponent,
});

export function isGreater(a: Decimal, b: Decimal): boolean {
  const least = Math.min(a.exponent, b.exponent);
  const scaled = ({ digits, exponent }: Decimal): bigint => digits * 10n ** BigInt(exponent - least);
  return scaled(a) > scaled(b);
}

/** The nearest number; 0 or Infinity where it is too small or too great for one. */
export const numberOf = ({ digits, exponent }: Decimal): number => Number(`${digits}e${exponent}`);
