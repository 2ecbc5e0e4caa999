/** Statements of an actor: how many, by issue and then by point of the scale. */
type Statements = readonly (readonly number[])[];

/**
 * Congruence of two actors in a discourse network, normalised by average activity (formulas.md 4.2.7; Leifeld's DNA):
 * Σ over issues and pairs of points k, l of x_ak x_bl (1 − |q_k − q_l|/range), ÷ the mean number of statements of the
 * two. Not bounded by 1: it grows with the number of statements. Null where neither made one.
 * @param points of the scale: the positions q
 * @param range distance between the ends of the declared scale
 *
 * Throws RangeError for shapes that differ, a number of statements that is negative or not finite and a range that is
 * not positive.
 */
export function dnaCongruence(question: {
  readonly a: Statements;
  readonly b: Statements;
  readonly points: readonly number[];
  readonly range: number;
}): number | null {
  const { a, b, points, range } = question;
  assertStatements(question);
  if (!(range > 0 && range < Infinity)) throw new RangeError(`A range is positive and finite, not ${range}.`);
  const activity = (sumOf(a.flat()) + sumOf(b.flat())) / 2;
  if (activity === 0) return null;
  const proximity = (k: number, l: number): number => 1 - Math.abs(points[k]! - points[l]!) / range;
  const congruences = a.map((ofA, issue) =>
    sumOf(ofA.map((x, k) => sumOf(b[issue]!.map((y, l) => x * y * proximity(k, l))))),
  );
  return sumOf(congruences) / activity;
}

function assertStatements({ a, b, points }: { a: Statements; b: Statements; points: readonly number[] }): void {
  const rows = [...a, ...b];
  if (a.length !== b.length || rows.some((row) => row.length !== points.length)) {
    throw new RangeError('Both actors have a row per issue with a number per point.');
  }
  if (rows.flat().every((statements) => statements >= 0 && statements < Infinity)) return;
  throw new RangeError('Numbers of statements are at least 0 and finite.');
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
