import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Chunk, thirdPartyLicenses } from './licenses.mjs';

const root = mkdtempSync(join(tmpdir(), 'mi-codegen-licenses-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Makes a package; gives the path of its module. */
function install(place: string, name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(root, place, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  const manifest = JSON.stringify({ name, version: '1.2.3', license: 'MIT' });
  for (const [file, text] of Object.entries({ 'package.json': manifest, ...files })) {
    writeFileSync(join(folder, file), text);
  }
  return join(folder, 'lib/index.js');
}

const chunk = (...paths: readonly string[]): Chunk => ({
  modules: Object.fromEntries(paths.map((path) => [path, { renderedLength: 10 }])),
});

const b = install('.', 'b', { 'LICENSE.md': 'Text of b\r\nin two lines\r\n' });
const scoped = install('.', '@a/b', { LICENCE: '\nText of @a/b', NOTICE: 'A notice' });
const again = install('./node_modules/c', 'b', { 'LICENSE.md': 'Text of b\nin two lines' });
const none = install('.', 'none', { 'README.md': 'MIT' });
const line = '-'.repeat(100);

describe('thirdPartyLicenses', () => {
  it('gives the licence of each package once, in the order of the names', () => {
    expect(thirdPartyLicenses([chunk(b, join(root, 'own.js')), chunk(again, scoped)])).toBe(
      [
        'mi-codegen contains parts of the following packages. Each is under its own licence, which is given here.\n',
        '\n@a/b 1.2.3 (MIT)\n\nText of @a/b\n\nA notice\n',
        '\nb 1.2.3 (MIT)\n\nText of b\nin two lines\n',
      ].join(`\n${line}\n`),
    );
  });

  it('does not depend on the order of the modules', () => {
    expect(thirdPartyLicenses([chunk(scoped, b)])).toBe(thirdPartyLicenses([chunk(b), chunk(scoped)]));
  });

  it('leaves out packages of which no code is left', () => {
    expect(thirdPartyLicenses([{ modules: { [none]: { renderedLength: 0 } } }])).not.toContain('none');
  });

  it('fails for a package without the text of its licence', () => {
    expect(() => thirdPartyLicenses([chunk(b, none)])).toThrow('none is in the bundle, but has no text of its licence');
  });
});
