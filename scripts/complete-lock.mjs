import { readFile, writeFile } from 'node:fs/promises';
import { at, refuse } from './support/project.mjs';

/**
 * Packages built per platform name their variants as optional dependencies. Where a registry lacks some of them,
 * `npm install` leaves those out of package-lock.json, and every later `npm ci` refuses the file as incomplete. This
 * puts them back, with the platform their name tells, which is all npm needs to pass over them. Run it after
 * `npm install`.
 */
async function completeLock() {
  const file = at('package-lock.json');
  const lock = JSON.parse(await readFile(file, 'utf8'));
  const added = [];
  for (const [path, owner] of Object.entries(lock.packages)) {
    if (path === '') continue;
    for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
      if (resolves(lock.packages, path, name) || !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) continue;
      const platform = platformOf(name);
      if (!platform) throw new Error(`No platform can be read from ${name}: complete package-lock.json by hand.`);
      const flags = { ...(owner.dev && { dev: true }), ...(owner.devOptional && { devOptional: true }) };
      lock.packages[`node_modules/${name}`] = { version, ...platform, ...flags, optional: true };
      added.push(name);
    }
  }
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).toSorted(([one], [other]) => one.localeCompare(other, 'en')),
  );
  if (added.length > 0) await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(added.length > 0 ? `Added to package-lock.json: ${added.join(', ')}` : 'package-lock.json is complete');
}

/** As Node looks for it: beside the owner, then in each folder above. */
function resolves(packages, ownerPath, name) {
  const parts = ownerPath.split('/node_modules/');
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    const prefix = parts.slice(0, depth).join('/node_modules/');
    if (packages[prefix === '' ? `node_modules/${name}` : `${prefix}/node_modules/${name}`]) return true;
  }
  return false;
}

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.find((word) => words.includes(word));
  const cpu = PROCESSORS.find((word) => words.includes(word));
  if (!os || !cpu) return undefined;
  const isMusl = words.some((word) => word.startsWith('musl'));
  return { cpu: [cpu], ...(os === 'linux' && { libc: [isMusl ? 'musl' : 'glibc'] }), os: [os] };
}

await completeLock().catch(refuse);
