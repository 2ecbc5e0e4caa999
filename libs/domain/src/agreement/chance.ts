/** Mean disagreement of two actors, as it is and as it would be if they were independent of each other. */
export interface Chance {
  readonly observed: number;
  readonly expected: number;
}

/**
 * Observed and expected disagreement of a joint table: Σ v_ij o_ij and Σ v_ij e_ij of shares. The expected shares e_ij
 * are those of marginals: of each actor its own, r_i c_j, or of both together, m_i m_j with m = (r + c)/2.
 * Null for a table without mass.
 * @param mass by row × size + column
 * @param disagreements v, of the same shape
 */
export function chanceOf(
  mass: Float64Array,
  disagreements: Float64Array,
  size: number,
  marginals: 'own' | 'pooled',
): Chance | null {
  const rows = new Float64Array(size);
  const columns = new Float64Array(size);
  let total = 0;
  let observed = 0;
  for (let row = 0, cell = 0; row < size; row++) {
    for (let column = 0; column < size; column++, cell++) {
      rows[row]! += mass[cell]!;
      columns[column]! += mass[cell]!;
      total += mass[cell]!;
      observed += disagreements[cell]! * mass[cell]!;
    }
  }
  if (total === 0) return null;
  if (marginals === 'pooled') pool(rows, columns);
  let expected = 0;
  for (let row = 0, cell = 0; row < size; row++) {
    for (let column = 0; column < size; column++, cell++) {
      expected += disagreements[cell]! * (rows[row]! / total) * (columns[column]! / total);
    }
  }
  return { observed: observed / total, expected };
}

/** 1 − observed/expected; null where no disagreement is to be expected, as where both always hold the same level. */
export function chanceCorrected(chance: Chance | null): number | null {
  return chance === null || chance.expected === 0 ? null : 1 - chance.observed / chance.expected;
}

function pool(rows: Float64Array, columns: Float64Array): void {
  rows.forEach((row, index) => {
    const mean = (row + columns[index]!) / 2;
    rows[index] = mean;
    columns[index] = mean;
  });
}
