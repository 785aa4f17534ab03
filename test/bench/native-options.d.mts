/**
 * Reads and checks the options of `npm run bench:native`.
 *
 * @throws BenchError
 */
export function nativeOptions(args: readonly string[]): object;
