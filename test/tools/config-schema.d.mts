import type { NamedOption } from '../../generator/options/option-table.js';

/**
 * The JSON schema of a config file.
 *
 * @param options all options of the table
 * @param defaults their values by default
 * @param refused the paths of options that a config does not take: `source.password`
 */
export function configSchema(
  options: readonly NamedOption[],
  defaults: Readonly<Record<string, unknown>>,
  refused: readonly string[],
): object;
