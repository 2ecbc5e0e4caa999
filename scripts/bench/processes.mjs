import { fork, spawn } from 'node:child_process';
import { at } from '../support/project.mjs';

/** Ended with this process, however that ends; the service would go on otherwise. */
const started = new Set();
process.on('exit', () => {
  for (const child of started) child.kill('SIGKILL');
});

function noted(child) {
  started.add(child);
  child.once('exit', () => started.delete(child));
  return child;
}

const READY = /Stanceline\s+http:\/\/[^:]+:(\d+)/;
const ENTRY = at('dist', 'apps', 'api', 'src', 'main.js');
const START_MS = 60_000;

/** The built service on a database, as `npm start` runs it, on a free port. */
export async function startService(databaseUrl) {
  const child = noted(
    spawn(process.execPath, ['--enable-source-maps', ENTRY], {
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        DEMONSTRATION: 'off',
        HOST: '127.0.0.1',
        PORT: '0',
        POOL_SIZE: String(POOL_SIZE),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  const port = await new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk) => {
      said += chunk;
      const [, found] = READY.exec(said) ?? [];
      if (found !== undefined && said.includes('Ready in')) resolve(Number(found));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`The service ended with code ${code}:\n${said}`)));
    setTimeout(() => reject(new Error(`The service was not ready in time:\n${said}`)), START_MS).unref();
  });
  return { pid: child.pid, port, stop: () => stopped(child, () => child.kill('SIGTERM')) };
}

/** Connections to the database at most, the service's default; the bare handler has as many. */
export const POOL_SIZE = 10;

/** The handler without a service around it. */
export async function startBare(connectionString) {
  const helper = startHelper('bare.mjs');
  const url = new URL(connectionString);
  // Its statements are few and known: none is worth planning twice.
  url.searchParams.set('options', '-c plan_cache_mode=force_generic_plan');
  const options = { connectionString: url.href, size: POOL_SIZE, statementTimeout: 30_000 };
  const { port } = await helper.ask({ command: 'open', options });
  return { ...helper, port };
}

export const startClient = () => startHelper('client.mjs');

/** A process that is asked by messages, one at a time. */
function startHelper(file) {
  const child = noted(fork(at('scripts', 'bench', file), { serialization: 'advanced' }));
  const ask = (message) =>
    new Promise((resolve, reject) => {
      const ended = (code) => reject(new Error(`${file} ended with code ${code}`));
      child.once('exit', ended);
      child.once('message', (answer) => {
        child.off('exit', ended);
        resolve(answer);
      });
      child.send(message);
    });
  return { pid: child.pid, ask, stop: () => stopped(child, () => child.disconnect()) };
}

function stopped(child, end) {
  if (child.exitCode !== null || child.signalCode !== null) return undefined;
  return new Promise((resolve) => {
    child.once('exit', resolve);
    end();
  });
}
