import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilerOf, TYPESCRIPT_VERSIONS } from './typescript-versions.mjs';

export { TYPESCRIPT_VERSIONS };
export type TypeScriptVersion = (typeof TYPESCRIPT_VERSIONS)[number];

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where a project outside the repository finds the types of Node. */
export const TYPE_ROOTS: readonly string[] = [join(root, 'node_modules/@types')];

/** The strict flags that users may set, as far as the version knows them: generated code compiles under all. */
export function compilerOptions(version: TypeScriptVersion): Readonly<Record<string, unknown>> {
  return {
    target: 'es2022',
    lib: ['es2022', 'esnext.disposable'],
    module: 'nodenext',
    moduleResolution: 'nodenext',
    types: ['node'],
    typeRoots: TYPE_ROOTS,
    strict: true,
    exactOptionalPropertyTypes: true,
    declaration: true,
    verbatimModuleSyntax: true,
    noUncheckedIndexedAccess: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noPropertyAccessFromIndexSignature: true,
    noFallthroughCasesInSwitch: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    skipLibCheck: true,
    noEmit: true,
    paths: {
      'mi-codegen/runtime': [join(root, 'runtime/index.ts')],
      'mi-codegen/runtime/memory': [join(root, 'runtime/memory/index.ts')],
      'mi-codegen/runtime/v1': [join(root, 'runtime/v1/index.ts')],
    },
    ...(version === '5.4' ? {} : { isolatedDeclarations: true, erasableSyntaxOnly: true }),
  };
}

/** A tsconfig.json. */
export interface Project {
  /** Globs of its files. */
  readonly include?: readonly string[];
  /** Files that must exist. */
  readonly files?: readonly string[];
  readonly compilerOptions: object;
}

/** Runs a version of `tsc` on a project, in a temporary folder. Gives its output: empty when there are no errors. */
export function typeCheck(version: TypeScriptVersion, { include = [], ...project }: Project): string {
  const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-tsc-'));
  try {
    // Globs have `/` on every system.
    const globs = include.map((glob) => glob.replaceAll(sep, '/'));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...project, include: globs }));
    return runTsc(version, ['-p', folder]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a version of `tsc` with these arguments, in a folder. Gives its output. */
export function runTsc(version: TypeScriptVersion, args: readonly string[], cwd = '.'): string {
  const { stdout, stderr, error } = spawnSync(process.execPath, [compilerOf(version), ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  return stdout + stderr;
}
