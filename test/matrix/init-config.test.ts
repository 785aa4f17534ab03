import { cpSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConfigFolder } from '../generator/config/config-folder.js';
import { runCommand } from '../tools/run-command.js';
import { runTsc } from '../tools/typescript.js';

// The config that `init` writes is a part of the user's project: it compiles there, as generated code does.

const root = fileURLToPath(new URL('../../', import.meta.url));

let folder: ConfigFolder;
beforeAll(() => {
  folder = new ConfigFolder();
  mkdirSync('node_modules/mi-codegen', { recursive: true });
  mkdirSync('node_modules/@types');
  symlinkSync(join(root, 'dist'), 'node_modules/mi-codegen/dist', 'junction');
  cpSync(join(root, 'package.json'), 'node_modules/mi-codegen/package.json');
  symlinkSync(join(root, 'node_modules/@types/node'), 'node_modules/@types/node', 'junction');
  folder.write('schema/a.mof', 'class A { [Key] string Id; };');
});
afterAll(() => folder.remove());

const ANSWERS = [
  ['--yes', '--class', 'A'],
  ['root/cimv2', 'root/**', '--live', '--yes'],
  ['root/cimv2', '--bundled', '--class', 'Win32_Process', '--out', 'src/cim'],
  ['root/cimv2', '--bundled', '--used-by', 'src/**/*.ts'],
  ['root/x', '--mof', 'schema/*.mof', '-I', 'schema', '--yes'],
];

/** As README sets a project up: CommonJS needs TypeScript 5.8. */
const PROJECTS = [
  ['module', ['5.4', '5.9', '7.0']],
  ['commonjs', ['5.9', '7.0']],
] as const;

it.each(PROJECTS)('what init writes compiles in a package of type %s', async (type, versions) => {
  writeFileSync('package.json', JSON.stringify({ name: 'x', type, dependencies: { 'mi-codegen': '1' } }));
  const compilerOptions = { module: 'nodenext', target: 'es2022', types: ['node'], strict: true, noEmit: true };
  writeFileSync('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  for (const [index, words] of ANSWERS.entries()) {
    expect((await runCommand(['init', ...words])).code).toBe(0);
    renameSync('mi-codegen.config.ts', `config-${index}.ts`);
  }
  const unchecked = readFileSync('config-0.ts', 'utf8').replace('namespaces:', 'namespace:');
  writeFileSync('wrong.ts', unchecked);
  for (const version of versions) {
    const output = runTsc(version, ['-p', '.', '--pretty', 'false']);
    expect(output.split('\n').filter((line) => /^\S/.test(line))).toEqual([
      expect.stringMatching(/^wrong\.ts\(5,3\): .*'namespace'/),
    ]);
  }
});
