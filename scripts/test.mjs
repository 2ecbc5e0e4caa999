import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { pinnedNode } from './install.mjs';
import { JEST } from './support/jest.mjs';
import { at, Refusal } from './support/project.mjs';
import { run } from './support/run.mjs';
import { ensureSetUp } from './support/setup.mjs';

const given = process.argv.slice(2);
// How much of libs/domain its specs come by is told only where all of them are run.
const jestArguments = given.length > 0 ? given : ['--coverage'];
const countsFile = at('dist', '.test-counts.json');
const WORKERS_END_MS = 1500;

const tool = (args, env) => async () => run(pinnedNode(), args, { env });

/** @type {[string, () => Promise<number | void>][]} */
const STEPS = [
  ['setup', ensureSetUp],
  ['lint', tool(['node_modules/oxlint/bin/oxlint', '--type-aware'])],
  ['format', tool(['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'])],
  ['types', tool(['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'])],
  ['openapi', async () => (existsSync(at('scripts/openapi.mjs')) ? tool(['scripts/openapi.mjs', '--check'])() : 0)],
  ['tests', tool([...JEST, ...jestArguments], { STANCELINE_TEST_COUNTS: countsFile })],
];

await rm(countsFile, { force: true });
const failedStep = await firstFailure();
if (failedStep === 'tests') await removeServers();
const counts = await readCounts();
const failed = failedStep ? Math.max(counts.failed, 1) : counts.failed;
await rm(countsFile, { force: true });
if (failedStep) console.error(`Stopped at: ${failedStep}`);
console.log(`${counts.passed} passed, ${failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

/** The name of the first step that fails. */
async function firstFailure() {
  for (const [name, work] of STEPS) {
    const begun = performance.now();
    const code = await work().catch((error) => {
      console.error(error instanceof Refusal ? error.message : error);
      return 1;
    });
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`${code ? 'FAILED' : 'ok'} ${name} ${seconds} s`);
    if (code) return name;
  }
  return undefined;
}

/** A run that was interrupted could not stop its databases itself; those of its workers are held until they end. */
async function removeServers() {
  await setTimeout(WORKERS_END_MS);
  const { removeStaleServers } = await import('../test/support/stale-servers.mjs');
  await removeStaleServers();
}

async function readCounts() {
  const text = await readFile(countsFile, 'utf8').catch(() => undefined);
  return text ? JSON.parse(text) : { passed: 0, failed: 0, skipped: 0 };
}
