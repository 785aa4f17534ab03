import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { check, parseOptions } from './bench-run.mjs';

/**
 * Reads and checks the options of `npm run bench`.
 *
 * @param groups the names of all groups
 * @throws BenchError
 */
export function commandOptions(args, groups) {
  const { values, positionals } = parseOptions({
    args,
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true, default: groups },
      class: { type: 'string' },
      beside: { type: 'string' },
      count: { type: 'boolean', default: false },
    },
  });
  const { rounds, only, class: className, beside, count, json } = values;
  check(positionals.length <= 1, `${positionals.join(' ')}: name one file, the main file of a schema`);
  const [schema] = positionals;
  const isFile = schema === undefined || statSync(schema, { throwIfNoEntry: false })?.isFile() === true;
  check(isFile, `${schema}: there is no such file`);
  const unknown = only.find((name) => !groups.includes(name));
  check(unknown === undefined, `--only ${unknown}: there is no such group. There are ${groups.join(', ')}`);
  const hasCommand = only.includes('command');
  check(className === undefined || hasCommand, '--class is for the group command, which --only leaves out');
  check(beside === undefined || hasCommand, '--beside is for the group command, which --only leaves out');
  check(beside === undefined || !count, '--beside: with --count, only Node can be measured');
  check(rounds === undefined || !count, '--rounds: with --count, each is run once');
  return {
    schema: schema === undefined ? null : resolve(schema),
    groups: [...new Set(only)],
    className: className ?? null,
    beside: beside ?? null,
    count,
    rounds: count ? 1 : (rounds ?? 5),
    json,
  };
}
