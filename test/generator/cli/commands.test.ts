import { describe, expect, it } from 'vitest';
import type { CommandEntry } from '../../../generator/cli/command.js';
import { parseCommandLine } from '../../../generator/cli/command-line.js';
import { generateCommand } from '../../../generator/cli/commands/generate-command.js';
import { COMMANDS, type Commands, findCommand } from '../../../generator/cli/commands.js';

const diff: CommandEntry = {
  name: 'diff',
  description: 'Compares two schemas.',
  load: async () => generateCommand,
};
const commands: Commands = [COMMANDS[0], diff];

describe('findCommand', () => {
  it('calls the default command without its name', () => {
    expect(findCommand(commands, ['root/cimv2', 'diff'])).toEqual({
      entry: COMMANDS[0],
      script: 'mi-codegen',
      words: ['root/cimv2', 'diff'],
      others: [diff],
    });
    expect(findCommand(commands, ['generate']).words).toEqual(['generate']);
  });

  it('calls another command by the first word', () => {
    expect(findCommand(commands, ['diff', 'a', 'b'])).toEqual({
      entry: diff,
      script: 'mi-codegen diff',
      words: ['a', 'b'],
      others: [],
    });
  });
});

describe('the help', () => {
  async function help(...words: string[]): Promise<string> {
    const printed: string[] = [];
    await parseCommandLine(findCommand(commands, words), generateCommand, (text) => printed.push(text));
    return printed.join('\n');
  }

  it('of the default command lists the others', async () => {
    expect(await help('--help')).toMatch(/^Commands:\n {2}mi-codegen diff {2}Compares two schemas\.$/m);
  });

  it('of another command is its own', async () => {
    expect(await help('diff', '--help')).toMatch(/^mi-codegen diff \[namespace\.\.\.\]\n\nCompares two schemas\.\n/);
  });
});
