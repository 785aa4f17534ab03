import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { type DiagnosticError, failure } from '../diagnostics/index.js';
import { propertyKey, quote } from '../emit/typescript-literal.js';
import type { Target, TargetSource } from './config.js';
import { CONFIG_NAMES } from './find-config.js';

/** What a new config says. */
export interface NewConfig extends Required<Pick<Target, 'namespaces' | 'classes' | 'usedBy' | 'out'>> {
  /** Null for the schema of the machine where it has one, else the bundled one. */
  readonly source: TargetSource | null;
}

/** The name of a new config. */
export const NEW_CONFIG = 'mi-codegen.config.ts';

/** @throws DiagnosticError where the working folder has a config */
export function checkNoConfig(): void {
  const name = CONFIG_NAMES.find((candidate) => existsSync(candidate));
  if (name !== undefined) throw alreadyThere(name);
}

/**
 * Writes a config into the working folder, whole or not at all.
 *
 * @throws DiagnosticError where there is such a file
 */
export function writeNewConfig(config: NewConfig): void {
  try {
    writeFileSync(NEW_CONFIG, configText(config), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw alreadyThere(NEW_CONFIG);
    rmSync(NEW_CONFIG, { force: true });
    throw error;
  }
}

function alreadyThere(name: string): DiagnosticError {
  return failure('config-exists', `${name} is already in this folder`, 'edit it, or remove it to start anew');
}

/** The text of a config, with comments that say what to change. */
export function configText(config: NewConfig): string {
  return `import { defineConfig } from 'mi-codegen';

// What \`mi-codegen\` generates. Paths are relative to this file, and flags of the command line win over it.
export default defineConfig({
  namespaces: ${literal(config.namespaces)},
${sourceLines(config)}${classLines(config)}  out: ${quote(config.out)},
});
`;
}

function sourceLines({ namespaces, source }: NewConfig): string {
  const pull = `mi-codegen pull ${namespaces.join(' ')}`;
  if (source === null) {
    return lines([
      '// The schema is that of this machine, or the bundled one where this machine has none. For one that is the same',
      `// on every machine, run \`${pull}\` and read its files:`,
      "// source: { kind: 'files', mof: ['schema/**/*.mof'] },",
    ]);
  }
  const comments: Readonly<Record<TargetSource['kind'], readonly string[]>> = {
    files: ['// Commit the files of the schema, and the output is the same on every machine.'],
    live: [`// The schema of the machine that generates. \`${pull}\` writes it to files.`],
    bundled: ['// The schema that mi-codegen brings, on every machine.'],
  };
  return lines([...comments[source.kind], `source: ${literal(source)},`]);
}

function classLines({ classes, usedBy }: NewConfig): string {
  if (classes.length === 0 && usedBy.length === 0) {
    return lines(['// All classes. For some of them, and those that they need:', "// classes: ['Win32_Service*'],"]);
  }
  return lines([
    '// Classes that these need are generated, too.',
    ...(classes.length === 0 ? [] : [`classes: ${literal(classes)},`]),
    ...(usedBy.length === 0 ? [] : [`usedBy: ${literal(usedBy)}, // the sources that select the classes`]),
  ]);
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `  ${text}\n`).join('');
}

/** A text, an array, or an object of options, as code. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return quote(String(value));
  const properties = Object.entries(value).map(([name, each]) => `${propertyKey(name)}: ${literal(each)}`);
  return `{ ${properties.join(', ')} }`;
}
