import { runCLI } from 'jest';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Runs specs, as often as it is asked to. One process for many runs, because starting Jest takes longer than most of
 * them; a process of its own, because a mutant may run for ever.
 */

const [folder] = process.argv.slice(2);
const { default: shared } = await import(path.join(folder, 'test/jest.config.mjs'));
const { transform, moduleNameMapper, resolver, extensionsToTreatAsEsm, testMatch } = shared.projects[0];
const config = JSON.stringify({
  transform,
  moduleNameMapper,
  resolver,
  extensionsToTreatAsEsm,
  testMatch,
  rootDir: folder,
  roots: ['<rootDir>/libs/domain'],
  setupFilesAfterEnv: [fileURLToPath(new URL('reach.setup.mjs', import.meta.url))],
});

/** Without `bail`, which ends the process, and without a limit for a test: on a busy machine it would be taken for a kill. */
const OPTIONS = {
  $0: '',
  config,
  runInBand: true,
  runTestsByPath: true,
  reporters: [],
  watchman: false,
  testTimeout: 600_000,
};

process.on('message', async ({ env, specs }) => {
  Object.assign(process.env, env);
  const { results } = await runCLI({ ...OPTIONS, _: specs }, [folder]);
  process.send({
    failed: results.testResults.filter(didFail).map(({ testFilePath }) => testFilePath),
    ran: results.testResults.map(({ testFilePath, perfStats }) => ({ spec: testFilePath, ms: perfStats.runtime })),
    memory: process.memoryUsage().rss,
  });
});

const didFail = ({ numFailingTests, testExecError, failureMessage }) =>
  numFailingTests > 0 || Boolean(testExecError) || Boolean(failureMessage);

process.send({ ready: true });
