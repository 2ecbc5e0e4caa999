/** How far apart two figures are: 0 where both are undefined, Infinity where one is. */
export function differenceOf(a: number | null, b: number | null): number {
  if (a === null || b === null) return a === b ? 0 : Infinity;
  return Math.abs(a - b);
}
