import type { ImportEnd } from '@app/exchange';
import { EXIT } from '../exit-codes.js';
import { faultLines } from '../faults.js';
import { counted, duration, whole } from '../numbers.js';

/** How an import ended, and what was asked for. */
export interface Finished {
  readonly id: string;
  readonly file: string;
  readonly dataset: string;
  readonly dryRun: boolean;
  /** Where all faults were written to. */
  readonly errors: string | undefined;
  readonly milliseconds: number;
  readonly end: ImportEnd;
}

/** Fewer rows take as long as it takes to begin and to end. */
const WORTH_A_RATE = 1_000;

const print = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);
const say = (lines: readonly string[]): void => void process.stderr.write(`${lines.join('\n')}\n`);

/** Says what came of it: what was recorded on standard output, what is wrong on standard error. The exit code. */
export function report(finished: Finished): number {
  const { end, errors, file, id } = finished;
  if (end.faults.length > 0) say(faultLines(file, end.faults, hintOf(end, errors), end.faultsUnlisted));
  if (end.failure !== null) {
    const { code, detail } = end.failure;
    if (code === 'import/cut-off') {
      say(['Interrupted; nothing was recorded.']);
      return EXIT.interrupted;
    }
    say(code === 'import/rejected' ? [rejected(end)] : [`${detail} (${code})`]);
    say([`Nothing was recorded. The attempt is import ${id}.`]);
    return EXIT.failed;
  }
  print(summaryLines(finished));
  return end.rows.rejected > 0 ? EXIT.rowsRejected : EXIT.done;
}

/** Very many faults are not all kept. */
function hintOf({ faults, faultsUnlisted = 0 }: ImportEnd, errors: string | undefined): string {
  const which = faultsUnlisted > 0 ? `the first ${whole(faults.length)}` : 'all';
  if (errors !== undefined) return `; ${which} are in ${errors}`;
  return `; --errors FILE.csv lists ${which === 'all' ? 'them all' : which}`;
}

function rejected({ readUntil, rows }: ImportEnd): string {
  const correct = 'Correct them, or leave them out with --keep-going.';
  if (readUntil === undefined) {
    return `${whole(rows.rejected)} of ${whole(rows.read)} rows cannot be recorded. ${correct}`;
  }
  const read = `Reading stopped after line ${whole(readUntil)}, for there were too many faults.`;
  return `${whole(rows.rejected)} of the first ${whole(rows.read)} rows cannot be recorded. ${read} ${correct}`;
}

function summaryLines({ dataset, dryRun, end, file, id, milliseconds }: Finished): string[] {
  const { entries, stances } = end.counts;
  const rate = end.rows.read < WORTH_A_RATE ? '' : ` (${whole((end.rows.read / milliseconds) * 1000)} rows/s)`;
  const time = `${duration(milliseconds)}${rate}`;
  return [
    dryRun
      ? `Dry run of ${file} for the dataset ${dataset}, ${time}. Nothing was recorded; otherwise it would be:`
      : `Imported ${file} into the dataset ${dataset}, ${time}:`,
    `  stances   ${counted(stances, ['created', 'revised', 'unchanged', 'retracted', 'overridden'])}`,
    `  entries   ${counted(entries, ['created', 'revised', 'unchanged'])}`,
    `  rows      ${counted(end.rows, ['read', 'skipped', 'rejected'])}`,
    `  import    ${id}`,
    ...(dryRun ? ['Record it   leave out --dry-run'] : nextLines(id)),
  ];
}

const nextLines = (id: string): string[] => [
  `Ask next    curl 'http://localhost:3000/v1/imports/${id}/changes?limit=10'`,
  `Undo it     stanceline imports undo ${id}`,
];
