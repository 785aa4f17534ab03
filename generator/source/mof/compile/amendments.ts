import {
  type CimClass,
  type CimMethod,
  type CimQualifier,
  classKey,
  foldName,
  type SchemaValue,
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
 * Puts the texts of amendments into the classes of the same files. Without such a class an amendment becomes a class:
 * documentation shows whole classes with that qualifier.
 */
export function applyAmendments(
  amendments: readonly Declared<ClassNode>[],
  classes: Map<string, CimClass>,
  run: Run,
): void {
  if (amendments.length === 0) return;
  const homes = new Map(Array.from(classes.values(), ({ namespace, name }) => [foldName(name), namespace]));
  amendClasses(amendments, classes, run, replacesAmended, (amendment) => {
    const { namespace, node } = amendment;
    warnOfMissingClass(amendment, homes);
    classes.set(classKey(namespace, node.name.text), compileClass(node, { ...run, ...amendment }));
  });
}

/** Puts the texts of declarations into classes that were read elsewhere, where these lack them. */
export function fillInTexts(
  declarations: readonly Declared<ClassNode>[],
  classes: Map<string, CimClass>,
  run: Run,
): void {
  amendClasses(declarations, classes, run, fillsIn, () => {});
}

/** Whether the qualifier of an amendment takes the place of the one of the class, or that of none. */
type Rule = (text: CimQualifier, own: CimQualifier | undefined) => boolean;

/** Qualifiers with the flavor `Amended` replace those of the class; others are added where there is none. */
function replacesAmended({ flavor }: CimQualifier, own: CimQualifier | undefined): boolean {
  return flavor.translatable || own === undefined;
}

/** Only texts are taken, and never for other ones: those of the machine fit its version of the class. */
function fillsIn({ flavor }: CimQualifier, own: CimQualifier | undefined): boolean {
  return flavor.translatable && (own === undefined || isEmpty(own.value));
}

function isEmpty(value: SchemaValue): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '') || (isList(value) && value.length === 0);
}

function isList(value: SchemaValue): value is readonly SchemaValue[] {
  return Array.isArray(value);
}

/**
 * Puts the texts of each amendment into the class that it amends. That class is in the same namespace, or in the parent
 * of a namespace such as `ms_409`.
 *
 * @param onMissing gets each amendment without such a class
 */
function amendClasses(
  amendments: readonly Declared<ClassNode>[],
  classes: Map<string, CimClass>,
  run: Run,
  rule: Rule,
  onMissing: (amendment: Declared<ClassNode>) => void,
): void {
  const texts = new Map<string, AmendingTexts>();
  for (const amendment of amendments) {
    const { namespace, node } = amendment;
    const key = amendedKey(namespace, node.name.text, classes);
    if (key === null) {
      onMissing(amendment);
      continue;
    }
    const collected = texts.get(key) ?? new AmendingTexts(rule);
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

/** The texts of elements by folded names. */
type TextsByName = Map<string, CimQualifier[]>;

/**
 * The texts that all amendments of a class have for it and for its elements. They are collected first: a class may have
 * any number of amendments. For a later one, the texts of earlier ones are those of the class. Elements that the class
 * does not declare are left out.
 */
class AmendingTexts {
  readonly #rule: Rule;
  readonly #own: CimQualifier[] = [];
  readonly #properties: TextsByName = new Map();
  readonly #methods: TextsByName = new Map();
  /** By folded names of methods. */
  readonly #parameters = new Map<string, TextsByName>();

  constructor(rule: Rule) {
    this.#rule = rule;
  }

  addClass({ qualifiers, properties, methods }: CimClass): void {
    for (const qualifier of qualifiers) {
      if (!ABOUT_AMENDMENT.has(foldName(qualifier.name))) this.#own.push(qualifier);
    }
    for (const property of properties) addTexts(this.#properties, property);
    for (const method of methods) {
      addTexts(this.#methods, method);
      for (const parameter of method.parameters) addTexts(this.#parametersOf(method), parameter);
    }
  }

  #parametersOf({ name }: CimMethod): TextsByName {
    const texts = this.#parameters.get(foldName(name)) ?? new Map();
    this.#parameters.set(foldName(name), texts);
    return texts;
  }

  amend(cimClass: CimClass, origins: Origins): CimClass {
    const properties = this.#amendEach(cimClass.properties, this.#properties, origins);
    const methods = this.#amendEach(cimClass.methods, this.#methods, origins).map((method) => {
      const texts = this.#parameters.get(foldName(method.name));
      if (texts === undefined) return method;
      return origins.replace(method, { ...method, parameters: this.#amendEach(method.parameters, texts, origins) });
    });
    const qualifiers = this.#amended(cimClass.qualifiers, this.#own);
    return origins.replace(cimClass, { ...cimClass, qualifiers, properties, methods });
  }

  #amendEach<T extends Amendable>(elements: readonly T[], texts: TextsByName, origins: Origins): readonly T[] {
    if (texts.size === 0) return elements;
    return elements.map((element) => {
      const its = texts.get(foldName(element.name));
      if (its === undefined || its.length === 0) return element;
      return origins.replace(element, { ...element, qualifiers: this.#amended(element.qualifiers, its) });
    });
  }

  #amended(own: readonly CimQualifier[], texts: readonly CimQualifier[]): CimQualifier[] {
    const qualifiers = new Map(own.map((qualifier) => [foldName(qualifier.name), qualifier]));
    for (const text of texts) {
      const name = foldName(text.name);
      if (this.#rule(text, qualifiers.get(name))) qualifiers.set(name, text);
    }
    return [...qualifiers.values()];
  }
}

function addTexts(texts: TextsByName, { name, qualifiers }: Amendable): void {
  const known = texts.get(foldName(name));
  if (known === undefined) texts.set(foldName(name), [...qualifiers]);
  else for (const qualifier of qualifiers) known.push(qualifier);
}
