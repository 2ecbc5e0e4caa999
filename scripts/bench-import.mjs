import { HELP, readArguments } from './bench-import/arguments.mjs';
import { pinnedNode } from './install.mjs';
import { at, refuse } from './support/project.mjs';
import { run } from './support/run.mjs';
import { ensureSetUp } from './support/setup.mjs';

// The bench itself runs on the Node that the service runs on.
try {
  const given = process.argv.slice(2);
  if (readArguments(given).help) {
    console.log(HELP);
  } else {
    await ensureSetUp();
    process.exitCode = await run(pinnedNode(), [at('scripts', 'bench-import', 'main.mjs'), ...given]);
  }
} catch (error) {
  refuse(error);
}
