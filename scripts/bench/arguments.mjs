import { parseArgs } from 'node:util';
import { Refusal } from '../support/project.mjs';
import { CASE_NAMES } from './cases.mjs';

const ROWS = 1_000_000;
const QUICK_ROWS = 200_000;
const FEWEST_ROWS = 10_000;
const MOST_ROWS = 100_000_000;

export const HELP = `Measures the service beside a bare Fastify + pg handler, written by hand, that gives the same answers.

  npm run bench                          1,000,000 generated stances
  npm run bench -- 10000000 --keep       ten million, kept for the next run
  npm run bench -- 1000000 10000000      both, and what each question costs at the larger size

  --quick           200,000 stances unless a number is given, and one round of one second: whether it runs, not how fast
  --keep            keep the filled databases; the next run of the same size takes them as they are
  --only NAMES      some cases, by the beginnings of their names: --only timeline,list
  --seconds N       length of one round (3)
  --rounds N        rounds for each, taken in turns (3); the median counts
  --url URL         a PostgreSQL 18 server to make the databases on, e.g. postgresql://me@localhost/postgres;
                    without it, an embedded one in data/bench
  --json FILE       write all figures to a file
  --compare A B     read two such files and compare them; nothing is measured
  --sql             only what the statements cost, without HTTP

Cases: ${CASE_NAMES.join(', ')}

Example:
  npm run bench -- 1000000 --keep --only timeline,positions-past --json before.json`;

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  quick: { type: 'boolean' },
  keep: { type: 'boolean' },
  sql: { type: 'boolean' },
  compare: { type: 'boolean' },
  url: { type: 'string' },
  only: { type: 'string' },
  json: { type: 'string' },
  seconds: { type: 'string' },
  rounds: { type: 'string' },
};

/** What the command line asks for. Throws a Refusal that says what is wrong with it. */
export function readArguments(given) {
  const { positionals, values } = parse(given);
  const { compare = false, help = false, json, keep = false, only, quick = false, sql = false, url } = values;
  if (help) return { help };
  if (compare) {
    if (positionals.length !== 2) throw new Refusal('--compare takes two files: --compare before.json after.json');
    return { compare: positionals };
  }
  return {
    sizes: positionals.length === 0 ? [quick ? QUICK_ROWS : ROWS] : positionals.map(rowsOf).toSorted((a, b) => a - b),
    keep,
    sql,
    url: url === undefined ? null : urlOf(url),
    json: json ?? null,
    only: only === undefined ? null : namesOf(only),
    seconds: wholeOf('--seconds', values.seconds ?? (quick ? '1' : '3'), 1, 600),
    rounds: wholeOf('--rounds', values.rounds ?? (quick ? '1' : '3'), 1, 99),
  };
}

function parse(given) {
  try {
    return parseArgs({ args: given, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Refusal(`${error.message.split('. ')[0]}. "npm run bench -- --help" lists what there is.`);
  }
}

function wholeOf(name, text, least, most) {
  const value = /^[\d_]{1,12}$/.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Refusal(`${name} is "${text}"; it must be a whole number from ${least} to ${most}.`);
}

const rowsOf = (text) => wholeOf('The number of rows', text, FEWEST_ROWS, MOST_ROWS);

function urlOf(text) {
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new Refusal('--url must be like postgresql://user:password@host:5432/postgres');
}

function namesOf(text) {
  const names = text.split(',');
  const strange = names.find((name) => !CASE_NAMES.some((known) => known.startsWith(name)));
  if (strange === undefined) return names;
  throw new Refusal(`There is no case "${strange}"; there are ${CASE_NAMES.join(', ')}.`);
}
