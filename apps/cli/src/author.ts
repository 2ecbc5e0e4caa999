import os from 'node:os';
import { InvalidArgumentError } from 'commander';

/** Who stands in `recordedBy` where nobody is named. */
export function accountName(): string {
  try {
    return os.userInfo().username;
  } catch {
    // The account of a container may have a number and no name.
    return process.env['USER'] ?? 'command line';
  }
}

export function authorName(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Name somebody.');
  return text.trim();
}
