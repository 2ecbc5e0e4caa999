import 'reflect-metadata';
import { Problem } from '@app/domain';
import { DemonstrationService, UnreadableFile } from '@app/exchange';
import { Command, CommanderError } from 'commander';
import { EXIT } from './exit-codes.js';
import { addImportCommand } from './import/import.command.js';
import { addImportsCommands } from './imports/imports.commands.js';
import { addKeysCommands } from './keys.commands.js';
import { addProfileCommands } from './profile/profile.commands.js';
import { interruption, withDatabase, withServices } from './session.js';
import { isWrongUse, WrongUse } from './wrong-use.js';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const program = new Command('stanceline')
  .description('Who stands where on which question: the service from the command line')
  .addHelpText(
    'after',
    '\nThe database is that of DATABASE_URL, or the embedded one in DATA_FOLDER (data/ where it is not set).\n\nExample:\n  stanceline import stances.csv --profile stances --dry-run',
  )
  .showHelpAfterError('(--help shows what there is)')
  .exitOverride();

addImportCommand(program);
addProfileCommands(program);
addImportsCommands(program);
addKeysCommands(program);

program
  .command('migrate')
  .description('bring the database up to this release')
  .addHelpText('after', '\nExample:\n  DATABASE_URL=postgresql://user@host/stanceline stanceline migrate')
  .action(() =>
    withDatabase(async (_, applied) => print(applied.length === 0 ? 'Up to date' : `Applied ${applied.join(', ')}`)),
  );

program
  .command('demonstration')
  .description('record the news article that ships with the project, in a database that holds nothing else')
  .addHelpText('after', '\nExample:\n  stanceline demonstration')
  .action(() =>
    withServices(async (services) => print(`Added ${await services.get(DemonstrationService).load()} records`)),
  );

/** The exit code, after what went wrong has been said. */
function codeOf(error: unknown): number {
  // Commander has printed its message, or the help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
  if (interruption.hasCome) {
    process.stderr.write('Interrupted.\n');
    return EXIT.interrupted;
  }
  const isExpected = error instanceof Problem || error instanceof UnreadableFile || error instanceof WrongUse;
  process.stderr.write(`${isExpected ? messagesOf(error) : (error as Error).stack}\n`);
  return isWrongUse(error) ? EXIT.wrongUse : EXIT.failed;
}

/** Of several faults, each has a line of its own. */
function messagesOf(error: Error): string {
  if (error instanceof UnreadableFile) {
    return `A table cannot be read: line ${error.fault.line}, column ${error.fault.column}: ${error.message}`;
  }
  const faults = error instanceof Problem ? error.faults : [];
  return faults.length > 1 ? faults.map(({ detail }) => detail).join('\n') : error.message;
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = codeOf(error);
}
