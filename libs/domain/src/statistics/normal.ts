// The fraction is good to the last digits with this many terms, as far in as this.
const TAIL_DEPTH = 100;
const TAIL_BEGINS = 3;
const ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);

/** Density φ of the standard normal distribution. Throws RangeError for NaN. */
export function normalDensity(x: number): number {
  if (Number.isNaN(x)) throw new RangeError('There is no density at NaN.');
  return Math.exp(-(x ** 2) / 2) / ROOT_OF_TWO_PI;
}

/**
 * Φ(x), the probability that a standard normal variable is at most x. The series about 0 (Marsaglia 2004), and Laplace's
 * continued fraction in the tails, where the series would lose its digits to ½: the relative error stays below 1e-12
 * down to x = −37, beyond which numbers have no digits left for it.
 * Throws RangeError for NaN.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) throw new RangeError('There is no probability of at most NaN.');
  if (x < -TAIL_BEGINS) return tailBeyond(-x);
  return x > TAIL_BEGINS ? 1 - tailBeyond(x) : 1 / 2 + massUpTo(x);
}

/** ∫ φ from 0 to x: φ(x) · (x + x³/3 + x⁵/(3·5) + …). */
function massUpTo(x: number): number {
  let term = x;
  let before = 0;
  let sum = x;
  for (let odd = 3; sum !== before; odd += 2) {
    term *= x ** 2 / odd;
    before = sum;
    sum += term;
  }
  return normalDensity(x) * sum;
}

/** 1 − Φ(x) for a great x: φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))). */
function tailBeyond(x: number): number {
  let fraction = x;
  for (let k = TAIL_DEPTH; k > 0; k--) fraction = x + k / fraction;
  return normalDensity(x) / fraction;
}
