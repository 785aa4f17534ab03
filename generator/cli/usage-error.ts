/** A command line that is wrong. The message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
