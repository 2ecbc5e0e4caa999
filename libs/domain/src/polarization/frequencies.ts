/** The sum of counts, weights or shares. Throws RangeError when one is negative, or one or the sum is not finite. */
export function totalOf(frequencies: readonly number[]): number {
  let total = 0;
  for (const frequency of frequencies) {
    if (!(frequency >= 0)) throw new RangeError(`A frequency is 0 or more, not ${frequency}.`);
    total += frequency;
  }
  if (!Number.isFinite(total)) throw new RangeError('The frequencies have no finite sum.');
  return total;
}
