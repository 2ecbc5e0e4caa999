import os from 'node:os';
import { machine } from '../bench/usage.mjs';

/** What an import may cost. */
const LIMITS = { timesCopy: 12, secondByFirst: 1 / 3, peakMegabytes: 400 };

const MEGABYTE = 1e6;

export const median = (values) => {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

const whole = (value) => Math.round(value).toLocaleString('en');
const decimal = (value, digits) => (value === null ? '' : value.toFixed(digits));

/** Prints all figures. Whether every limit was met. */
export function report({ larger, postgres, rounds, rows }) {
  const copies = copiesOf(rounds);
  const imports = {
    first: importOf(rounds, 'first'),
    second: importOf(rounds, 'second'),
    reread: importOf(rounds, 'reread'),
  };
  const bare = copies.stance + copies.citation;
  const line = (name, seconds, of, usage = {}) => ({
    '': name,
    seconds: decimal(seconds, 2),
    'rows/s': whole(of / seconds),
    '× COPY': decimal(seconds / ((bare * of) / rows), 1),
    'node CPU s': decimal(usage.nodeCpu ?? null, 1),
    'PG CPU s': decimal(usage.pgCpu ?? null, 1),
    'peak MB': usage.peakBytes === undefined ? '' : whole(usage.peakBytes / MEGABYTE),
  });
  printMachine(postgres);
  console.log(`${whole(rows)} rows of examples/un-ga, ${rounds.length} rounds, medians (peak: the highest)\n`);
  printTable([
    line('COPY of the CSV, its four columns', copies.votes, rows),
    line('COPY of stance', copies.stance, rows),
    line('COPY of stance and citation', bare, rows),
    line('import, first', imports.first.seconds, rows, imports.first),
    line('import, second: the same file', imports.second.seconds, rows, imports.second),
    line('import, third: its rows in another file', imports.reread.seconds, rows, imports.reread),
    ...(larger === null ? [] : [line(`import of ${larger.times} times the rows`, larger.seconds, larger.rows, larger)]),
  ]);
  const peak = Math.max(imports.first.peakBytes, imports.second.peakBytes, larger?.peakBytes ?? 0) / MEGABYTE;
  const limits = [
    limitOf(
      'first import, in times of the COPY of stance and citation',
      imports.first.seconds / bare,
      LIMITS.timesCopy,
    ),
    limitOf(
      'second import, in times of the first',
      imports.second.seconds / imports.first.seconds,
      LIMITS.secondByFirst,
    ),
    limitOf('peak memory of the process, MB', peak, LIMITS.peakMegabytes),
  ];
  console.log();
  printTable(
    limits.map(({ isMet, limit, name, value }) => ({
      '': name,
      measured: value,
      limit,
      is: isMet ? 'met' : 'NOT MET',
    })),
  );
  return limits.every(({ isMet }) => isMet);
}

const copiesOf = (rounds) =>
  Object.fromEntries(
    ['votes', 'stance', 'citation'].map((name) => [name, median(rounds.map(({ bare }) => bare[name]))]),
  );

const importOf = (rounds, name) => {
  const runs = rounds.map((round) => round[name]);
  const middle = (field) => (runs[0][field] === null ? null : median(runs.map((run) => run[field])));
  return {
    seconds: middle('seconds'),
    nodeCpu: middle('nodeCpu'),
    pgCpu: middle('pgCpu'),
    peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
  };
};

const limitOf = (name, value, limit) => ({
  name,
  value: value.toFixed(2),
  limit: limit.toFixed(2),
  isMet: value <= limit,
});

function printMachine(postgres) {
  const { cores, cpu, memoryGiB, node, system } = machine();
  console.log(`\n${cores} cores (${cpu}), ${memoryGiB} GiB, ${system}, Node ${node.slice(1)}, PostgreSQL ${postgres}`);
  const [now, , quarter] = os.loadavg();
  console.log(
    `Load average ${now.toFixed(1)} (1 minute), ${quarter.toFixed(1)} (15 minutes); the bench itself makes up to 2`,
  );
}

function printTable(rows) {
  const names = Object.keys(rows[0]);
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => row[name].length)));
  const text = (cells) =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  ');
  console.log(text(names));
  for (const row of rows) console.log(text(names.map((name) => row[name])));
}
