import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

const folder = fileURLToPath(new URL('../../../shared', import.meta.url));

/** The folder of real inputs beside the repository, or null where it is absent. */
export function sharedFolder(): string | null {
  return existsSync(`${folder}/corpora`) ? folder : null;
}

/** A suite over real inputs: skipped with a reason where the folder is absent, a failure in CI. */
export function describeShared(name: string, suite: (folder: string) => void): void {
  const found = sharedFolder();
  if (found !== null) {
    describe(name, () => suite(found));
  } else if (process.env['CI'] === 'true') {
    describe(name, () => {
      it('finds ../shared beside the repository', () => {
        throw new Error(`CI needs the folder of real inputs: ${folder}/corpora is absent`);
      });
    });
  } else {
    describe.skip(`${name} (no ../shared/corpora beside the repository)`, () => {
      it('needs real inputs', () => {});
    });
  }
}
