import 'reflect-metadata';
import { Problem } from '@app/domain';
import { DemonstrationService } from '@app/exchange';
import { Command } from 'commander';
import { addKeysCommands } from './keys.commands.js';
import { withDatabase, withServices } from './session.js';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const program = new Command('stanceline')
  .description('Who stands where on which question: the service from the command line')
  .addHelpText(
    'after',
    '\nThe database is that of DATABASE_URL, or the embedded one in DATA_FOLDER (data/ where it is not set).\n\nExample:\n  stanceline keys create --name desk --scope write:stances',
  )
  .showHelpAfterError('(stanceline --help shows what there is)');

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

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Problem ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
