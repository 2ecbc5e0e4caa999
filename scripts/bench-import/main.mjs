import { Problem } from '../../dist/libs/domain/src/index.js';
import { timed } from '../bench/progress.mjs';
import { postgresUsage } from '../bench/usage.mjs';
import { refuse, Refusal } from '../support/project.mjs';
import { readArguments } from './arguments.mjs';
import { measureBare, writeRecorded } from './bare-copy.mjs';
import { repeated, votesOf } from './files.mjs';
import { measuredImport, stopImport } from './measured-import.mjs';
import { report } from './report.mjs';
import { openScratch } from './scratch-server.mjs';

let isInterrupted = false;

async function bench(settings) {
  const scratch = await openScratch();
  endOnSignal(scratch.close);
  try {
    const votes = await timed('Votes unpacked', () => votesOf(scratch.files, settings.rows));
    await timed('An import before, to know the rows', () => recordOnce(scratch, votes));
    const rounds = [];
    for (let round = 1; round <= settings.rounds; round += 1) {
      rounds.push(await measuredRound(scratch, votes, `Round ${round} of ${settings.rounds}`));
    }
    const larger = settings.times === 1 ? null : await measuredLarger(scratch, votes, settings.times);
    const { version } = await postgresUsage(scratch.url);
    return report({ rounds, rows: votes.rows, larger, postgres: version });
  } finally {
    await scratch.close();
  }
}

async function recordOnce(scratch, { args }) {
  await scratch.renew();
  await measuredImport(scratch, { args, label: 'The import before' });
  await writeRecorded(scratch);
}

async function measuredRound(scratch, { args, plain, rows }, label) {
  await scratch.renew();
  const first = await timed(`${label}: first import`, () => measuredImport(scratch, { args, label }));
  const second = await timed(`${label}: second import`, () => measuredImport(scratch, { args, label }));
  // Not the very same file: this one is read, and compared row by row.
  const reread = await timed(`${label}: the same rows, unpacked`, () =>
    measuredImport(scratch, { args: [plain, ...args.slice(1)], label }),
  );
  const bare = await timed(`${label}: COPY`, () => measureBare(scratch, plain));
  if (first.stances.created !== rows) throw new Refusal(`${label}: ${first.stances.created} of ${rows} were created.`);
  assertNothingChanged(second, rows, label);
  assertNothingChanged(reread, rows, label);
  return { first, second, reread, bare };
}

function assertNothingChanged({ stances }, rows, label) {
  const { created, retracted, revised, unchanged } = stances;
  if (unchanged === rows && created + retracted + revised === 0) return;
  throw new Refusal(`${label}: an import of the same rows changed something: ${JSON.stringify(stances)}`);
}

async function measuredLarger(scratch, votes, times) {
  const { args, rows } = await timed(`A file ${times} times as large`, () => repeated(scratch.files, votes, times));
  await scratch.renew();
  const label = `Import of ${rows.toLocaleString('en')} rows`;
  return { times, rows, ...(await timed(label, () => measuredImport(scratch, { args, label }))) };
}

/** What was started must not outlive an interrupted run. Signals come several times: from the terminal and from npm. */
function endOnSignal(close) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (isInterrupted) return;
      isInterrupted = true;
      process.on('uncaughtException', () => undefined);
      void stopImport()
        .then(close)
        .finally(() => process.exit(130));
    });
  }
}

try {
  const settings = readArguments(process.argv.slice(2));
  if (!(await bench(settings))) throw new Refusal('\nA LIMIT IS NOT MET; see above.');
} catch (error) {
  if (!isInterrupted) refuse(error instanceof Problem ? new Refusal(error.message) : error);
}
