import { type Command, EXIT } from '../command.js';

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
    const { completionScript } = await import('../command-line.js');
    stdout.write(await completionScript());
    return EXIT.ok;
  },
};
