import { spawn } from 'node:child_process';
import type { ServiceAccount } from './service-account.js';

export interface ToolResult {
  /** Null when the tool did not run at all or was ended by a signal. */
  readonly code: number | null;
  readonly output: string;
}

/**
 * PG* variables of the caller's shell would redirect the tools, and a missing locale would make them fail,
 * so they see neither.
 */
export const TOOL_ENVIRONMENT: NodeJS.ProcessEnv = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };

/** Runs one command to its end. Never rejects: a command that cannot be run answers with code null and the reason. */
export function runTool(command: string, args: readonly string[], account?: ServiceAccount): Promise<ToolResult> {
  return new Promise((resolve) => {
    // The caller's own folder may be closed to the account.
    const options = { cwd: '/', env: TOOL_ENVIRONMENT, ...account };
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output: output.trim() }));
  });
}
