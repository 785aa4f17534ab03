import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const TYPESCRIPT_VERSIONS = ['5.4', '5.9', '6.0', '7.0'];

/** The file of a compiler that is installed in the project. */
export function compilerOf(root, version) {
  const name = version === '7.0' ? 'typescript' : `typescript-${version}`;
  return join(root, 'node_modules', name, 'bin/tsc');
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
