/** A number in [0, 1), each as likely as any other. Each call gives the next one. */
export type Random = () => number;

const HIGHEST_SEED = 0xffff_ffff;
const WORD = 0x1_0000_0000;

// The multiplier 6364136223846793005 in halves, the low one in quarters also.
const MULTIPLIER_HIGH = 0x5851_f42d;
const MULTIPLIER_LOW = 0x4c95_7f2d;
const MULTIPLIER_LOW_UPPER = 0x4c95;
const MULTIPLIER_LOW_LOWER = 0x7f2d;

// The stream of the reference demonstration, number 54, as the generator adds it: 2 · 54 + 1.
const INCREMENT = 109;

/**
 * PCG32 (O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number
 * Generation"), variant XSH RR 64/32, stream 54: multiples of 2⁻³². Equal seeds give equal numbers on any machine.
 * @param seed a whole number from 0 to 2³² − 1
 *
 * Throws RangeError for another seed.
 */
export function seededRandom(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed > HIGHEST_SEED) {
    throw new RangeError(`A seed is a whole number from 0 to ${HIGHEST_SEED}, not ${seed}.`);
  }
  // Halves of 64 bits, each a signed 32-bit number: BigInt and unsigned numbers would be put on the heap at each step.
  let high = 0;
  let low = 0;

  const step = (): void => {
    const lower = low & 0xffff;
    const upper = low >>> 16;
    const lowest = Math.imul(lower, MULTIPLIER_LOW_LOWER) >>> 16;
    const middle = (Math.imul(upper, MULTIPLIER_LOW_LOWER) + lowest) >>> 0;
    const other = (Math.imul(lower, MULTIPLIER_LOW_UPPER) + (middle & 0xffff)) >>> 0;
    const carried = Math.imul(upper, MULTIPLIER_LOW_UPPER) + (middle >>> 16) + (other >>> 16);
    high = (Math.imul(high, MULTIPLIER_LOW) + Math.imul(low, MULTIPLIER_HIGH) + carried) | 0;
    low = Math.imul(low, MULTIPLIER_LOW);
    add(INCREMENT);
  };
  const add = (summand: number): void => {
    low = (low + summand) | 0;
    if (low >>> 0 < summand) high = (high + 1) | 0;
  };

  step();
  add(seed);
  step();
  return () => {
    const mixedHigh = high ^ (high >>> 18);
    // Without what comes down from the lower half itself: it does not reach the bits that are kept.
    const mixedLow = low ^ (high << 14);
    const mixed = (mixedHigh << 5) | (mixedLow >>> 27);
    const rotation = high >>> 27;
    step();
    return (((mixed >>> rotation) | (mixed << (-rotation & 31))) >>> 0) / WORD;
  };
}
