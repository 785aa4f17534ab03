import { foldName } from '../../runtime/schema/index.js';
import { createDiagnostic, type Diagnostic, suggestion } from '../diagnostics/index.js';
import { missingClassHelp, type SchemaIndex, type SelectOptions } from '../model/index.js';
import type { Plan, PlannedClass } from '../plan/planned.js';
import { namespaceFolder } from '../plan/typescript-names.js';
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
  const { namespaces } = generated.options;
  return imports.flatMap((imported) => {
    if (!imported.isCertain) return [];
    const target = importTarget(imported, namespaces);
    if (target !== null) return checkImport(imported, target, generated);
    const message = `there is no module "${imported.module}" in the output`;
    const known = namespaces.map((namespace) => `${namespaceFolder(namespace)}/index`);
    return [createDiagnostic('error', 'unknown-import', message, suggestion(imported.module, known), imported.place)];
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
  if (name === 'default' && !planned.some((each) => each.source.name === name))
    return error('generated modules have no default export', 'write the name in braces');
  if (file !== null && name !== null && module.length > 0) {
    return error(`${file}.ts exports no "${name}"`, suggestion(name, exported));
  }
  const wanted = file ?? name ?? '';
  const other = planned.find((each) => each.source.name === wanted);
  if (other !== undefined) {
    return error(`${wanted} is exported as "${other.identifier}", by the module "${other.file}"`);
  }
  if (index.find(namespace, wanted)?.name === wanted) {
    return error(`${wanted} is imported, but ${options.spelling.name('exclude')} leaves it out`);
  }
  const names = index.classNames(namespace);
  const suggested = suggestion(wanted, [...names, ...exported]);
  const where = options.source === 'bundled' ? `the bundled schema of ${namespace}` : namespace;
  const help = missingClassHelp(suggested, names, options, index.otherNamespacesWith(wanted));
  return error(`there is no "${wanted}" in ${where}`, help);
}

/** What the module of a class exports. */
function exportedNames({ identifier, maps, methods }: PlannedClass): readonly string[] {
  const ofMaps = maps.flatMap(({ map, aliases }) => [map, ...aliases].map((each) => each.identifier));
  const ofMethods = methods.flatMap(({ inName, outName, streamsName }) => [inName, outName, streamsName]);
  return [identifier, ...ofMaps, ...ofMethods.filter((name) => name !== null)];
}
