const { abs, exp, floor, log, log1p, max, PI } = Math;

const MOST_STEPS = 100;
const SMALL_STEP = 1e-10;

/**
 * The value that a variable of Student's t distribution exceeds with probability 1 − `probability`; good for ten digits
 * from 0.1 to ten million degrees of freedom. Newton's method on the logarithm of the tail, which is a concave function
 * of ln t, so that it cannot stray; the tail is an incomplete beta function (DLMF 8.17.22).
 * @param probability between 0 and 1, neither of them
 * @param degreesOfFreedom greater than 0; need not be whole
 *
 * Infinite, with its sign, where it is too great for a number (few degrees of freedom, far out). Throws RangeError for
 * any other input.
 */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError(`${probability} is no probability between 0 and 1.`);
  if (!(degreesOfFreedom > 0 && degreesOfFreedom < Infinity)) {
    throw new RangeError(`Student's t has no ${degreesOfFreedom} degrees of freedom.`);
  }
  if (probability === 0.5) return 0;
  return probability > 0.5
    ? rememberedQuantile(1 - probability, degreesOfFreedom)
    : -rememberedQuantile(probability, degreesOfFreedom);
}

/** A series asks for the same few numbers of records at one coverage again and again. */
const remembered = new Map<string, number>();
const MOST_REMEMBERED = 10_000;

function rememberedQuantile(tail: number, df: number): number {
  const key = `${tail} ${df}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  if (remembered.size === MOST_REMEMBERED) remembered.clear();
  const quantile = quantileOfTail(tail, df);
  remembered.set(key, quantile);
  return quantile;
}

function quantileOfTail(tail: number, df: number): number {
  let logT = 0;
  let step = Infinity;
  for (let i = 0; i < MOST_STEPS && abs(step) > SMALL_STEP; i++) {
    const { logTail, slope } = tailBeyond(logT, df);
    step = (log(tail) - logTail) / slope;
    logT += step;
  }
  return exp(logT);
}

/** ln P(T > t) and its slope along ln t. In logarithms, because t and the tail may both be out of range on the way. */
function tailBeyond(logT: number, df: number): { logTail: number; slope: number } {
  const logRatio = 2 * logT - log(df);
  const logSum = max(logRatio, 0) + log1p(exp(-abs(logRatio)));
  const logOfTimesDensity = logRatio / 2 - logBetaWithHalf(df / 2) - ((df + 1) / 2) * logSum;
  const x = exp(-logSum);
  if (x < (df + 2) / (df + 5)) {
    const fraction = betaFraction(df / 2, 1 / 2, x);
    return { logTail: logOfTimesDensity + log(fraction / df), slope: -df / fraction };
  }
  const timesDensity = exp(logOfTimesDensity);
  const tail = 1 / 2 - timesDensity * betaFraction(1 / 2, df / 2, exp(logRatio - logSum));
  return { logTail: log(tail), slope: -timesDensity / tail };
}

/** The continued fraction of the incomplete beta function, DLMF 8.17.22, by Lentz's method; quick for x < (a+1)/(a+b+2). */
function betaFraction(a: number, b: number, x: number): number {
  let numerator = 1;
  let denominator = 0;
  let value = 1;
  let factor: number;
  let j = 1;
  do {
    const m = floor(j / 2);
    const odd = j % 2 === 1;
    const coefficient = odd ? -((a + m) * (a + b + m)) / (a + 2 * m + 1) : (m * (b - m)) / (a + 2 * m - 1);
    const part = (coefficient * x) / (a + 2 * m);
    numerator = 1 + part / numerator;
    denominator = 1 / (1 + part * denominator);
    factor = numerator * denominator;
    value *= factor;
    j++;
  } while (abs(factor - 1) > Number.EPSILON);
  return 1 / value;
}

/** ln B(a, ½) = ln √π − ln(Γ(a + ½)/Γ(a)). */
function logBetaWithHalf(a: number): number {
  let product = 1;
  let x = a;
  for (; x < 10; x++) product *= x / (x + 1 / 2);
  // The series of Stirling's formula for Γ(x + ½)/Γ(x); from x = 10 on it is good for eleven digits.
  const series = 1 / (8 * x) - 1 / (192 * x ** 3) + 1 / (640 * x ** 5) - 17 / (14_336 * x ** 7);
  return log(PI) / 2 - log(product) - log(x) / 2 + series;
}
