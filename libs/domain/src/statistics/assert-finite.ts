/** Throws RangeError for NaN or an infinite number among those given. */
export function assertFinite(numbers: readonly number[]): void {
  const wrong = numbers.find((number) => !Number.isFinite(number));
  if (wrong !== undefined) throw new RangeError(`${wrong} is not a finite number.`);
}
