/** V8 copies shorter texts anyway. */
const LONGEST_COPIED = 12;

/** For a cell that is kept: it is a slice of the text around it, and would keep all of that in memory. */
export const ownCopy = (cell: string): string => (cell.length <= LONGEST_COPIED ? cell : ` ${cell}`.slice(1));
