import { loadProfile, ProfileCheckService, shippedProfiles, UnreadableFile } from '@app/exchange';
import { type Command, InvalidArgumentError } from 'commander';
import { EXIT } from '../exit-codes.js';
import { faultLine, faultLines } from '../faults.js';
import { assertReadable } from '../files.js';
import { pair } from '../pairs.js';
import { withServices } from '../session.js';
import { profileLines } from './profile-lines.js';
import { triedLines } from './tried-lines.js';

const MOST_ROWS = 1_000;

interface CheckOptions {
  readonly on?: string;
  readonly with?: ReadonlyMap<string, string>;
  readonly set?: ReadonlyMap<string, string>;
  readonly rows: number;
}

const print = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);
const say = (lines: readonly string[]): void => void process.stderr.write(`${lines.join('\n')}\n`);

function rowCount(text: string): number {
  const rows = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (rows < 1 || rows > MOST_ROWS) throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST_ROWS}.`);
  return rows;
}

const CHECK_HELP = `
Exit codes: 0 nothing is wrong; 1 the profile, or one of the rows, is at fault; 2 wrong use.

Example:
  stanceline profile check my-profile.yaml --on my-data.csv --rows 3`;

/** `stanceline profile …` */
export function addProfileCommands(program: Command): void {
  const profile = program.command('profile').description('profiles: how the rows of a file become records');
  profile
    .command('list')
    .description('those that come with Stanceline')
    .addHelpText('after', '\nExample:\n  stanceline profile list')
    .action(listProfiles);
  profile
    .command('show <profile>')
    .description('what one makes, its parameters, and the tables that it asks for')
    .addHelpText('after', '\nExample:\n  stanceline profile show un-ga-votes')
    .action(async (name: string) => print(profileLines(await loadProfile(name), name)));
  profile
    .command('check <profile>')
    .description('find every fault of a profile; with --on, show the first rows of a file as they would be recorded')
    .option('--on <file>', 'the file; it is compared with the database, and nothing is recorded')
    .option('--with <name=file>', 'a table that the profile asks for; once for each', pair)
    .option('--set <name=value>', 'a parameter of the profile; once for each', pair)
    .option('--rows <number>', 'how many rows of it', rowCount, 5)
    .addHelpText('after', CHECK_HELP)
    .action(checkProfile);
}

async function listProfiles(): Promise<void> {
  const profiles = await shippedProfiles();
  const width = Math.max(...profiles.map(({ name }) => name.length));
  print(profiles.map(({ name, title }) => `${name.padEnd(width)}  ${title}`));
}

async function checkProfile(name: string, options: CheckOptions): Promise<void> {
  const { on: file, rows, set, with: tables = new Map<string, string>() } = options;
  const profile = await loadProfile(name);
  if (file === undefined) {
    print([`Nothing is wrong with the profile ${profile.name}.`]);
    return;
  }
  for (const given of [file, ...tables.values()]) await assertReadable(given);
  const trial = { profile, file: { path: file }, tables, parameters: Object.fromEntries(set ?? []), rows };
  await withServices(async (services) => {
    const tried = await services
      .get(ProfileCheckService)
      .tryOut(trial)
      .catch((error: unknown) => {
        if (!(error instanceof UnreadableFile)) throw error;
        say([faultLine(file, error.fault)]);
        process.exitCode = EXIT.failed;
        return [];
      });
    if (tried.length > 0) print(triedLines(tried));
    const faults = tried.flatMap((row) => row.faults);
    if (faults.length === 0) return;
    say(faultLines(file, faults, ''));
    process.exitCode = EXIT.failed;
  });
}
