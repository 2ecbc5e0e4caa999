import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, whatever folder a script is called from. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A path inside the project. */
export const at = (...parts) => path.join(ROOT, ...parts);

/** A failure whose message is all the user needs; anything else is a fault of ours and keeps its stack. */
export class Refusal extends Error {}

/** Ends the script with one sentence for a refusal. */
export function refuse(error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}

/** Whether the module was started by `node <file>` and not imported. */
export const isMain = (url) => process.argv[1] !== undefined && fileURLToPath(url) === path.resolve(process.argv[1]);
