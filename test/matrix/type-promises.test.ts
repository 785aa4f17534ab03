import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { compilerOptions, TYPESCRIPT_VERSIONS, typeCheck } from '../tools/typescript.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Files of test/types whose promises hang on how well a version of TypeScript infers. */
const FILES = ['class-lists', 'navigation', 'no-arguments', 'objects', 'queries', 'revision-1', 'value-maps'];

it.each(TYPESCRIPT_VERSIONS)('the promises of test/types hold under TypeScript %s', (version) => {
  const files = FILES.map((file) => `${root}test/types/${file}.ts`);
  expect(typeCheck(version, { files, compilerOptions: compilerOptions(version) })).toBe('');
});
