/** Codes of what an actor did about a unit. A position is FIRST_LEVEL + its index among the levels. */
export const NO_RECORD = 0;
export const ABSENT = 1;
export const FIRST_LEVEL = 2;

export interface JointOptions {
  /** The distinct values that codes stand for, ascending: scores or positions. At most 254, the codes of a byte. */
  readonly levels: readonly number[];
  /** The value that means abstention or neutrality, such as 0 of scores. */
  readonly middle: number;
  /**
   * `position`: the middle is a position like any other. `half`: where exactly one of the two holds it, the unit is half
   * an agreement. `dropped`: units where either holds it are left out.
   */
  readonly abstention: 'position' | 'half' | 'dropped';
  /** `half`: where one is absent and the other holds any position, the unit is half an agreement. `dropped`: left out. */
  readonly absence: 'dropped' | 'half';
  /** Of the units, finite and not negative; each weighs 1 without. */
  readonly weights?: Float64Array | undefined;
}

/** How often two actors held which two levels. */
export interface JointTable {
  readonly levels: readonly number[];
  /** Units by index of a's level × number of levels + index of b's level. */
  readonly units: Float64Array;
  /** Sums of weights, of the same shape. */
  readonly mass: Float64Array;
  /** Units that count as half an agreement, whatever the positions. */
  readonly halfUnits: number;
  readonly halfMass: number;
}

/**
 * The joint table of two actors over the units that both are aligned to.
 * @param a a code per unit
 * @param b a code per unit
 *
 * Throws RangeError for lengths that differ, a code without a level, levels that do not ascend and a weight that is
 * negative or not finite. One pass over the units, without a branch on what they hold.
 */
export function jointTableOf(a: Uint8Array, b: Uint8Array, options: JointOptions): JointTable {
  const cells = cellsByCodes(options);
  const { units, mass } = sumsByCodes(a, b, options);
  const size = options.levels.length ** 2;
  const unitsByCell = new Float64Array(size + 2);
  const massByCell = new Float64Array(size + 2);
  cells.forEach((cell, codes) => {
    unitsByCell[cell]! += units[codes]!;
    massByCell[cell]! += mass[codes]!;
  });
  return {
    levels: options.levels,
    units: unitsByCell.subarray(0, size),
    mass: massByCell.subarray(0, size),
    halfUnits: unitsByCell[size]!,
    halfMass: massByCell[size]!,
  };
}

/**
 * Where a unit belongs, by code of a × number of codes + code of b: the index of a cell of the joint table, the number
 * of cells for half an agreement, one more than that for a unit that is left out.
 *
 * Throws RangeError for levels that do not ascend or are more than a byte can tell apart.
 */
export function cellsByCodes({ levels, middle, abstention, absence }: JointOptions): Int32Array {
  assertLevels(levels);
  const half = levels.length ** 2;
  const leftOut = half + 1;
  const codes = FIRST_LEVEL + levels.length;
  const middleCode = FIRST_LEVEL + levels.indexOf(middle);
  const isMiddle = (code: number): boolean => code >= FIRST_LEVEL && code === middleCode;
  const cellOf = (x: number, y: number): number => {
    if (x === NO_RECORD || y === NO_RECORD) return leftOut;
    if (x === ABSENT && y === ABSENT) return leftOut;
    if (abstention === 'dropped' && (isMiddle(x) || isMiddle(y))) return leftOut;
    if (x === ABSENT || y === ABSENT) return absence === 'half' ? half : leftOut;
    if (abstention === 'half' && isMiddle(x) !== isMiddle(y)) return half;
    return (x - FIRST_LEVEL) * levels.length + (y - FIRST_LEVEL);
  };
  return Int32Array.from({ length: codes ** 2 }, (_, index) => cellOf(Math.floor(index / codes), index % codes));
}

/** Units and sums of weights by code of a × number of codes + code of b. */
function sumsByCodes(
  a: Uint8Array,
  b: Uint8Array,
  { levels, weights }: JointOptions,
): { units: Int32Array; mass: Int32Array | Float64Array } {
  if (a.length !== b.length || (weights !== undefined && weights.length !== a.length)) {
    throw new RangeError('Both actors and the weights must be aligned to the same units.');
  }
  const codes = FIRST_LEVEL + levels.length;
  const units = new Int32Array(codes ** 2);
  for (let unit = 0; unit < a.length; unit++) {
    const x = a[unit]!;
    const y = b[unit]!;
    if (x >= codes || y >= codes) throw new RangeError(`A code is less than ${codes}, not ${Math.max(x, y)}.`);
    units[x * codes + y]!++;
  }
  if (weights === undefined) return { units, mass: units };
  const mass = new Float64Array(codes ** 2);
  for (let unit = 0; unit < a.length; unit++) {
    const weight = weights[unit]!;
    if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`A weight is at least 0 and finite, not ${weight}.`);
    mass[a[unit]! * codes + b[unit]!]! += weight;
  }
  return { units, mass };
}

function assertLevels(levels: readonly number[]): void {
  const most = 0xff - FIRST_LEVEL + 1;
  if (levels.length > most) throw new RangeError(`There are at most ${most} levels, not ${levels.length}.`);
  if (levels.every((level, index) => (index === 0 ? !Number.isNaN(level) : level > levels[index - 1]!))) return;
  throw new RangeError('Levels are distinct numbers, ascending.');
}
