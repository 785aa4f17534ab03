import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type DiagnosticError, failure, plural } from '../diagnostics/index.js';
import type { GenerateSettings } from '../options/resolve-options.js';
import { namespaceFolder } from '../plan/typescript-names.js';
import { findFiles } from '../source/files.js';
import { loadTsMorph } from '../ts-morph.js';
import { ImportTracer } from './import-tracer.js';
import { ModuleResolver } from './module-resolver.js';
import { OutputModules } from './output-modules.js';
import type { OutputImports } from './run-settings.js';
import { isMade } from './script-text.js';
import { SourceModules } from './source-modules.js';

/**
 * Finds what sources import of the output, in any form that says which classes are meant. What they import need not
 * exist.
 *
 * @param modules those of earlier runs; it gets those that are read
 * @param others the targets of the same config
 * @throws DiagnosticError where ts-morph is not installed, and for paths and globs that name no sources
 */
export async function findImports(
  settings: GenerateSettings,
  modules: SourceModules = new SourceModules(),
  others: readonly GenerateSettings[] = [],
): Promise<OutputImports> {
  const { usedBy, spelling } = settings;
  const option = spelling.name('usedBy');
  const { ts: compiler } = loadTsMorph(option);
  const named = await findFiles(option, usedBy, '*.ts', ['**/node_modules/**']);
  const isBeside = ({ out }: GenerateSettings) => resolve(out) === resolve(settings.out);
  const output = new OutputModules(
    settings,
    others.filter(isBeside).flatMap(({ namespaces }) => namespaces),
  );
  // What a compiler has made of a source may be older than the source.
  const files = named.filter((file) => !isMade(file, existsSync));
  const sources = files.flatMap((file) => modules.read(resolve(file), compiler) ?? []);
  if (sources.length === 0) throw noSource(option, usedBy);
  const resolver = new ModuleResolver(compiler, output);
  const tracer = new ImportTracer({ compiler, modules, output, resolver });
  tracer.trace(sources);
  modules.addOthers(resolver.files);
  const { imports, unclear } = tracer;
  const nameThem = `name the classes that are needed with ${spelling.name('classes')}`;
  const notes = unclear.map(({ place: { file, line, column }, what, help = nameThem }) => {
    return `${file}:${line}:${column} ${what}: ${help}`;
  });
  return { imports, notes: imports.length + notes.length > 0 ? notes : [noteNothing(sources.length, settings)] };
}

function noSource(option: string, usedBy: readonly string[]): DiagnosticError {
  const found = `${option} ${usedBy.map((pattern) => `"${pattern}"`).join(' ')} matches no script`;
  return failure('no-source', found, 'name files of scripts or components, such as "src/**/*.ts" or "src/**/*.vue"');
}

function noteNothing(files: number, { out, namespaces: [{ namespace }], importExtension }: GenerateSettings): string {
  const path = `${out}/${namespaceFolder(namespace)}/index.${importExtension}`;
  const what = `${plural(files, 'source imports', 'sources import')} no class yet`;
  return `${what}: import one from ${path}, and it is generated`;
}
