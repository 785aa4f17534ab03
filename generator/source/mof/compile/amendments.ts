import {
  type CimClass,
  type CimMethod,
  type CimQualifier,
  classKey,
  foldName,
} from '../../../../runtime/schema/index.js';
import type { ClassNode } from '../syntax/nodes.js';
import type { Declared, Origins, Run } from './compile-context.js';
import { compileClass } from './declarations.js';

/**
 * Whether a class is an amendment: in Microsoft's `.mfl` files, it holds the texts of another class in one language.
 */
export function isAmendment(node: ClassNode): boolean {
  return node.qualifiers.some(({ name }) => foldName(name.text) === 'amendment');
}

/**
 * Puts the texts of each amendment into the class that it amends. That class is in the same namespace, or in the parent
 * of a namespace such as `ms_409`. Without such a class the amendment becomes a class: documentation shows whole
 * classes with that qualifier.
 */
export function applyAmendments(
  amendments: readonly Declared<ClassNode>[],
  classes: Map<string, CimClass>,
  run: Run,
): void {
  if (amendments.length === 0) return;
  const homes = new Map(Array.from(classes.values(), ({ namespace, name }) => [foldName(name), namespace]));
  for (const amendment of amendments) applyAmendment(amendment, classes, homes, run);
}

/** @param homes a namespace that declares the class of a folded name */
function applyAmendment(
  amendment: Declared<ClassNode>,
  classes: Map<string, CimClass>,
  homes: ReadonlyMap<string, string>,
  run: Run,
): void {
  const { namespace, node, diagnostics } = amendment;
  const key = classKey(namespace, node.name.text);
  const parentKey = classKey(namespace.slice(0, Math.max(0, namespace.lastIndexOf('/'))), node.name.text);
  const amendedKey = classes.has(key) ? key : parentKey;
  const amended = classes.get(amendedKey);
  const texts = compileClass(node, { ...run, ...amendment, namespace: amended?.namespace ?? namespace });
  if (amended !== undefined) {
    classes.set(amendedKey, amend(amended, texts, run.origins));
    return;
  }
  classes.set(key, texts);
  const home = homes.get(foldName(node.name.text));
  const where = home === undefined ? 'not among the input' : `declared in ${home}, not in ${namespace}`;
  diagnostics.warn(
    node.name,
    'mof-amendment-without-class',
    `the class "${node.name.text}" that is amended here is ${where}; the amendment is taken for a class`,
    home === undefined
      ? 'give the file that declares the class as well'
      : `its texts belong into ${home}, or into a language below it such as ms_409: see #pragma namespace`,
  );
}

/** Qualifiers about the amendment itself, which the amended class does not get. */
const ABOUT_AMENDMENT: ReadonlySet<string> = new Set(['amendment', 'locale']);

/**
 * Qualifiers with the flavor `Amended` replace those of the class; others are added where the class has none. Elements
 * that the class does not declare are left out.
 */
function amend(cimClass: CimClass, texts: CimClass, origins: Origins): CimClass {
  const qualifiers = texts.qualifiers.filter(({ name }) => !ABOUT_AMENDMENT.has(foldName(name)));
  return origins.replace(cimClass, {
    ...cimClass,
    qualifiers: amendQualifiers(cimClass.qualifiers, qualifiers),
    properties: amendEach(cimClass.properties, texts.properties, (own, text) => amendElement(own, text, origins)),
    methods: amendEach(cimClass.methods, texts.methods, (own, text) => amendMethod(own, text, origins)),
  });
}

function amendEach<T extends { readonly name: string }>(
  own: readonly T[],
  texts: readonly T[],
  amendOne: (own: T, text: T) => T,
): T[] {
  const byName = new Map(texts.map((text) => [foldName(text.name), text]));
  return own.map((element) => {
    const text = byName.get(foldName(element.name));
    return text === undefined ? element : amendOne(element, text);
  });
}

function amendElement<T extends { readonly qualifiers: readonly CimQualifier[] }>(
  own: T,
  text: T,
  origins: Origins,
): T {
  return origins.replace(own, { ...own, qualifiers: amendQualifiers(own.qualifiers, text.qualifiers) });
}

function amendMethod(own: CimMethod, text: CimMethod, origins: Origins): CimMethod {
  const parameters = amendEach(own.parameters, text.parameters, (parameter, its) =>
    amendElement(parameter, its, origins),
  );
  return amendElement(origins.replace(own, { ...own, parameters }), text, origins);
}

function amendQualifiers(own: readonly CimQualifier[], texts: readonly CimQualifier[]): CimQualifier[] {
  const merged = new Map(own.map((qualifier) => [foldName(qualifier.name), qualifier]));
  for (const text of texts) {
    const name = foldName(text.name);
    if (text.flavor.translatable || !merged.has(name)) merged.set(name, text);
  }
  return [...merged.values()];
}
