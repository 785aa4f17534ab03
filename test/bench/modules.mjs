import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';

/** Compiles the project to single modules, which the package has as a bundle, and returns their folder. */
export function compileModules(root) {
  const modules = join(root, 'build/bench');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const args = [compiler, '-p', 'tsconfig.build.json', '--outDir', modules];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout);
  cpSync(join(root, 'generator/emit/templates.js'), join(modules, 'generator/emit/templates.js'));
  return modules;
}
