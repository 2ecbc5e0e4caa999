const ABSTENTION_WEIGHT = 0.2;

/**
 * Agreement of two members by Public Whip: same ÷ (same + different + 0.2 × units where one of them abstains), 0 to 1
 * (formulas.md 4.2.6). Null without any unit.
 *
 * Throws RangeError for a count that is negative or not finite.
 */
export function publicWhipAgreement(counts: {
  readonly same: number;
  readonly different: number;
  readonly oneAbstains: number;
}): number | null {
  const { same, different, oneAbstains } = counts;
  if (![same, different, oneAbstains].every((count) => count >= 0 && count < Infinity)) {
    throw new RangeError('Counts are at least 0 and finite.');
  }
  const total = same + different + ABSTENTION_WEIGHT * oneAbstains;
  return total === 0 ? null : same / total;
}
