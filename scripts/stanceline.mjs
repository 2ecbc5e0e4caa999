#!/usr/bin/env node
import { pinnedNode } from './install.mjs';
import { at, refuse } from './support/project.mjs';
import { runInForeground } from './support/run.mjs';
import { ensureSetUp } from './support/setup.mjs';

try {
  await ensureSetUp();
  const entry = at('dist', 'apps', 'cli', 'src', 'main.js');
  process.exitCode = await runInForeground(pinnedNode(), ['--enable-source-maps', entry, ...process.argv.slice(2)]);
} catch (error) {
  refuse(error);
}
