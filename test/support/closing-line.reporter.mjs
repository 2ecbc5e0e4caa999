import { writeFileSync } from 'node:fs';

/** Names the skipped tests and ends a run with one plain line of counts. */
export default class ClosingLineReporter {
  constructor(globalConfig) {
    this.isFiltered = Boolean(globalConfig.testNamePattern);
  }

  onRunComplete(_contexts, results) {
    const counts = {
      passed: results.numPassedTests,
      // A file that does not even load has no failed test, and must not pass for that.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    if (!this.isFiltered) for (const name of skippedNames(results)) console.log(`skipped: ${name}`);
    const file = process.env.STANCELINE_TEST_COUNTS;
    if (file) writeFileSync(file, JSON.stringify(counts));
    // Jest's own summary goes to the other stream and may come later.
    else process.once('exit', () => console.log(closingLine(counts)));
  }
}

const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

function skippedNames(results) {
  const tests = results.testResults.flatMap((suite) => suite.testResults);
  return tests.filter(({ status }) => ['pending', 'todo', 'disabled'].includes(status)).map(({ fullName }) => fullName);
}
