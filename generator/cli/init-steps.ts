import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { NEW_CONFIG, type NewConfig } from '../config/new-config.js';
import { visibleLine } from '../diagnostics/index.js';

/** What is to be done after a config was written, as far as it is not done. */
export function nextSteps(config: NewConfig): string {
  const { usedBy, out } = config;
  const steps = [
    ...projectSteps(),
    ...(isInstalled('mi-codegen') ? [] : [['npm install mi-codegen', 'generated code imports it']]),
    ...(usedBy.length === 0 || isInstalled('ts-morph')
      ? []
      : [['npm install --save-dev ts-morph', 'finds the classes that your sources use']]),
    ...(usedBy.length === 0 ? [] : [[importLine(config), 'in a source, with the class that you need']]),
    ['npx mi-codegen', `writes the classes to ${out}`],
    ...(usedBy.length === 0 ? [] : [['npx mi-codegen --watch', 'writes each class as soon as you import it']]),
    ['npx mi-codegen --check', 'in CI: fails when the output is out of date'],
  ];
  const width = Math.max(...steps.map(([command = '']) => command.length));
  const shown = steps.map(([command = '', what]) => visibleLine(`  ${command.padEnd(width)}  ${what}`));
  return `Wrote ${NEW_CONFIG}. Next:\n${shown.join('\n')}\n`;
}

/** What makes a project of the folder, as far as it is none. */
function projectSteps(): readonly (readonly string[])[] {
  const settings = 'npx tsc --init --module nodenext --target es2022 --types node';
  return [
    ...(existsSync('package.json')
      ? []
      : [['npm init -y && npm pkg set type=module', 'makes a package of this folder']]),
    ...(isInstalled('typescript') ? [] : [['npm install --save-dev typescript @types/node', 'compiles the classes']]),
    ...(existsSync('tsconfig.json') ? [] : [[settings, 'lets them compile']]),
  ];
}

/** An import of the output, as a source has it. */
function importLine({ namespaces: [namespace = ''], usedBy: [sources = ''], out }: NewConfig): string {
  // The folders that a glob begins with.
  const [folder = ''] = /^(?:[^*?[{]*\/)?/.exec(sources) ?? [];
  const way = relative(folder, join(out, namespace.replace(/\/\*\*$/, ''), 'index.js'))
    .split(sep)
    .join('/');
  return `import { … } from '${way.startsWith('.') ? way : `./${way}`}';`;
}

/** Whether the project has a package. */
function isInstalled(name: string): boolean {
  try {
    createRequire(join(process.cwd(), 'package.json')).resolve(name);
    return true;
  } catch {
    return false;
  }
}
