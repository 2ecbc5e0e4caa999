/**
 * The source with all mutants in it, of which the number in STANCELINE_MUTANT is in effect. It is transpiled once, and
 * each line stays where it was. Without a number none is in effect, and each constant that is come by says so.
 */
const HEAD =
  'const stancelineMutant = Number(process.env.STANCELINE_MUTANT); ' +
  'const stancelineReached = stancelineMutant > 0 ? undefined : (globalThis.stancelineReached ??= new Set()); ';

/** @param constants with `mutants`, the numbers of the replacements of each, in their order; numbers begin at 1 */
export function instrument(text, constants) {
  const edits = constants.flatMap((constant) =>
    constant.kind === 'minus'
      ? [
          { start: constant.start, end: constant.start + 1, text: `(${chosen(constant, '-1', ['1'])} * (` },
          { start: constant.end, end: constant.end, text: '))' },
        ]
      : [{ start: constant.start, end: constant.end, text: chosen(constant, constant.text, constant.replacements) }],
  );
  // From the end, so that places stay right. Ends of nested minuses fall together with the end of their number.
  edits.sort((a, b) => b.start - a.start || b.end - a.end);
  let result = text;
  for (const edit of edits) result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  return HEAD + result;
}

function chosen({ mutants }, original, replacements) {
  const choice = replacements.reduceRight(
    (otherwise, replacement, i) => `stancelineMutant === ${mutants[i]} ? ${replacement} : ${otherwise}`,
    original,
  );
  return `(stancelineReached?.add(${mutants[0]}), ${choice})`;
}
