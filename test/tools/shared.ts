import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describeNeeding } from './describe-needing.js';

const folder = fileURLToPath(new URL('../../../shared', import.meta.url));

/** The folder of real inputs beside the repository, or null where it is absent. */
export function sharedFolder(): string | null {
  return existsSync(`${folder}/corpora`) ? folder : null;
}

/** A suite over real inputs: skipped with a reason where the folder is absent, a failure in CI. */
export function describeShared(name: string, suite: (folder: string) => void): void {
  const missing = sharedFolder() === null ? 'there is no ../shared/corpora beside the repository' : null;
  describeNeeding(missing, name, () => suite(folder));
}
