import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** All files below a folder, by their paths, with their texts; without what a killed run leaves for the next one. */
export function filesIn(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  const inside = paths.map((path) => path.slice(folder.length + 1).replaceAll('\\', '/'));
  const output = inside.filter((path) => !path.startsWith('.mi-codegen/')).sort();
  return Object.fromEntries(output.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
