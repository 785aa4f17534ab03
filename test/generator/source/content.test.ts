import { constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { contentOf, hasContent } from '../../../generator/source/content.js';

const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-content-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'file');

/** Whether a file that holds some bytes has the content of others. */
function isTaken(bytes: Uint8Array, others: string | Uint8Array): boolean {
  writeFileSync(file, bytes);
  return hasContent(file, contentOf(others), constants.O_RDONLY);
}

describe('a file has a content', () => {
  it.each([0, 1, 511, 512, 513, 4096, 262_143, 262_144, 300_000])('of %i bytes, and no other', (size) => {
    const bytes = Buffer.alloc(size, 'x');
    expect(isTaken(bytes, bytes)).toBe(true);
    expect(isTaken(bytes, Buffer.alloc(size + 1, 'x'))).toBe(false);
    expect(isTaken(Buffer.alloc(size + 1, 'x'), bytes)).toBe(false);
    if (size > 0) expect(isTaken(Buffer.alloc(size, 'y'), bytes)).toBe(false);
  });

  it('that is a text in UTF-8', () => {
    expect(isTaken(Buffer.from('Größe 🙂'), 'Größe 🙂')).toBe(true);
    // Both become U+FFFD in a text.
    expect(isTaken(Buffer.from([0x41, 0xff]), 'A\ufffd')).toBe(false);
  });

  it('unless it cannot be read', () => {
    expect(() => hasContent(join(folder, 'none'), contentOf(''), constants.O_RDONLY)).toThrow('ENOENT');
    expect(() => hasContent(folder, contentOf('x'), constants.O_RDONLY)).toThrow(/EISDIR|EPERM/);
  });
});
