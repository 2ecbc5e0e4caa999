import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { at, isMain, Refusal, refuse } from './support/project.mjs';
import { run } from './support/run.mjs';

const NODE_MAJOR = 24;

/** Installs the dependencies unless those that package-lock.json names are there. */
export async function ensureInstalled() {
  const reason = await findMismatch();
  if (!reason) return;
  console.log(`Installing the dependencies (${reason}); this takes a minute or two`);
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  // Its warnings are of tools that wish for another Node than the one that runs npm; they run on the pinned one.
  const [command, ...args] = [...npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run(command, args);
  if (code !== 0) throw new Refusal(`The dependencies could not be installed: "npm ci" ended with code ${code}.`);
}

/** What npm noted about its last finished installation is compared by content: times change with every checkout. */
async function findMismatch() {
  const [wanted, installed] = await Promise.all([
    readPackages(at('package-lock.json')),
    readPackages(at('node_modules', '.package-lock.json')),
  ]);
  if (!wanted) throw new Refusal('package-lock.json is missing or damaged: restore it from the repository.');
  if (!installed) return 'none are installed';
  const isWithoutDev = !Object.values(installed).some((entry) => entry.dev);
  const isNeeded = ([, entry]) => !entry.optional && !(isWithoutDev && (entry.dev || entry.devOptional));
  const missing = Object.entries(wanted).find(
    ([name, entry]) => name && isNeeded([name, entry]) && installed[name]?.version !== entry.version,
  );
  if (missing) return `${missing[0].replace(/^node_modules\//, '')} ${missing[1].version} is not there`;
  const surplus = Object.entries(installed).find(([name, entry]) => wanted[name]?.version !== entry.version);
  return surplus && `${surplus[0].replace(/^node_modules\//, '')} ${surplus[1].version} is not wanted any more`;
}

async function readPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** The Node that the project pins; the one that runs this script if it is as new and the pinned one does not run here. */
export function pinnedNode() {
  const pinned = at('node_modules', 'node', 'bin', 'node');
  const { stdout } = spawnSync(pinned, ['--version'], { encoding: 'utf8' });
  if (majorOf(stdout ?? '') >= NODE_MAJOR) return pinned;
  if (majorOf(process.version) >= NODE_MAJOR) return process.execPath;
  throw new Refusal(
    `Stanceline needs Node ${NODE_MAJOR}: the one in node_modules/node does not run here, and this one is ` +
      `${process.version}. Install Node ${NODE_MAJOR}, or run "npm rebuild node".`,
  );
}

const majorOf = (version) => Number(/^v(\d+)\./.exec(version)?.[1] ?? 0);

if (isMain(import.meta.url)) await ensureInstalled().catch(refuse);
