import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project's package.json, from the sources and from `dist` alike. */
export function projectRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (packageName(folder) !== 'stanceline') {
    const parent = path.dirname(folder);
    if (parent === folder)
      throw new Error('No package.json of Stanceline above its own code: the installation is damaged.');
    folder = parent;
  }
  return folder;
}

function packageName(folder: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { name?: string }).name;
  } catch {
    return undefined;
  }
}
