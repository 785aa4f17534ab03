import { printMethod, printProperty, REVISION } from '../../runtime/v1/class-table.js';
import { lazyModules } from '../plan/imports.js';
import type { PlannedClass, PlannedMethod, PlannedParameter, PlannedProperty, ValueMap } from '../plan/planned.js';
import { objectLines, quote } from './typescript-literal.js';
import type { ImportExtension } from './view-model.js';

/** The class table, as lines within its braces. */
export function tableLines(planned: PlannedClass, extension: ImportExtension): string[] {
  const { path, properties, methods } = planned;
  const modules = lazyModules(planned).map(
    ({ className, file }) => `${ownKey(className)}: () => import('./${file}.${extension}')`,
  );
  return [
    `revision: ${REVISION},`,
    `class: ${quote(path)},`,
    ...(properties.length === 0 ? [] : [`properties: ${quote(properties.map(propertyEntry).join(';'))},`]),
    ...entryLines(
      'methods',
      methods.map((method) => `${quote(methodEntry(method))}: ${ownReturnCodes(method)}`),
    ),
    ...entryLines('modules', modules),
  ];
}

function entryLines(name: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : objectLines(`${name}: `, items, ',');
}

/**
 * The map of what a method returns, or null. An empty map hides that of an overridden method, which no longer applies.
 */
function ownReturnCodes(method: PlannedMethod): string {
  const codes = returnCodes(method);
  const inherited = method.overridden === null ? null : returnCodes(method.overridden);
  return codes === inherited ? 'null' : (codes?.identifier ?? '{}');
}

function returnCodes({ result }: PlannedMethod): ValueMap | null {
  return result?.map?.flags === false ? result.map : null;
}

/** A CIM name as a key of an object literal. Computed, `__proto__` does not set the prototype. */
function ownKey(name: string): string {
  return name === '__proto__' ? `['__proto__']` : name;
}

/** A property in the class table: `Handle:string!`. */
function propertyEntry({ type, member, key, writable, limits }: PlannedProperty): string {
  return printProperty({ ...type, member, key, writable, limits });
}

/** A method in the class table: `+Create(<CommandLine:string!,>ProcessId:uint32)uint32`. */
function methodEntry({ isStatic, member, parameters, result }: PlannedMethod): string {
  return printMethod({
    isStatic,
    member,
    parameters: parameters.map(parameterEntry),
    returns: result?.type ?? null,
  });
}

function parameterEntry({ type, member, isIn, isOut, required, stream, limits }: PlannedParameter) {
  return { ...type, member, in: isIn, out: isOut, required, streamed: stream, limits };
}
