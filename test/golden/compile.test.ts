import { describe, expect, it } from 'vitest';
import { compilerOptions, TYPESCRIPT_VERSIONS, typeCheck } from '../tools/typescript.js';
import { GOLDEN } from './features.js';

describe('golden files compile', () => {
  it.each(TYPESCRIPT_VERSIONS)('under TypeScript %s', (version) => {
    expect(
      typeCheck(version, {
        include: [`${GOLDEN}*/expected/*.ts`],
        compilerOptions: compilerOptions(version),
      }),
    ).toBe('');
  });
});
