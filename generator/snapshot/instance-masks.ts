import {
  type CimInstanceDeclaration,
  type CimPropertyValue,
  classKey,
  foldName,
  type SchemaValue,
} from '../../runtime/schema/index.js';
import { CimReference } from '../../runtime/values/index.js';
import { failure } from '../diagnostics/index.js';
import { nameMatcher, type SchemaIndex } from '../model/index.js';
import type { PropertyTypes } from '../source/property-types.js';

interface Mask {
  /** As the user wrote it. */
  readonly text: string;
  readonly matchesClass: (name: string) => boolean;
  readonly matchesProperty: (name: string) => boolean;
}

/** Where a value stands. */
interface Holder {
  readonly namespace: string;
  readonly className: string;
  /** Empty for the key of a path that leaves out its name. */
  readonly property: string;
  /** Whether it is the key of a path, which may name a superclass of the instance's class. */
  readonly isPath?: boolean;
  /** Where the embedded instance stands that holds the value: a mask holds for all that is in a property. */
  readonly outer?: Holder | undefined;
}

/**
 * Makes instances fit to be committed: references name no computer, and texts of properties that a user names are
 * replaced. Equal texts get equal replacements, also in the keys of references: instances still find each other.
 */
export class InstanceMasks {
  readonly #masks: readonly Mask[];
  readonly #index: SchemaIndex;
  readonly #types: PropertyTypes;
  /** The masks that match a property, by class and property. */
  readonly #found = new Map<string, readonly Mask[]>();
  readonly #replaced = new Map<string, string>();

  /**
   * @param globs such as `Win32_Account.*`: a class, with its subclasses, and a property
   * @throws DiagnosticError for another form
   */
  constructor(globs: readonly string[], index: SchemaIndex, types: PropertyTypes) {
    this.#masks = globs.map(parseMask);
    this.#index = index;
    this.#types = types;
  }

  /** @throws DiagnosticError for a mask that matches no text of the instances: something else must be meant */
  apply(instances: readonly CimInstanceDeclaration[]): readonly CimInstanceDeclaration[] {
    const masked = instances.map((instance) => this.#instance(instance));
    const used = new Set([...this.#found.values()].flat());
    const unused = this.#masks.find((mask) => !used.has(mask));
    if (unused === undefined) return masked;
    const message = `--mask "${unused.text}" matches no property with a text in the pulled instances`;
    throw failure(
      'unknown-mask',
      message,
      'a mask is a class, or a superclass of it, and a property: Win32_Account.Name',
    );
  }

  /** @param outer where an embedded instance stands */
  #instance(instance: CimInstanceDeclaration, outer?: Holder): CimInstanceDeclaration {
    const { namespace, className, properties } = instance;
    return { ...instance, properties: properties.map((each) => this.#property(each, { namespace, className, outer })) };
  }

  #property(property: CimPropertyValue, holder: Omit<Holder, 'property'>): CimPropertyValue {
    const { name, value } = property;
    return value === undefined ? property : { ...property, value: this.#value(value, { ...holder, property: name }) };
  }

  #value(value: SchemaValue, holder: Holder): SchemaValue {
    if (typeof value === 'string') return this.#text(value, holder);
    if (Array.isArray(value)) return value.map((item: SchemaValue) => this.#value(item, holder));
    return typeof value === 'object' && value !== null && 'className' in value ? this.#instance(value, holder) : value;
  }

  #text(text: string, holder: Holder): string {
    const type = this.#types.find(holder.namespace, holder.className, holder.property)?.type;
    if (type === 'reference') return this.#reference(text, holder.namespace);
    const isText = type === undefined || type === 'string';
    if (isText && this.#isMasked(holder)) return this.#replacement(text);
    // Of a class that is not known, a text may be a reference.
    return type === undefined ? this.#reference(text, holder.namespace) : text;
  }

  #reference(text: string, outer: string): string {
    const path = parsedPath(text);
    if (path === null || path.keys.length === 0) return text;
    const { className, namespace, isClass } = path;
    const keys = path.keys.map((key) => {
      if (typeof key.value !== 'string') return key;
      const holder = { namespace: namespace ?? outer, className, property: key.name, isPath: true };
      return { ...key, value: this.#text(key.value, holder) };
    });
    const isSame = path.host === null && keys.every((key, index) => key.value === path.keys[index]?.value);
    return isSame ? text : new CimReference(className, isClass ? null : keys, namespace).toString();
  }

  #replacement(text: string): string {
    if (text === '') return text;
    let replacement = this.#replaced.get(text);
    if (replacement === undefined) {
      replacement = `masked-${this.#replaced.size + 1}`;
      this.#replaced.set(text, replacement);
    }
    return replacement;
  }

  /** The names of the classes that derive from a class. */
  #below(namespace: string, className: string): readonly string[] {
    const isAbove = (name: string) => foldName(name) === foldName(className);
    const names = this.#index.classesIn(namespace).map(({ name }) => name);
    return names.filter((name) => this.#index.lineage({ namespace, className: name }).some(isAbove));
  }

  #isMasked({ namespace, className, property, isPath = false, outer }: Holder): boolean {
    // Both are asked: each of them may use masks.
    const isOuterMasked = outer !== undefined && this.#isMasked(outer);
    const key = `${classKey(namespace, className)}.${foldName(property)} ${isPath}`;
    let found = this.#found.get(key);
    if (found === undefined) {
      const below = isPath ? this.#below(namespace, className) : [];
      const names = [...this.#index.lineage({ namespace, className }), ...below];
      found = this.#masks.filter(
        ({ matchesClass, matchesProperty }) =>
          names.some(matchesClass) && (property === '' || matchesProperty(property)),
      );
      this.#found.set(key, found);
    }
    return found.length > 0 || isOuterMasked;
  }
}

function parseMask(text: string): Mask {
  const [, className, property] = /^([^.]+)\.([^.]+)$/.exec(text) ?? [];
  if (className === undefined || property === undefined) {
    const help = 'write a class and a property, such as Win32_UserAccount.Name or "Win32_Account.*"';
    throw failure('bad-mask', `--mask "${text}" names no property`, help);
  }
  return { text, matchesClass: nameMatcher([className]), matchesProperty: nameMatcher([property]) };
}

/** Null for a text that is no path: the server means something by it, and nothing in it is known to be a key. */
function parsedPath(text: string): CimReference | null {
  try {
    return CimReference.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
