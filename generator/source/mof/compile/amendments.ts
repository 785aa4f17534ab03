import {
  type CimClass,
  type CimMethod,
  type CimQualifier,
  classKey,
  foldName,
} from '../../../../runtime/schema/index.js';
import { type ClassNode, spanOf } from '../syntax/nodes.js';
import type { Declared, Origins, Run } from './compile-context.js';
import { compileClass } from './declarations.js';

/**
 * Whether a class is an amendment: in Microsoft's `.mfl` files, it holds the texts of another class in one language.
 */
export function isAmendment(node: ClassNode): boolean {
  return node.qualifiers.some(({ name }) => name.folded === 'amendment');
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
  const texts = new Map<string, AmendingTexts>();
  for (const amendment of amendments) {
    const { namespace, node } = amendment;
    const key = amendedKey(namespace, node.name.text, classes);
    if (key === null) {
      warnOfMissingClass(amendment, homes);
      const own = compileClass(node, { ...run, ...amendment });
      classes.set(classKey(namespace, node.name.text), own);
      continue;
    }
    const collected = texts.get(key) ?? new AmendingTexts();
    texts.set(key, collected);
    const home = classes.get(key)?.namespace ?? namespace;
    collected.addClass(compileClass(node, { ...run, ...amendment, namespace: home }));
  }
  for (const [key, collected] of texts) {
    const amended = classes.get(key);
    if (amended !== undefined) classes.set(key, collected.amend(amended, run.origins));
  }
}

/** The key of the class that an amendment amends; null when there is none. */
function amendedKey(namespace: string, name: string, classes: ReadonlyMap<string, CimClass>): string | null {
  const parent = namespace.slice(0, Math.max(0, namespace.lastIndexOf('/')));
  return [classKey(namespace, name), classKey(parent, name)].find((key) => classes.has(key)) ?? null;
}

/** @param homes a namespace that declares the class of a folded name */
function warnOfMissingClass(
  { namespace, node, diagnostics }: Declared<ClassNode>,
  homes: ReadonlyMap<string, string>,
): void {
  const home = homes.get(node.name.folded);
  const where = home === undefined ? 'not among the input' : `declared in ${home}, not in ${namespace}`;
  diagnostics.warn(
    spanOf(node),
    'mof-amendment-without-class',
    `the class "${node.name.text}" that is amended here is ${where}; the amendment is taken for a class`,
    home === undefined
      ? 'give the file that declares the class as well'
      : `its texts belong into ${home}, or into a language below it such as ms_409: see #pragma namespace`,
  );
}

/** Qualifiers about the amendment itself, which the amended class does not get. */
const ABOUT_AMENDMENT: ReadonlySet<string> = new Set(['amendment', 'locale']);

type Amendable = { readonly name: string; readonly qualifiers: readonly CimQualifier[] };

/**
 * The texts that all amendments of a class have for it, or for one of its elements. They are collected first: a class
 * may have any number of amendments.
 *
 * Qualifiers with the flavor `Amended` replace those of the class, and of earlier amendments; others are added where
 * there is none. Elements that the class does not declare are left out.
 */
class AmendingTexts {
  readonly #qualifiers = new Map<string, CimQualifier>();
  readonly #properties = new Map<string, AmendingTexts>();
  readonly #methods = new Map<string, AmendingTexts>();
  readonly #parameters = new Map<string, AmendingTexts>();

  addClass({ qualifiers, properties, methods }: CimClass): void {
    this.#add(qualifiers.filter(({ name }) => !ABOUT_AMENDMENT.has(foldName(name))));
    for (const property of properties) textsOf(this.#properties, property).#add(property.qualifiers);
    for (const method of methods) {
      const texts = textsOf(this.#methods, method);
      texts.#add(method.qualifiers);
      for (const parameter of method.parameters) textsOf(texts.#parameters, parameter).#add(parameter.qualifiers);
    }
  }

  #add(qualifiers: readonly CimQualifier[]): void {
    for (const qualifier of qualifiers) put(this.#qualifiers, qualifier);
  }

  amend(cimClass: CimClass, origins: Origins): CimClass {
    const { properties, methods } = cimClass;
    return this.#amendOne(cimClass, origins, {
      properties: amendEach(properties, this.#properties, (own, texts) => texts.#amendOne(own, origins)),
      methods: amendEach(methods, this.#methods, (own, texts) => texts.#amendMethod(own, origins)),
    });
  }

  #amendMethod(method: CimMethod, origins: Origins): CimMethod {
    const parameters = amendEach(method.parameters, this.#parameters, (own, texts) => texts.#amendOne(own, origins));
    return this.#amendOne(method, origins, { parameters });
  }

  #amendOne<T extends Amendable>(own: T, origins: Origins, amended: Partial<T> = {}): T {
    const qualifiers = new Map(own.qualifiers.map((qualifier) => [foldName(qualifier.name), qualifier]));
    for (const text of this.#qualifiers.values()) put(qualifiers, text);
    return origins.replace(own, { ...own, ...amended, qualifiers: [...qualifiers.values()] });
  }
}

function textsOf(elements: Map<string, AmendingTexts>, { name }: Amendable): AmendingTexts {
  const texts = elements.get(foldName(name)) ?? new AmendingTexts();
  elements.set(foldName(name), texts);
  return texts;
}

function put(qualifiers: Map<string, CimQualifier>, qualifier: CimQualifier): void {
  const name = foldName(qualifier.name);
  if (qualifier.flavor.translatable || !qualifiers.has(name)) qualifiers.set(name, qualifier);
}

function amendEach<T extends Amendable>(
  own: readonly T[],
  texts: ReadonlyMap<string, AmendingTexts>,
  amendOne: (own: T, texts: AmendingTexts) => T,
): T[] {
  return own.map((element) => {
    const its = texts.get(foldName(element.name));
    return its === undefined ? element : amendOne(element, its);
  });
}
