import { describe, it } from 'vitest';

/**
 * A suite that needs what not every machine has: skipped with the reason where it is missing, a failure in CI.
 *
 * @param missing what is missing, as an end of a sentence; null when nothing is
 */
export function describeNeeding(missing: string | null, name: string, suite: () => void): void {
  if (missing === null) {
    describe(name, suite);
  } else if (process.env['CI'] === 'true') {
    describe(name, () => {
      it('finds what it needs', () => {
        throw new Error(`CI runs all tests, but ${missing}`);
      });
    });
  } else {
    describe.skip(`${name} (${missing})`, () => {
      it('needs more than there is', () => {});
    });
  }
}
