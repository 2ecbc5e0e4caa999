import { spawn } from 'node:child_process';
import { followParent } from './follow-parent.mjs';
import { ROOT } from './project.mjs';

const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** Signals that follow each other so closely come from one Ctrl-C. */
const SAME_WISH_MS = 1000;

/**
 * Runs a command, in the project's folder unless told otherwise, to its end and answers with its exit code. With
 * `quiet`, what it printed is shown only when it fails. A signal ends the command, not this process.
 */
export function run(command, args, { quiet = false, env = {}, cwd = ROOT } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  const printed = [];
  child.stdout?.on('data', (chunk) => printed.push(chunk));
  child.stderr?.on('data', (chunk) => printed.push(chunk));
  return ended(child, command).then((code) => {
    if (code !== 0) process.stderr.write(Buffer.concat(printed));
    return code;
  });
}

/**
 * Runs the service until it ends. One Ctrl-C reaches every process of the terminal, and npm passes it on once more; the
 * service, for which a second signal means "at once", is therefore in a session of its own and hears from here only.
 * Being out of reach, it follows this process when that is killed, as this one follows npm.
 */
export function runService(command, args) {
  if (process.env.npm_lifecycle_event) followParent();
  const follow = new URL('follow-parent.register.mjs', import.meta.url).href;
  const child = spawn(command, ['--import', follow, ...args], {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return ended(child, command);
}

function ended(child, command) {
  let lastPassedOn = -Infinity;
  const passOn = (signal) => {
    if (performance.now() - lastPassedOn < SAME_WISH_MS) return;
    lastPassedOn = performance.now();
    child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, passOn);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${command} cannot be run: ${error.message}`);
      resolve(127);
    });
    child.on('close', (code, signal) => resolve(code ?? 128 + (NUMBERS[signal] ?? 0)));
  }).finally(() => {
    for (const signal of FORWARDED) process.off(signal, passOn);
  });
}
