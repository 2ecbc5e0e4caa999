import { type ApiKey, KeysService, SCOPES, type Scope } from '@app/access';
import { InvalidProblem, parseEdtf } from '@app/domain';
import { type Command, Option } from 'commander';
import { withServices } from './session.js';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

interface CreateOptions {
  readonly name: string;
  readonly scope: Scope[];
  readonly expires?: string;
}

/** The first instant (UTC) after the last day of `expires`. */
function expiryOf(expires: string | undefined, now: Date): Date | null {
  if (expires === undefined) return null;
  const { latest } = parseEdtf(expires, '--expires');
  if (latest === null) throw InvalidProblem.at('--expires', 'access/expiry-open', 'Name a day, e.g. 2027-01-31.');
  const expiry = new Date(Date.parse(`${latest}T00:00:00Z`) + 86_400_000);
  if (expiry > now) return expiry;
  throw InvalidProblem.at('--expires', 'access/expiry-past', `${expires} is over; a key would be worthless.`);
}

const stateOf = ({ expiresAt, revokedAt }: ApiKey, now: Date): string => {
  if (revokedAt !== null) return `revoked ${revokedAt.toISOString().slice(0, 10)}`;
  if (expiresAt === null) return 'valid';
  const lastDay = new Date(expiresAt.getTime() - 1).toISOString().slice(0, 10);
  return `${expiresAt > now ? 'valid until the end of' : 'expired after'} ${lastDay}`;
};

/** `stanceline keys …` */
export function addKeysCommands(program: Command): void {
  const keys = program.command('keys').description('API keys: who may write');
  keys
    .command('create')
    .description('make a key and show it, this once')
    .requiredOption('--name <name>', 'stands in recordedBy of what the key records')
    .addOption(new Option('--scope <scopes...>', 'what it allows').choices(SCOPES).makeOptionMandatory())
    .option('--expires <day>', 'last day on which it is good (UTC)')
    .addHelpText(
      'after',
      '\nExample:\n  stanceline keys create --name "Water desk" --scope write:stances --expires 2027-01-31',
    )
    .action(({ expires, name, scope }: CreateOptions) =>
      withServices(async (services) => {
        const wanted = { name, scopes: scope, expiresAt: expiryOf(expires, new Date()) };
        print((await services.get(KeysService).issue(wanted)).key);
      }),
    );
  keys
    .command('list')
    .description('all keys that were ever made')
    .addHelpText('after', '\nExample:\n  stanceline keys list')
    .action(() =>
      withServices(async (services) => {
        const now = new Date();
        for (const key of await services.get(KeysService).list()) {
          print(`${key.prefix}…  ${key.name}  [${key.scopes.join(' ')}]  ${stateOf(key, now)}`);
        }
      }),
    );
  keys
    .command('revoke <name>')
    .description('make a key worthless from now on')
    .addHelpText('after', '\nExample:\n  stanceline keys revoke "Water desk"')
    .action((name: string) =>
      withServices(async (services) => {
        await services.get(KeysService).revoke(name, new Date());
        print(`Revoked "${name}"`);
      }),
    );
}
