/**
 * Of ascending numbers, the one below which lies the share; between two of them in proportion (Hyndman and Fan 1996,
 * type 7).
 * @param sorted at least one
 * @param share 0 to 1
 */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.ceil(place)]!;
  return low + (high - low) * (place - below);
}

/** Throws RangeError for resamples that are not a positive whole number and for a coverage that is not between 0 and 1. */
export function assertResampling(resamples: number, coverage: number): void {
  if (!Number.isSafeInteger(resamples) || resamples < 1) {
    throw new RangeError(`Resamples are a whole number, at least 1, not ${resamples}.`);
  }
  if (!(coverage > 0 && coverage < 1)) throw new RangeError(`A coverage lies between 0 and 1, unlike ${coverage}.`);
}
