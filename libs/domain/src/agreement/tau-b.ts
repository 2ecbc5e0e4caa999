/**
 * Kendall's τ-b of two series: (concordant − discordant pairs) ÷ √(pairs untied in x × pairs untied in y), −1 to 1.
 * Null where either series has no two values that differ. O(n²).
 *
 * Throws RangeError for lengths that differ and for NaN.
 */
export function tauB(x: readonly number[], y: readonly number[]): number | null {
  if (x.length !== y.length) throw new RangeError(`The series have ${x.length} and ${y.length} values.`);
  if (x.some(Number.isNaN) || y.some(Number.isNaN)) throw new RangeError('NaN has no order.');
  let concordance = 0;
  let untiedX = 0;
  let untiedY = 0;
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const orderX = orderOf(x[i]!, x[j]!);
      const orderY = orderOf(y[i]!, y[j]!);
      concordance += orderX * orderY;
      untiedX += Math.abs(orderX);
      untiedY += Math.abs(orderY);
    }
  }
  return untiedX === 0 || untiedY === 0 ? null : concordance / Math.sqrt(untiedX * untiedY);
}

/** Not the sign of the difference: that of two infinities is NaN. */
function orderOf(one: number, other: number): number {
  return one > other ? 1 : one < other ? -1 : 0;
}
