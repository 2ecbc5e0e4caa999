import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { instrument } from './mutate/instrument.mjs';
import { FOLDERS, mutantsOf, sourcesOf } from './mutate/mutants.mjs';
import { Specs } from './mutate/specs.mjs';
import { at, Refusal, refuse } from './support/project.mjs';
import { ensureSetUp } from './support/setup.mjs';

const HELP = `npm run mutate -- [FOLDER ...] [--workers N]

Changes each constant of the formulas in libs/domain/src, one at a time and in a copy, and runs the specs. Ends with 1
where one can be changed without a test that fails. FOLDER is one of: ${FOLDERS.join(', ')}.`;
const BASELINE_MS = 20 * 60_000;
/** Far more than specs take, also on a busy machine: a loop without end is what is to be told by it. */
const patienceFor = (ms) => 30_000 + 5 * ms;

const begun = performance.now();
const copy = mkdtempSync(path.join(tmpdir(), 'stanceline-mutate-'));
const runners = [];
const lastKillers = new Map();
const placed = ({ file, line, from, to, code }) => `${file}:${line} ${from} → ${to} in ${code}`;
const nameOf = (spec) => path.relative(copy, spec);
const seconds = () => Math.round((performance.now() - begun) / 1000);
process.once('exit', () => {
  for (const runner of runners) runner.stop();
  rmSync(copy, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' }, workers: { type: 'string', default: '1' } },
  });
  if (values.help) console.log(HELP);
  else process.exitCode = await mutate(positionals.length > 0 ? positionals : FOLDERS, Number(values.workers));
} catch (error) {
  refuse(error);
}

async function mutate(folders, workers) {
  const stranger = folders.find((folder) => !FOLDERS.includes(folder));
  if (stranger !== undefined) throw new Refusal(`${stranger} is no folder of formulas.\n\n${HELP}`);
  if (!(Number.isInteger(workers) && workers > 0)) throw new Refusal('--workers is a whole number from 1.');
  await ensureSetUp();
  const sources = sourcesOf(folders);
  const mutants = mutantsOf(sources);
  makeCopy(sources);
  const specsOf = await specsByConstant();
  const outcomes = await tried(mutants, specsOf, workers);
  return report(sources, outcomes);
}

/** Without what lies beside the project: figures have to be held by tests that everybody has. */
function makeCopy(sources) {
  for (const part of ['libs/domain', 'libs/database', 'test', 'examples', 'package.json']) {
    cpSync(at(part), path.join(copy, part), { recursive: true });
  }
  symlinkSync(at('node_modules'), path.join(copy, 'node_modules'));
  for (const { file, text, constants } of sources) writeFileSync(path.join(copy, file), instrument(text, constants));
}

/** Which spec files come by a constant: those beside it first, and the quick ones before the slow. */
async function specsByConstant() {
  const reachFile = path.join(copy, 'reached.ndjson');
  const runner = runnerOf('inherit');
  const specs = readdirSync(path.join(copy, 'libs/domain'), { recursive: true })
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => path.join(copy, 'libs/domain', name));
  const env = { STANCELINE_MUTANT: '', STANCELINE_REACH_FILE: reachFile };
  const { failed, ran, ended } = await runner.run({ specs, env, patience: BASELINE_MS });
  runner.stop();
  if (ended || failed.length > 0) {
    throw new Refusal(`The specs fail without any change: ${failed.map(nameOf).join(', ') || 'they did not end'}.`);
  }
  const ms = new Map(ran.map((each) => [each.spec, each.ms]));
  const reached = readFileSync(reachFile, 'utf8').trim().split('\n').map(JSON.parse);
  console.log(`${ran.length} spec files pass in ${seconds()} s.`);
  return ({ file, reachedAs }) => {
    const isNear = (spec) => path.dirname(spec) === path.dirname(path.join(copy, file));
    return reached
      .filter((each) => each.reached.includes(reachedAs))
      .map(({ spec }) => ({ spec, ms: ms.get(spec) }))
      .sort((a, b) => isNear(b.spec) - isNear(a.spec) || a.ms - b.ms);
  };
}

async function tried(mutants, specsOf, workers) {
  const waiting = mutants.filter(({ equivalent }) => equivalent === undefined);
  const total = waiting.length;
  const outcomes = [];
  const work = async () => {
    const runner = runnerOf();
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const killedBy = await killerOf(mutant, specsOf, runner);
      outcomes.push({ ...mutant, killedBy });
      const survivors = outcomes.filter((each) => each.killedBy === null).length;
      if (killedBy === null) console.log(`SURVIVES ${placed(mutant)}`);
      if (outcomes.length % 25 === 0 || outcomes.length === total) {
        console.log(`${outcomes.length} of ${total}, ${survivors} survive, ${seconds()} s`);
      }
    }
    runner.stop();
  };
  await Promise.all(Array.from({ length: workers }, work));
  return outcomes;
}

/** The first spec file that fails; `no end` for a mutant that runs for ever or out of memory; null where it survives. */
async function killerOf(mutant, specsOf, runner) {
  const env = { STANCELINE_MUTANT: String(mutant.number), STANCELINE_REACH_FILE: '' };
  const specs = specsOf(mutant);
  // What told a change apart in this file is likely to tell the next one.
  const last = specs.findIndex(({ spec }) => spec === lastKillers.get(mutant.file));
  if (last > 0) specs.unshift(...specs.splice(last, 1));
  for (const { spec, ms } of specs) {
    const { failed, ended } = await runner.run({ specs: [spec], env, patience: patienceFor(ms) });
    if (ended) return 'no end';
    if (failed.length === 0) continue;
    lastKillers.set(mutant.file, spec);
    return nameOf(spec);
  }
  return null;
}

function report(sources, outcomes) {
  const survivors = outcomes.filter(({ killedBy }) => killedBy === null);
  const endless = outcomes.filter(({ killedBy }) => killedBy === 'no end').length;
  const constants = sources.reduce((sum, source) => sum + source.constants.length, 0);
  const equivalent = mutantsOf(sources).length - outcomes.length;
  for (const mutant of survivors) console.log(`survived: ${placed(mutant)}`);
  console.log(
    `${constants} constants, ${outcomes.length + equivalent} mutants: ${outcomes.length - survivors.length} killed ` +
      `(${endless} without end), ${equivalent} equivalent, ${survivors.length} survived, ${seconds()} s`,
  );
  return survivors.length > 0 ? 1 : 0;
}

function runnerOf(stderr) {
  const runner = new Specs(copy, stderr);
  runners.push(runner);
  return runner;
}
