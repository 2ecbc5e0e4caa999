import { pinnedNode } from './install.mjs';
import { at, refuse } from './support/project.mjs';
import { run } from './support/run.mjs';
import { ensureSetUp } from './support/setup.mjs';

// Writes docs/openapi.json from the compiled controllers; with --check, says whether it is what they are.
try {
  await ensureSetUp();
  const check = process.argv.includes('--check');
  process.exitCode = await run(pinnedNode(), [
    at('scripts', 'support', 'write-openapi.mjs'),
    ...(check ? ['--check'] : []),
  ]);
} catch (error) {
  refuse(error);
}
