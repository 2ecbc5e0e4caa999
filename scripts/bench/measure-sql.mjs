import { openPool } from '../../dist/libs/database/src/index.js';
import { middle } from './measure.mjs';
import { progress } from './progress.mjs';
import { cpuOf, isPostgres } from './usage.mjs';

const SQL_SECONDS = 1.5;

/**
 * What the statements of each case take through pg, one at a time on one connection, warm; the databases in turns, so
 * that a busy moment of the machine does not fall on one of them.
 */
export async function measureSql(databases, rounds) {
  const sides = [];
  for (const { cases, url } of databases) sides.push({ cases, ...(await oneConnection(url)) });
  const names = databases[0].cases.map(({ name }) => name);
  const bar = progress('Statements alone', names.length);
  try {
    const figures = [];
    for (const name of names) {
      const runs = sides.map(() => []);
      for (let round = 0; round <= rounds; round += 1) {
        for (const [index, side] of sides.entries()) {
          const run = await runStatements(side, name, round);
          if (round > 0) runs[index].push(run);
        }
      }
      const of = (figure) =>
        runs.map((those) => (those[0][figure] === null ? null : middle(those.map((run) => run[figure]))));
      figures.push({ name, milliseconds: of('milliseconds'), cpu: of('cpu'), bytes: of('bytes') });
      bar.at(figures.length);
    }
    bar.end();
    return figures;
  } finally {
    await Promise.all(sides.map(({ pool }) => pool.end()));
  }
}

async function oneConnection(connectionString) {
  const pool = await openPool({ connectionString, size: 1, statementTimeout: 120_000 });
  const { rows } = await pool.query('SELECT pg_backend_pid() AS pid');
  return { pool, cpu: () => (isPostgres(rows[0].pid) ? cpuOf(rows[0].pid) : null) };
}

/** The median of the times; the processor time of the database that each took, in milliseconds; the size of an answer. */
async function runStatements({ cases, cpu, pool }, name, round) {
  const { column, runs, texts } = cases.find((candidate) => candidate.name === name);
  const times = [];
  let bytes = 0;
  const before = cpu();
  const until = performance.now() + SQL_SECONDS * 1000;
  // Each round takes other values, the first ones as a warm-up.
  for (let index = round * 7919; performance.now() < until; index += 1) {
    const begun = performance.now();
    let answer;
    for (const { statement, values } of runs[index % runs.length]) {
      answer = await pool.query({ name: `${name}-${statement}`, text: texts[statement], values, types: AS_TEXT });
    }
    times.push(performance.now() - begun);
    bytes += answer.rows[0][column].length;
  }
  const used = before === null ? null : (cpu() - before) / 1000 / times.length;
  return { milliseconds: middle(times), cpu: used, bytes: bytes / times.length };
}

const AS_TEXT = { getTypeParser: () => (text) => text };
