import * as tsMorph from 'ts-morph';
import { describe, expect, it } from 'vitest';
import type { RenderedFile } from '../../../generator/emit/compare.js';
import { verify as verifyWith } from '../../../generator/emit/verify.js';

const verify = (files: readonly RenderedFile[]) => verifyWith(files, tsMorph);

describe('verify', () => {
  it('accepts files that import each other and the runtime', () => {
    const files = [
      {
        path: 'root/a/X.ts',
        text: "import * as mi from 'mi-codegen/runtime/v1';\nexport class X extends mi.CimObject {}\n",
      },
      { path: 'root/a/index.ts', text: "export * from './X.js';\n" },
    ];
    expect(verify(files)).toEqual([]);
  });

  it('reports type errors with their place', () => {
    expect(verify([{ path: 'root/a/X.ts', text: "\nexport const x: number = 'a';\n" }])).toEqual([
      {
        severity: 'error',
        code: 'verify-ts2322',
        message: "Type 'string' is not assignable to type 'number'.",
        place: { file: 'root/a/X.ts', line: 2, column: 14, length: 1, sourceLine: "export const x: number = 'a';" },
      },
    ]);
  });

  it('reports syntax errors', () => {
    expect(verify([{ path: 'X.ts', text: 'export class {\n' }]).map(({ code }) => code)).toContain('verify-ts1005');
  });

  it('reports an import of a file that was not rendered', () => {
    const [problem] = verify([{ path: 'X.ts', text: "export * from './Y.js';\n" }]);
    expect(problem?.code).toBe('verify-ts2307');
  });
});
