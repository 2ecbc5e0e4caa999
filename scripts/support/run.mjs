import { spawn } from 'node:child_process';
import { ROOT } from './project.mjs';

/**
 * Runs a command in the project's folder to its end and answers with its exit code. With `quiet`, what it printed is
 * shown only when it fails.
 */
export function run(command, args, { quiet = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    const printed = [];
    child.stdout?.on('data', (chunk) => printed.push(chunk));
    child.stderr?.on('data', (chunk) => printed.push(chunk));
    child.on('error', (error) => {
      console.error(`${command} cannot be run: ${error.message}`);
      resolve(127);
    });
    child.on('close', (code, signal) => {
      if (code !== 0) process.stderr.write(Buffer.concat(printed));
      resolve(code ?? exitCodeOf(signal));
    });
  });
}

/**
 * Runs a long-lived command in the foreground and answers with its exit code. Signals end the command, not this
 * process, which waits for it. Ctrl-C arrives several times (from the terminal, and once more from npm), so that each
 * kind is passed on only once, and the command is expected to take a repeated one for the same wish.
 */
export function runInForeground(command, args, { env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      let isPassedOn = false;
      process.on(signal, () => {
        if (!isPassedOn) child.kill(signal);
        isPassedOn = true;
      });
    }
    child.on('error', (error) => {
      console.error(`${command} cannot be run: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (code, signal) => resolve(code ?? exitCodeOf(signal)));
  });
}

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

const exitCodeOf = (signal) => 128 + (SIGNALS[signal] ?? 0);
