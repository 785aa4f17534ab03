import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isDoor, longLines, MAX_COLUMNS, namesakes, parse, sourceFiles } from '../tools/structure/sources.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('files', () => {
  it('have a name that no other file has, index.ts aside', () => {
    expect(namesakes(root)).toEqual([]);
  });

  it('named index.ts hold imports and re-exports only', () => {
    const doors = sourceFiles(root).filter((path) => posix.basename(path) === 'index.ts');
    expect(doors).toContain('runtime/index.ts');
    expect(doors.filter((path) => !isDoor(parse(root, path)))).toEqual([]);
  });

  it(`have no line over ${MAX_COLUMNS} columns, generated code and the text of literals aside`, () => {
    expect(longLines(root)).toEqual([]);
  });
});
