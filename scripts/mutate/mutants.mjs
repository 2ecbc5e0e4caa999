import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { at, Refusal } from '../support/project.mjs';
import { constantsOf } from './constants.mjs';
import { EQUIVALENT } from './equivalent.mjs';

/** The folders of libs/domain/src whose files are formulas. What a date, an id or a problem is says the others. */
export const FOLDERS = (
  'agreement blocs change-points cohesion comparison corroboration decay divergence ideal-points polarization random ' +
  'reliability rollup scales statistics timeline'
).split(' ');

/** The source files of a folder with their constants. Mutants are numbered from 1 over all of them. */
export function sourcesOf(folders) {
  const sources = folders.flatMap((folder) =>
    readdirSync(at('libs/domain/src', folder))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => path.posix.join('libs/domain/src', folder, name)),
  );
  let number = 0;
  return sources.map((file) => {
    const text = readFileSync(at(file), 'utf8');
    const constants = constantsOf(text, file).map((constant) => ({
      ...constant,
      mutants: constant.replacements.map(() => ++number),
    }));
    return { file, text, constants };
  });
}

/** One for each replacement, with the place to show. `equivalent` is why no test can tell. Refuses a list that is stale. */
export function mutantsOf(sources) {
  const mutants = sources.flatMap(({ file, text, constants }) =>
    constants.flatMap((constant) =>
      constant.replacements.map((to, i) => ({
        number: constant.mutants[i],
        reachedAs: constant.mutants[0],
        file,
        ...placeOf(text, constant.start),
        start: constant.start,
        from: constant.text,
        to,
      })),
    ),
  );
  for (const entry of EQUIVALENT.filter(({ file }) => sources.some((source) => source.file === file))) {
    mutantOf(entry, sources, mutants).equivalent = entry.why;
  }
  return mutants;
}

function mutantOf({ file, at: marked, to }, sources, mutants) {
  const { text } = sources.find((source) => source.file === file);
  const [before, rest] = marked.split('«');
  const [constant, after] = rest.split('»');
  const place = text.indexOf(before + constant + after);
  const isOne = place >= 0 && text.indexOf(before + constant + after, place + 1) < 0;
  const found = mutants.filter(
    (mutant) => mutant.file === file && mutant.start === place + before.length && mutant.to === to,
  );
  if (isOne && found.length === 1) return found[0];
  throw new Refusal(`scripts/mutate/equivalent.mjs: ${file} has not exactly one mutant ${marked} → ${to}.`);
}

function placeOf(text, start) {
  const before = text.slice(0, start).split('\n');
  return { line: before.length, code: text.split('\n')[before.length - 1].trim() };
}
