/** The position of somebody in force on a day, and what it rests on. */
export class HeldResponse {
  readonly position!: number;
  readonly score!: number;
  /** Records of the last day disagree. */
  readonly contested!: boolean;
  /** First day of the unbroken run of this position; null is open. */
  readonly since!: string | null;
  /** Days since it was last known to hold. */
  readonly ageDays!: number;
  /** Records of the last day. */
  readonly n!: number;
  /** Their ids, five at most. */
  readonly records!: string[];
}
