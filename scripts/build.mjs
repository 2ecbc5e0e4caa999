import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pinnedNode } from './install.mjs';
import { withSetupLock } from './support/lock.mjs';
import { at, isMain, Refusal, refuse, ROOT } from './support/project.mjs';
import { run } from './support/run.mjs';

const STAMP = at('dist', '.build-stamp');
const CLIENT = at('libs', 'database', 'src', 'generated');
const TOOLS = ['typescript', '@nestjs/cli', 'prisma'];
const NO_ENGINE = at('scripts', 'no-schema-engine');

/** Generates the Prisma client and compiles apps and libs into dist, unless that has been done from the same sources. */
export async function ensureBuilt() {
  const stamp = await stampOfSources();
  if (await isCurrent(stamp)) return;
  const missing = TOOLS.filter((tool) => !existsSync(at('node_modules', tool)));
  if (missing.length > 0) {
    throw new Refusal(
      `Stanceline is not built, and ${missing.join(', ')} are not installed to build it: run "npm ci".`,
    );
  }
  console.log('Building');
  await rm(STAMP, { force: true });
  await generateClient();
  await step('compile', ['node_modules/@nestjs/cli/bin/nest.js', 'build', 'api']);
  await removeOrphans(at('dist'));
  await writeFile(STAMP, stamp);
}

async function isCurrent(stamp) {
  const noted = await readFile(STAMP, 'utf8').catch(() => '');
  return noted === stamp && existsSync(CLIENT) && existsSync(at('dist', 'apps', 'api', 'src', 'main.js'));
}

async function generateClient() {
  const schema = await readFile(at('prisma', 'schema.prisma')).catch(() => undefined);
  if (!schema) return;
  const stampFile = path.join(CLIENT, '.schema-stamp');
  const stamp = createHash('sha256')
    .update(schema)
    .update(await readFile(at('node_modules', 'prisma', 'package.json')))
    .digest('hex');
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return;
  // A checkout from an archive may have lost the mode.
  await chmod(NO_ENGINE, 0o755).catch(() => undefined);
  await step('generate the database client', ['node_modules/prisma/build/index.js', 'generate'], {
    PRISMA_SCHEMA_ENGINE_BINARY: NO_ENGINE,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  });
  await mkdir(CLIENT, { recursive: true });
  await writeFile(stampFile, stamp);
}

async function step(name, args, env = {}) {
  const code = await run(pinnedNode(), args, { quiet: true, env });
  if (code !== 0) throw new Refusal(`The build failed: could not ${name} (code ${code}).`);
}

/** Everything the outcome depends on, by content. */
async function stampOfSources() {
  const hash = createHash('sha256');
  const files = [
    ...(await filesUnder(at('apps'))),
    ...(await filesUnder(at('libs'))),
    ...['prisma/schema.prisma', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json'].map(
      (file) => at(file),
    ),
  ];
  const sources = files.filter((name) => !name.endsWith('.spec.ts') && !name.startsWith(CLIENT));
  for (const file of sources.toSorted((one, other) => one.localeCompare(other, 'en'))) {
    hash.update(`${path.relative(ROOT, file)}\0`).update(await readFile(file).catch(() => ''));
  }
  return hash.digest('hex');
}

async function filesUnder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** The compiler leaves the output of a removed source behind, where it could still be imported. */
async function removeOrphans(dist) {
  for (const file of await filesUnder(dist)) {
    const output = /^(.*)\.js(\.map)?$/.exec(path.relative(dist, file));
    if (output && !existsSync(at(`${output[1]}.ts`)) && !existsSync(at(`${output[1]}.tsx`))) await rm(file);
  }
}

/** As a step of an installation, which may well be without the tools on purpose. */
async function main() {
  const missing = TOOLS.filter((tool) => !existsSync(at('node_modules', tool)));
  if (process.env.npm_lifecycle_event === 'postinstall' && missing.length > 0) {
    console.log(`Not building: the tools are not installed (${missing.join(', ')})`);
    return;
  }
  await withSetupLock(ensureBuilt);
}

if (isMain(import.meta.url)) await main().catch(refuse);
