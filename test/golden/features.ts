import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the golden schemas. */
export const GOLDEN: string = fileURLToPath(new URL('.', import.meta.url));

/** One folder each: `schema.mof`, and `expected/` with what is generated from it. */
export const FEATURES: readonly string[] = readdirSync(GOLDEN, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
