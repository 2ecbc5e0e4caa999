import { chanceCorrected, chanceOf } from './chance.js';

/**
 * Cohen's weighted κ (1968) of a square table with any disagreement weights: 1 − Σ v o / Σ v r c. Null for a table
 * without mass and where no disagreement is to be expected.
 * @param table counts or shares, by row and column
 * @param disagreements weights v of the same shape, 0 for agreement
 *
 * Throws RangeError for shapes that are not square and alike and for numbers that are negative or not finite.
 */
export function weightedKappaOfTable(
  table: readonly (readonly number[])[],
  disagreements: readonly (readonly number[])[],
): number | null {
  const size = table.length;
  return chanceCorrected(chanceOf(squareOf(table, size), squareOf(disagreements, size), size, 'own'));
}

function squareOf(rows: readonly (readonly number[])[], size: number): Float64Array {
  if (rows.length !== size || rows.some((row) => row.length !== size)) {
    throw new RangeError('The table and its weights are square and of the same size.');
  }
  const cells = Float64Array.from(rows.flat());
  if (cells.every((cell) => cell >= 0 && cell < Infinity)) return cells;
  throw new RangeError('Cells are at least 0 and finite.');
}
