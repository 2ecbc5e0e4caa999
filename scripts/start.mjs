import { pinnedNode } from './install.mjs';
import { at, refuse } from './support/project.mjs';
import { runService } from './support/run.mjs';
import { ensureSetUp } from './support/setup.mjs';

try {
  await ensureSetUp();
  const entry = at('dist', 'apps', 'api', 'src', 'main.js');
  process.exitCode = await runService(pinnedNode(), ['--enable-source-maps', entry, ...process.argv.slice(2)]);
} catch (error) {
  refuse(error);
}
