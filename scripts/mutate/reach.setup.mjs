import { appendFileSync } from 'node:fs';
import fc from 'fast-check';

// The same examples in each run, so that what fails with a change fails because of it.
fc.configureGlobal({ seed: 20_241_124 });

// Which constants the tests of a spec file come by.

const file = process.env.STANCELINE_REACH_FILE;

if (file) {
  afterAll(() => {
    const reached = [...(globalThis.stancelineReached ?? [])];
    appendFileSync(file, `${JSON.stringify({ spec: expect.getState().testPath, reached })}\n`);
  });
}
