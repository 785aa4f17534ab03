import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import getExePath from '../../node_modules/typescript/lib/getExePath.js';
import { compilerOf } from '../tools/typescript-versions.mjs';

/** How a row of the table compiles a project: by a compiler for Node, or from 7.0 on by a program of its own. */
export function compilation(version, project) {
  if (version === '7.0') return { line: `'${getExePath()}' -p '${project}'` };
  return { args: [compilerOf(version), '-p', project] };
}

/**
 * Writes a project that type-checks files against the built runtime.
 *
 * @param include what the project compiles, from `folder`
 * @returns the path of its tsconfig.json
 */
export function writeProject(root, folder, include) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'empty.ts'), 'export {};\n');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const compilerOptions = {
    strict: true,
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2022', 'esnext.disposable'],
    types: ['node'],
    skipLibCheck: true,
    noEmit: true,
    paths: { 'mi-codegen/runtime/v1': [join(root, 'dist/runtime/v1/index.d.ts')] },
  };
  const project = join(folder, 'tsconfig.json');
  writeFileSync(project, JSON.stringify({ compilerOptions, include }));
  return project;
}
