import { ImportsService, loadProfile, type Profile } from '@app/exchange';
import type { Command } from 'commander';
import { accountName, authorName } from '../author.js';
import { writeFaults } from '../faults.js';
import { assertReadable, assertWritable } from '../files.js';
import { pair } from '../pairs.js';
import { withServices } from '../session.js';
import { ShownProgress } from './import-progress.js';
import { type Finished, report } from './import-report.js';

interface ImportOptions {
  readonly profile: string;
  readonly dataset?: string;
  readonly with?: ReadonlyMap<string, string>;
  readonly set?: ReadonlyMap<string, string>;
  readonly dryRun?: true;
  readonly keepGoing?: true;
  readonly retractMissing?: true;
  readonly by: string;
  readonly errors?: string;
}

const HELP = `
All of a file is recorded, or nothing. Import the same file again and nothing changes; what has
changed in it becomes a revision.

Exit codes:
  0    done
  1    nothing was recorded: rows at fault, a file that cannot be read, no database
  2    wrong use: no such option, file, profile, table or parameter
  3    with --keep-going: recorded, save for the rows that were rejected
  130  interrupted; nothing was recorded

Example:
  stanceline import votes.csv.gz --profile un-ga-votes --with roll-calls=roll_calls.csv --dry-run`;

/** `stanceline import FILE` */
export function addImportCommand(program: Command): void {
  program
    .command('import <file>')
    .description('record the rows of a CSV, NDJSON or XLSX file (packed with gzip or zstd, too)')
    .requiredOption('--profile <profile>', 'how its rows are read: a name of "profile list", or a file')
    .option('--dataset <name>', "the dataset whose records these are (the profile's name for it)")
    .option('--with <name=file>', 'a table that the profile asks for; once for each', pair)
    .option('--set <name=value>', 'a parameter of the profile; once for each', pair)
    .option('--dry-run', 'do everything, and undo it at the end')
    .option('--keep-going', 'leave out rows that cannot be recorded')
    .option('--retract-missing', 'retract records of the dataset that are not in the file')
    .option('--by <author>', 'stands in recordedBy of what is recorded', authorName, accountName())
    .option('--errors <file>', 'write everything that is wrong as CSV: line,column,name,value,code,detail')
    .addHelpText('after', HELP)
    .action(runImport);
}

async function runImport(file: string, options: ImportOptions): Promise<void> {
  const { errors } = options;
  for (const given of [file, ...(options.with?.values() ?? [])]) await assertReadable(given);
  if (errors !== undefined) await assertWritable(errors);
  const profile = await loadProfile(options.profile);
  await withServices(async (services) => {
    const finished = await imported(services.get(ImportsService), file, profile, options);
    if (errors !== undefined) await writeFaults(errors, finished.end.faults);
    process.exitCode = report(finished);
  });
}

async function imported(
  imports: ImportsService,
  file: string,
  profile: Profile,
  options: ImportOptions,
): Promise<Finished> {
  const { dataset, dryRun = false, errors, keepGoing = false, retractMissing = false } = options;
  const parameters = Object.fromEntries(options.set ?? []);
  const tables = options.with ?? new Map<string, string>();
  const request = { file: { path: file }, profile, tables, parameters, dataset, dryRun, keepGoing, retractMissing };
  const begun = performance.now();
  const progress = new ShownProgress(process.stderr);
  try {
    const { ended, id } = await imports.start(request, { name: options.by }, (now) => progress.show(now));
    const end = await ended;
    const milliseconds = performance.now() - begun;
    return { id, file, dataset: dataset ?? profile.datasetFor(parameters), dryRun, errors, milliseconds, end };
  } finally {
    progress.end();
  }
}
