/** What the project aims at: a share of the bare handler, and what the same question may cost at ten times the rows. */
const LEAST_RATIO = 0.7;
const MOST_GROWTH = 1.5;

const whole = (value) => (value === null ? '–' : Math.round(value).toLocaleString('en'));
const fixed = (value, digits) => (value === null ? '–' : value.toFixed(digits));
const kibibytes = (bytes) => (bytes / 1024).toFixed(1);

/** A table that reads well on a terminal and is Markdown too. */
export function table(heads, rows) {
  const cells = [heads, ...rows].map((row) => row.map(String));
  const widths = heads.map((_, column) => Math.max(3, ...cells.map((row) => row[column].length)));
  const line = (row) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(cells[0]), rule, ...cells.slice(1).map(line)].join('\n');
}

const HTTP_HEADS = [
  'case', 'service req/s', 'bare req/s', 'ratio', 'p50 ms', 'bare', 'p99 ms', 'bare', 'node µs', 'bare', 'PG µs', 'bare', 'KiB', 'bare',
]; // prettier-ignore

const httpRow = ({ bare, name, ratio, service }) => [
  name,
  whole(service.rate),
  whole(bare.rate),
  fixed(ratio, 2),
  fixed(service.p50, 1),
  fixed(bare.p50, 1),
  fixed(service.p99, 1),
  fixed(bare.p99, 1),
  whole(service.node),
  whole(bare.node),
  whole(service.postgres),
  whole(bare.postgres),
  kibibytes(service.bytes),
  kibibytes(bare.bytes),
];

export function reportMachine({ cores, cpu, memoryGiB, node, postgres, system }) {
  console.log(`\n${cores} cores (${cpu}), ${memoryGiB} GiB, ${system}, Node ${node}, PostgreSQL ${postgres}`);
}

/** Prints what was measured at one size. */
export function reportHttp({ cases, limits, memory, rows }) {
  const crowded = cases.filter(({ most }) => most !== undefined);
  const few = cases.filter(({ most }) => most === undefined);
  const computed = few.filter(({ cached }) => !cached);
  print(`${rows.toLocaleString('en')} stances; each answer computed`, HTTP_HEADS, computed.map(httpRow));
  print(
    'The same addresses again: answers kept by the service, against the bare handler that asks each time',
    [...HTTP_HEADS, 'of computed', 'of hello'],
    few
      .filter(({ cached }) => cached)
      .map((one) => [...httpRow(one), ofComputed(one, computed), fixed(one.service.rate / limits.hello.rate, 2)]),
  );
  print('Fifty clients at once', CROWD_HEADS, crowded.map(crowdRow));
  print(
    'Ways of answering by hand; the fastest of each is the bare handler',
    ['case', 'way', 'req/s', 'p50 ms', 'node µs', 'PG µs', 'KiB'],
    cases.flatMap(({ name, tried = [] }) => tried.map((one) => wayRow(name, one))),
  );
  print(
    'Limits: a bare Fastify handler that asks nothing, and one that asks for one row',
    ['handler', 'req/s', 'p50 ms', 'p99 ms', 'node µs', 'PG µs'],
    Object.entries(limits).map(limitRow),
  );
  console.log(
    `\nMemory of the service: ${whole(memory.idle)} MiB idle, ${whole(memory.after)} MiB after; bare ${whole(memory.bare)} MiB`,
  );
  const short = computed
    .filter(({ ratio }) => ratio < LEAST_RATIO)
    .map(({ name, ratio }) => `${name} ${ratio.toFixed(2)}`);
  console.log(`Below ${LEAST_RATIO} of the bare handler: ${short.join(', ') || 'none'}`);
  const late = crowded
    .filter(({ most, service }) => service.p99 > most)
    .map(({ most, name, service }) => `${name} ${service.p99.toFixed(0)} of ${most} ms`);
  if (crowded.length > 0) console.log(`p99 above its aim: ${late.join(', ') || 'none'}`);
}

function print(title, heads, rows) {
  if (rows.length > 0) console.log(`\n${title}\n\n${table(heads, rows)}`);
}

/** How many times as fast as the case that computes the same answers; the aim is three for an answer that is not sent. */
function ofComputed({ as, service }, computed) {
  const found = computed.find(({ name }) => name === as);
  return found === undefined ? '–' : `×${fixed(service.rate / found.service.rate, 1)}`;
}

const CROWD_HEADS = [
  'case',
  'service req/s',
  'bare req/s',
  'ratio',
  'p50 ms',
  'bare',
  'p99 ms',
  'bare',
  'aim',
  'node µs',
  'PG µs',
];

const crowdRow = ({ bare, most, name, ratio, service }) => [
  name,
  whole(service.rate),
  whole(bare.rate),
  fixed(ratio, 2),
  fixed(service.p50, 1),
  fixed(bare.p50, 1),
  fixed(service.p99, 1),
  fixed(bare.p99, 1),
  most,
  whole(service.node),
  whole(service.postgres),
];

const wayRow = (name, { bytes, node, p50, postgres, rate, way }) => [
  name,
  way,
  whole(rate),
  fixed(p50, 1),
  whole(node),
  whole(postgres),
  kibibytes(bytes),
];

const limitRow = ([name, { node, p50, p99, postgres, rate }]) => [
  name,
  whole(rate),
  fixed(p50, 1),
  fixed(p99, 1),
  whole(node),
  whole(postgres),
];

/** Prints what the statements cost by themselves, and how they grow from the first size to each other one. */
export function reportSql(sizes, figures) {
  const heads = ['statements of', ...sizes.flatMap((rows) => [`${rows.toLocaleString('en')} ms`, 'PG ms', 'KiB'])];
  const rowOf = ({ bytes, cpu, milliseconds, name }) => [
    name,
    ...sizes.flatMap((_, index) => [fixed(milliseconds[index], 2), fixed(cpu[index], 2), kibibytes(bytes[index])]),
    ...sizes
      .slice(1)
      .flatMap((_, index) => [milliseconds, cpu, bytes].map((costs) => fixed(growth(costs, index + 1), 2))),
  ];
  console.log(
    '\nThe statements alone, one at a time, warm: median time, processor time of PostgreSQL, size of the JSON\n',
  );
  console.log(
    table([...heads, ...sizes.slice(1).flatMap(() => ['times', 'PG times', 'KiB times'])], figures.map(rowOf)),
  );
  if (sizes.length < 2) return;
  const last = sizes.length - 1;
  const dear = figures.filter(
    ({ cpu, milliseconds }) => growth(cpu[0] === null ? milliseconds : cpu, last) > MOST_GROWTH,
  );
  console.log(
    `\nMore than ${MOST_GROWTH} times the cost at the larger size: ${dear.map(({ name }) => name).join(', ') || 'none'}`,
  );
}

const growth = (costs, index) => (costs[0] === null ? null : costs[index] / costs[0]);

/** Prints two runs beside each other, of one size or of two. */
export function reportComparison([first, second]) {
  for (const one of first.sizes) {
    const other = second.sizes.find(({ rows }) => rows === one.rows) ?? second.sizes[0];
    console.log(`\n${one.rows.toLocaleString('en')} stances, then ${other.rows.toLocaleString('en')}\n`);
    const rows = one.cases.flatMap((before) => {
      const after = other.cases.find(({ name }) => name === before.name);
      return after === undefined ? [] : [compared(before, after)];
    });
    console.log(
      table(['case', 'ratio', 'then', 'service req/s', 'then', 'node µs', 'then', 'PG µs', 'then', 'cost'], rows),
    );
  }
}

/** Cost is processor time, of node and PostgreSQL together: it moves less than rates do on a machine that is shared. */
function compared(before, after) {
  const cost = ({ service }) => (service.node ?? Number.NaN) + (service.postgres ?? Number.NaN);
  return [
    before.name,
    fixed(before.ratio, 2),
    fixed(after.ratio, 2),
    whole(before.service.rate),
    whole(after.service.rate),
    whole(before.service.node),
    whole(after.service.node),
    whole(before.service.postgres),
    whole(after.service.postgres),
    `×${fixed(cost(after) / cost(before), 2)}`,
  ];
}
