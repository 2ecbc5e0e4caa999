import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { TestDatabase } from './test-database.js';

const ENTRY = path.resolve('dist', 'apps', 'cli', 'src', 'main.js');

export interface CliOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command line in a process of its own, to its end; `meanwhile` gets the process. */
export async function runCli(
  { url }: Pick<TestDatabase, 'url'>,
  args: readonly string[],
  meanwhile: (child: ChildProcess) => Promise<void> = () => Promise.resolve(),
): Promise<CliOutcome> {
  const child = spawn(process.execPath, ['--enable-source-maps', ENTRY, ...args], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  const closed = once(child, 'close') as Promise<[number | null]>;
  await meanwhile(child);
  const [code] = await closed;
  return { code, ...said };
}

/** Imports the example of that name with the profile of that name. */
export const importExample = (database: TestDatabase, name: string, ...options: string[]): Promise<CliOutcome> =>
  runCli(database, ['import', `examples/${name}/${name}.csv`, '--profile', name, ...options]);
