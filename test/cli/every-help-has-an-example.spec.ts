import { describe, expect, it } from '@jest/globals';
import { runCli } from '../support/cli.js';

/** Help needs no database. */
const NOWHERE = { url: 'postgresql://nobody@127.0.0.1:1/none' };

describe('the help of every command', () => {
  it('ends with an example of that command', async () => {
    const without: string[] = [];
    const seen: string[] = [];
    const look = async (command: readonly string[]): Promise<void> => {
      const { code, stdout } = await runCli(NOWHERE, [...command, '--help']);
      const commands = [...stdout.matchAll(/^ {2}([a-z]+)( [[<].*)? {2,}\S/gm)].map(([, name = '']) => name);
      seen.push(command.join(' '));
      const isGroup = commands.length > 0;
      const [, example = ''] = /\nExample:\n {2}(?:\S+=\S+ )?(stanceline .*)\n/.exec(stdout) ?? [];
      const isOwn = example.startsWith(['stanceline', ...command].join(' '));
      if (code !== 0 || (!isGroup && !isOwn)) without.push(command.join(' '));
      for (const name of commands.filter((one) => one !== 'help')) await look([...command, name]);
    };
    await look([]);
    expect(without).toEqual([]);
    expect(seen).toEqual(expect.arrayContaining(['', 'import', 'profile check', 'imports undo', 'keys create']));
  }, 60_000);
});
