import { parseArgs } from 'node:util';
import { Refusal } from '../support/project.mjs';

export const HELP = `Measures the import of a file beside a bare COPY of the rows that it records.

  npm run bench:import                     the 425,574 votes of examples/un-ga, three rounds
  npm run bench:import -- --rows 50000     only the first rows of them

  --rows N      rows of the file (all)
  --rounds N    rounds of first import, second import and COPY, in turns (3); the median counts
  --times N     how many times larger the file is with which it is shown that memory does not grow (5; 1: none)

Each import is the command line in a process of its own, on a database that holds nothing else. PostgreSQL is an
embedded one in data/bench-import, with the settings that the service gives it. It ends with code 1 where the second
import revises anything, or a limit is not met.

Example:
  npm run bench:import -- --rounds 5 --times 1`;

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  rows: { type: 'string' },
  rounds: { type: 'string' },
  times: { type: 'string' },
};

/** What the command line asks for. Throws a Refusal that says what is wrong with it. */
export function readArguments(given) {
  const { help = false, rows, rounds = '3', times = '5' } = parse(given);
  if (help) return { help };
  return {
    rows: rows === undefined ? Infinity : wholeOf('--rows', rows, 1_000, 100_000_000),
    rounds: wholeOf('--rounds', rounds, 1, 99),
    times: wholeOf('--times', times, 1, 100),
  };
}

function parse(given) {
  try {
    return parseArgs({ args: given, options: OPTIONS }).values;
  } catch (error) {
    throw new Refusal(`${error.message.split('. ')[0]}. "npm run bench:import -- --help" lists what there is.`);
  }
}

function wholeOf(name, text, least, most) {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Refusal(`${name} is "${text}"; it must be a whole number from ${least} to ${most}.`);
}
