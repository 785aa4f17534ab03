import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The versions that generated code is held against: the oldest, the newest, and what lies between. */
export const TYPESCRIPT_VERSIONS = ['5.4', '5.9', '6.0', '7.0'] as const;
export type TypeScriptVersion = (typeof TYPESCRIPT_VERSIONS)[number];

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where a project outside of the repository finds the types of Node. */
export const TYPE_ROOTS: readonly string[] = [join(root, 'node_modules/@types')];

/** Every flag that a user's project may set and generated code must be clean under, as far as the version knows it. */
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
    paths: { 'mi-codegen/runtime/v1': [join(root, 'runtime/v1/index.ts')] },
    ...(version === '5.4' ? {} : { isolatedDeclarations: true, erasableSyntaxOnly: true }),
  };
}

/** A tsconfig.json. */
export interface Project {
  readonly include: readonly string[];
  readonly compilerOptions: object;
}

/** What a version of `tsc` has to say about a project, in a folder of its own; nothing when all is well. */
export function typeCheck(version: TypeScriptVersion, project: Project): string {
  const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-tsc-'));
  try {
    // Globs have `/` on every system.
    const include = project.include.map((glob) => glob.replaceAll(sep, '/'));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...project, include }));
    return runTsc(version, ['-p', folder]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a version of `tsc`. */
export function runTsc(version: TypeScriptVersion, args: readonly string[]): string {
  const name = version === '7.0' ? 'typescript' : `typescript-${version}`;
  const { stdout, stderr, error } = spawnSync(
    process.execPath,
    [join(root, 'node_modules', name, 'bin/tsc'), ...args],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  if (error !== undefined) throw error;
  return stdout + stderr;
}
