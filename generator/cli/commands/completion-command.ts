import { basename } from 'node:path';
import { type Command, EXIT, UsageError } from '../command.js';

/** `mi-codegen completion`. */
export const completionCommand: Command = {
  operands: null,
  flags: [],
  examples: [
    ['$0 >> ~/.bashrc', 'in bash'],
    ['$0 >> ~/.zshrc', 'in zsh, behind the line that runs compinit'],
  ],
  epilogue: [
    'The script is for the shell that $SHELL names. It completes commands, flags, their values and paths in shells that',
    'start after that, where mi-codegen is on the PATH: with npm install --global, or with node_modules/.bin on it.',
  ].join(' '),
  async run(_commandLine, { stdout }) {
    const shell = basename(process.env['SHELL'] ?? 'bash');
    if (!/^(?:ba|z|da|k)?sh$/.test(shell)) {
      throw new UsageError(`there is no script for ${shell}; for another shell: SHELL=bash mi-codegen completion`);
    }
    const { completionScript } = await import('../command-line.js');
    stdout.write(await completionScript());
    return EXIT.ok;
  },
};
