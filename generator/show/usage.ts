import { isAbsolute, posix, sep } from 'node:path';
import { quote } from '../emit/typescript-literal.js';
import type { ImportExtension } from '../emit/view-model.js';
import type { PlannedMethod } from '../plan/planned.js';
import { classIdentifier, isIdentifier } from '../plan/typescript-names.js';
import type { PropertyDescription } from './class-description.js';

/** The module of a namespace, as the programs beside the output folder import it. */
export function namespaceModule(out: string, folder: string, extension: ImportExtension): string {
  const path = posix.join(out.split(sep).join('/'), folder, `index.${extension}`);
  return isAbsolute(out) || path.startsWith('../') ? path : `./${path}`;
}

export function importStatement(identifier: string, module: string): string {
  return `import { ${identifier} } from ${quote(module)};`;
}

/** What decides how a program gets at the objects of a class. */
export interface ObjectSource {
  readonly name: string;
  readonly identifier: string;
  readonly abstract: boolean;
  readonly indication: boolean;
  readonly properties: readonly Pick<PropertyDescription, 'member' | 'key'>[];
}

/** The statements that get objects of a class. */
export function objectStatements({
  name,
  identifier,
  abstract,
  indication,
  properties,
}: ObjectSource): readonly string[] {
  if (indication) return [`for await (const { indication } of ${identifier}.$subscribe(session)) { … }`];
  const keys = properties.filter(({ key }) => key).map(({ member }) => member);
  const object = objectNameFor(name);
  const all = `for await (const ${object} of ${identifier}.$enumerate(session)) { … }`;
  if (keys.length > 0) return [`const ${object} = await ${identifier}.$get(session, ${valuesOf(keys)});`, all];
  // A class without properties is there for its static methods.
  if (properties.length === 0) return [];
  return abstract ? [all] : [all, `const ${object} = await ${identifier}.$new(session, { … });`];
}

/** How many arguments are shown where none is required. */
const MOST_OPTIONAL = 3;

/** The statement that calls a method, with its required arguments, or with some where none is required. */
export function callStatement(
  method: Pick<PlannedMethod, 'isStatic' | 'member' | 'parameters' | 'result'>,
  className: string,
  identifier: string,
): string {
  const { isStatic, member, parameters, result } = method;
  const ins = parameters.filter(({ isIn }) => isIn);
  const required = ins.filter((parameter) => parameter.required);
  const given = required.length > 0 ? required : ins.slice(0, MOST_OPTIONAL);
  const hasMore = required.length === 0 && ins.length > given.length;
  const members = given.map((parameter) => parameter.member);
  const values = members.length === 0 ? [] : [valuesOf(members, hasMore)];
  const args = [...(isStatic ? ['session'] : []), ...values];
  const call = `await ${isStatic ? identifier : objectNameFor(className)}.${member}(${args.join(', ')});`;
  const outs = parameters.filter(({ isOut }) => isOut).map((parameter) => binding(parameter.member));
  const results = [...(result === null ? [] : ['ReturnValue']), ...outs];
  return outs.length === 0 ? call : `const { ${results.join(', ')} } = ${call}`;
}

/** @param hasMore whether there are further members */
function valuesOf(members: readonly string[], hasMore = false): string {
  return `{ ${members.map((member) => `${member}: …`).join(', ')}${hasMore ? ', …' : ''} }`;
}

/** The member as a variable. A word of the language gets a `$`. */
function binding(member: string): string {
  const variable = classIdentifier(member);
  return variable === member ? member : `${member}: ${variable}`;
}

/** The variable of an example that holds an object of a class: `diskDrive` for `Win32_DiskDrive`. */
export function objectNameFor(className: string): string {
  const word = className.slice(className.indexOf('_', 1) + 1);
  const variable = word.replace(/^\p{Lu}+(?=\p{Lu}\p{Ll}|\P{L}|$)|^\p{Lu}/u, (letters) => letters.toLowerCase());
  const isTaken = variable === className || variable === 'session';
  return isIdentifier(variable) && classIdentifier(variable) === variable && !isTaken ? variable : 'object';
}
