import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type GenerateResult, generate } from 'mi-codegen';
import ts from 'typescript-5.9';
import { afterAll, describe, expect } from 'vitest';
import { DiagnosticError } from '../../../generator/diagnostics/index.js';
import { expectGood, fuzz } from './fuzz.js';
import { mutatedBytes } from './mof-mutations.js';

const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));
const out = join(folder, 'out');

async function run(main: Uint8Array, included: Uint8Array): Promise<GenerateResult | DiagnosticError> {
  writeFileSync(join(folder, 'a.mof'), main);
  writeFileSync(join(folder, 'b.mof'), included);
  rmSync(out, { recursive: true, force: true });
  const source = { kind: 'files', mof: [join(folder, 'a.mof')] } as const;
  try {
    return await generate({ namespaces: ['root/**'], source, out });
  } catch (error) {
    if (error instanceof DiagnosticError) return error;
    throw error;
  }
}

/** Everything that lies in the folder of the output. */
function written(): string[] {
  if (!existsSync(out)) return [];
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
}

function syntaxErrors(file: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(readFileSync(file, 'utf8'), {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, isolatedModules: true },
  });
  return diagnostics.map(({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}

/** How much output a byte of MOF may make, beside the system classes that a few words bring in. */
const MOST_OUTPUT = { perByte: 120, beside: 200_000 };

describe('a run over mutated MOF', () => {
  fuzz(
    'ends with the whole output or with diagnostics',
    2500,
    fc.tuple(mutatedBytes, mutatedBytes),
    async ([main, included]) => {
      const result = await run(main, included);
      expectGood(result.diagnostics);
      const files = written();
      const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
      if (result instanceof DiagnosticError) {
        expect(errors).not.toEqual([]);
        expect(files).toEqual([]);
        return;
      }
      expect(errors).toEqual([]);
      expect(files.toSorted()).toEqual(result.files.map(({ path }) => join(out, path)).toSorted());
      expect(files.flatMap(syntaxErrors)).toEqual([]);
      const size = files.reduce((sum, file) => sum + readFileSync(file).length, 0);
      const { perByte, beside } = MOST_OUTPUT;
      expect(size).toBeLessThan(perByte * (main.length + included.length) + beside);
    },
  );
});
