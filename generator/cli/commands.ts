import type { Call, CommandEntry } from './command.js';

/** A list of commands. The first is the default: it is called without its name. */
export type Commands = readonly [CommandEntry, ...CommandEntry[]];

/** All commands of `mi-codegen`. */
export const COMMANDS: Commands = [
  {
    name: 'generate',
    description: 'Generates typed TypeScript classes from a CIM schema.',
    load: async () => (await import('./commands/generate-command.js')).generateCommand,
  },
  {
    name: 'pull',
    description: 'Writes the schema of a machine to MOF files, to be committed.',
    load: async () => (await import('./commands/pull-command.js')).pullCommand,
  },
  {
    name: 'diff',
    description: 'Says what changed from one CIM schema to another, and what breaks callers.',
    load: async () => (await import('./commands/diff-command.js')).diffCommand,
  },
  {
    name: 'show',
    description: 'Shows a class, its members and associations, and how to call them.',
    load: async () => (await import('./commands/show-command.js')).showCommand,
  },
  {
    name: 'list',
    description: 'Lists the classes of a schema.',
    load: async () => (await import('./commands/list-command.js')).listCommand,
  },
  {
    name: 'init',
    description: 'Asks what to generate, and writes a config.',
    load: async () => (await import('./commands/init-command.js')).initCommand,
  },
  {
    name: 'completion',
    description: 'Prints a script by which bash or zsh completes command lines.',
    load: async () => (await import('./commands/completion-command.js')).completionCommand,
  },
];

/** Finds the command that the first word names. If it names none, all words are for the default command. */
export function findCommand([defaultCommand, ...others]: Commands, words: readonly string[]): Call {
  const entry = others.find(({ name }) => name === words[0]);
  return entry === undefined
    ? { entry: defaultCommand, script: 'mi-codegen', words, others }
    : { entry, script: `mi-codegen ${entry.name}`, words: words.slice(1), others: [] };
}
