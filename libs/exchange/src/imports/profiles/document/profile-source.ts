/** A profile as data, and the line of each part of it. */
export interface ProfileSource {
  readonly value: unknown;
  lineOf(pointer: string): number | null;
}
