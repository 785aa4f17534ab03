import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of a run inside the output folder. No namespace begins with a dot: nothing generated has this name. */
export const STAGING_NAME = '.mi-codegen';

/** True when a run is writing, or was killed. */
export function isStaging(out: string): boolean {
  return existsSync(join(out, STAGING_NAME));
}
