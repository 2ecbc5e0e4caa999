import { ImportReader, ImportsService, type RowFault } from '@app/exchange';
import { type Command, InvalidArgumentError } from 'commander';
import { accountName, authorName } from '../author.js';
import { EXIT } from '../exit-codes.js';
import { faultLines, writeFaults } from '../faults.js';
import { assertWritable } from '../files.js';
import { counted } from '../numbers.js';
import { withServices } from '../session.js';
import { type ImportDocument, importLine, importLines } from './import-lines.js';

const MOST_LISTED = 1_000;

const print = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);
const say = (lines: readonly string[]): void => void process.stderr.write(`${lines.join('\n')}\n`);

function limit(text: string): number {
  const rows = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (rows < 1 || rows > MOST_LISTED) throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST_LISTED}.`);
  return rows;
}

/** `stanceline imports …` */
export function addImportsCommands(program: Command): void {
  const imports = program.command('imports').description('imports: how they went, and taking one back');
  imports
    .command('list')
    .description('the imports that were made or tried, the newest first')
    .option('--limit <number>', 'how many', limit, 20)
    .addHelpText('after', '\nExample:\n  stanceline imports list --limit 5')
    .action(listImports);
  imports
    .command('show <id>')
    .description('what one was asked to do, what came of it, and the rows that were at fault')
    .option('--errors <file>', 'write all of those as CSV: line,column,name,value,code,detail')
    .addHelpText(
      'after',
      '\nExample:\n  stanceline imports show 01a20d71-0932-720c-b76f-59fea64fb75e --errors faults.csv',
    )
    .action(showImport);
  imports
    .command('undo <id>')
    .description('take back what one recorded; the entries that it added to the catalog stay')
    .option('--by <author>', 'stands in recordedBy of what is recorded', authorName, accountName())
    .addHelpText('after', '\nExample:\n  stanceline imports undo 01a20d71-0932-720c-b76f-59fea64fb75e')
    .action(undoImport);
}

async function listImports({ limit: rows }: { readonly limit: number }): Promise<void> {
  await withServices(async (services) => {
    const { items } = await services.get(ImportReader).list({ limit: rows, count: false });
    const found = JSON.parse(items) as ImportDocument[];
    print(found.length === 0 ? ['No imports yet'] : found.map(importLine));
  });
}

async function showImport(id: string, { errors }: { readonly errors?: string }): Promise<void> {
  if (errors !== undefined) await assertWritable(errors);
  await withServices(async (services) => {
    const reader = services.get(ImportReader);
    const found = JSON.parse(await reader.get(id)) as ImportDocument;
    const faults: readonly RowFault[] = await reader.allFaults(id);
    print(importLines(found));
    if (errors !== undefined) await writeFaults(errors, faults);
    if (faults.length > 0) print(faultLines(found.fileName, faults, '; --errors FILE.csv lists them all'));
  });
}

async function undoImport(id: string, { by }: { readonly by: string }): Promise<void> {
  await withServices(async (services) => {
    const undoing = await services.get(ImportsService).undo(id, { name: by });
    const { counts, failure } = await undoing.ended;
    if (failure === null) {
      const stances = counted(counts.stances, ['retracted', 'revised', 'created', 'unchanged', 'overridden']);
      print([`Took back the import ${id}, as import ${undoing.id}:`, `  stances   ${stances}`]);
      return;
    }
    const isInterrupted = failure.code === 'import/cut-off';
    say([isInterrupted ? 'Interrupted; nothing was taken back.' : `${failure.detail} (${failure.code})`]);
    process.exitCode = isInterrupted ? EXIT.interrupted : EXIT.failed;
  });
}
