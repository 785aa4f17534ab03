/**
 * Reads and checks the options of `npm run bench`.
 *
 * @param groups the names of all groups
 * @throws BenchError
 */
export function commandOptions(args: readonly string[], groups: readonly string[]): object;
