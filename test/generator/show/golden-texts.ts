import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const FOLDER = fileURLToPath(new URL('expected/', import.meta.url));

/**
 * Compares a text with a file. `UPDATE=1 npx vitest run test/generator/show test/corpora/show` writes the files: then
 * read the diff.
 */
export function expectGolden(name: string, text: string): void {
  const path = `${FOLDER}${name}`;
  if (process.env['UPDATE'] === '1') {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : undefined);
}
