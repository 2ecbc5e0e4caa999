/** What a figure is in the end. */
export type Leaf = string | number | boolean | null;

/** Where two answers differ (RFC 6901); a side that has nothing there is left out. */
export interface Difference {
  readonly pointer: string;
  readonly answered?: Leaf;
  readonly recomputed?: Leaf;
}

export interface Comparison {
  /** Figures that were held against each other, those included that only one side has. */
  readonly compared: number;
  readonly differenceCount: number;
  /** The first of them. */
  readonly differences: readonly Difference[];
}

const SHOWN = 20;
/** Of 1, or of the larger number where that is more: orders of summation differ by less, any record by more. */
const TOLERANCE = 1e-12;

/** Holds every figure of one answer against the other; fields that are undefined are not there. */
export function compared(answered: unknown, recomputed: unknown): Comparison {
  const path: string[] = [];
  const differences: Difference[] = [];
  let count = 0;
  let differenceCount = 0;
  const hold = (a: Leaf | undefined, b: Leaf | undefined): void => {
    count++;
    if (isSame(a, b)) return;
    differenceCount++;
    if (differences.length === SHOWN) return;
    differences.push({
      pointer: pointerOf(path),
      ...(a === undefined ? {} : { answered: a }),
      ...(b === undefined ? {} : { recomputed: b }),
    });
  };
  const walk = (a: unknown, b: unknown): void => {
    if (isLeaf(a) || isLeaf(b)) hold(isLeaf(a) ? a : undefined, isLeaf(b) ? b : undefined);
    for (const name of new Set([...namesIn(a), ...namesIn(b)])) {
      path.push(name);
      walk(fieldOf(a, name), fieldOf(b, name));
      path.pop();
    }
  };
  walk(answered, recomputed);
  return { compared: count, differenceCount, differences };
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isLeaf = (value: unknown): value is Leaf => value !== undefined && !isTree(value);
const namesIn = (value: unknown): string[] => (isTree(value) ? Object.keys(value) : []);
const fieldOf = (value: unknown, name: string): unknown =>
  isTree(value) && Object.hasOwn(value, name) ? value[name] : undefined;

function isSame(a: Leaf | undefined, b: Leaf | undefined): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  return a === b || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));
}

const pointerOf = (path: readonly string[]): string =>
  path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
