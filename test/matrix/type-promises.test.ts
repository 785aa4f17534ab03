import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compilerOptions, TYPESCRIPT_VERSIONS, typeCheck } from '../tools/typescript.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** These promises hang on how well a version of TypeScript infers. */
const FILES = ['class-lists', 'navigation', 'no-arguments', 'objects', 'queries', 'revision-1', 'value-maps'];

describe.each(FILES)('the promises of test/types/%s.ts', (file) => {
  it.each(TYPESCRIPT_VERSIONS)('hold under TypeScript %s', (version) => {
    const options = compilerOptions(version);
    const paths = {
      'mi-codegen/runtime': [`${root}runtime/index.ts`],
      'mi-codegen/runtime/v1': [`${root}runtime/v1/index.ts`],
    };
    const project = { include: [`${root}test/types/${file}.ts`], compilerOptions: { ...options, paths } };
    expect(typeCheck(version, project)).toBe('');
  });
});
