#!/usr/bin/env node
import { pinnedNode } from './install.mjs';
import { at, refuse } from './support/project.mjs';
import { run } from './support/run.mjs';
import { ensureSetUp } from './support/setup.mjs';

/** An import makes much that is soon of no use: collected early, it takes half the memory, and no more time. */
const FLAGS = ['--enable-source-maps', '--max-semi-space-size=8', '--heap-growing-percent=40'];

try {
  await ensureSetUp();
  const entry = at('dist', 'apps', 'cli', 'src', 'main.js');
  // Files are named as seen from where the user stands, which npm leaves.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  process.exitCode = await run(pinnedNode(), [...FLAGS, entry, ...process.argv.slice(2)], { cwd });
} catch (error) {
  refuse(error);
}
