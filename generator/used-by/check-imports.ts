import { foldName } from '../../runtime/schema/index.js';
import { createDiagnostic, type Diagnostic, suggestion } from '../diagnostics/index.js';
import { missingClassHelp, type SchemaIndex, type SelectOptions } from '../model/index.js';
import type { Plan, PlannedClass } from '../plan/planned.js';
import type { OutputImport } from './run-settings.js';
import { type ImportTarget, importTarget } from './used-classes.js';

/** What imports are checked against. */
interface Generated {
  readonly index: SchemaIndex;
  readonly plan: Plan;
  readonly options: SelectOptions;
}

/** Returns an error for each import that does not lead to anything that is generated. */
export function checkImports(imports: readonly OutputImport[], generated: Generated): readonly Diagnostic[] {
  return imports.flatMap((imported) => {
    const target = imported.isCertain ? importTarget(imported, generated.options.namespaces) : null;
    return target === null ? [] : checkImport(imported, target, generated);
  });
}

function checkImport(
  { name, place }: OutputImport,
  { namespace, file }: ImportTarget,
  { index, plan, options }: Generated,
): Diagnostic[] {
  const planned = plan.namespaces.find((each) => foldName(each.name) === foldName(namespace))?.classes ?? [];
  const module = planned.filter((each) => file === null || each.file === file);
  const exported = module.flatMap(exportedNames);
  if (name === null ? module.length > 0 : exported.includes(name)) return [];
  const error = (message: string, help?: string) => [createDiagnostic('error', 'unknown-import', message, help, place)];
  if (name === 'default') return error('generated modules have no default export', 'write the name in braces');
  if (file !== null && name !== null && module.length > 0) {
    return error(`${file}.ts exports no "${name}"`, suggestion(name, exported));
  }
  const wanted = file ?? name ?? '';
  if (index.find(namespace, wanted)?.name === wanted) {
    return error(`${wanted} is imported, but ${options.spelling.name('exclude')} leaves it out`);
  }
  const names = index.classNames(namespace);
  const suggested = suggestion(wanted, [...names, ...exported]);
  const where = options.source === 'bundled' ? `the bundled schema of ${namespace}` : namespace;
  return error(`there is no "${wanted}" in ${where}`, missingClassHelp(suggested, names, options));
}

/** What the module of a class exports. */
function exportedNames({ identifier, maps, methods }: PlannedClass): readonly string[] {
  const ofMaps = maps.flatMap(({ map, aliases }) => [map, ...aliases].map((each) => each.identifier));
  const ofMethods = methods.flatMap(({ inName, outName, streamsName }) => [inName, outName, streamsName]);
  return [identifier, ...ofMaps, ...ofMethods.filter((name) => name !== null)];
}
