const LONGEST_SHOWN = 80;

/** A text inside a sentence; a cell may hold pages. */
export const shown = (text: string): string =>
  text.length <= LONGEST_SHOWN ? `"${text}"` : `"${text.slice(0, LONGEST_SHOWN - 1)}…"`;
