import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Compiles modules of the source for processes of their own, until the end of the test. Gives their folder's URL. */
export async function compile(...paths: readonly string[]): Promise<string> {
  const cache = join(root, 'node_modules/.cache/mi-codegen');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'compiled-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const input = Object.fromEntries(paths.map((path) => [basename(path, '.ts'), join(root, path)]));
  const compiled = await rolldown({ input, platform: 'node', external: /^@?\w[\w./-]*$/ });
  await compiled.write({ dir: folder });
  return `${pathToFileURL(folder).href}/`;
}
