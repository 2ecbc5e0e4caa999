import { spawn } from 'node:child_process';
import { ROOT } from './project.mjs';

const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PARENT_CHECK_MS = 500;

/**
 * Runs a command, in the project's folder unless told otherwise, to its end and answers with its exit code. With `quiet`, what it printed is
 * shown only when it fails. A signal ends the command, not this process.
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
 * Runs the service until it ends. When npm, which called this script, is killed, the service is asked to stop too:
 * otherwise it would go on unseen and hold its folder.
 */
export function runService(command, args) {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit' });
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      child.kill('SIGTERM');
    }, PARENT_CHECK_MS);
    watch.unref();
  }
  return ended(child, command);
}

/**
 * Ctrl-C arrives several times (from the terminal, and once more from npm): each kind of signal is passed on once, and
 * the command is expected to take a repeated one for the same wish.
 */
function ended(child, command) {
  const passedOn = new Set();
  const passOn = (signal) => {
    if (!passedOn.has(signal)) child.kill(signal);
    passedOn.add(signal);
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
