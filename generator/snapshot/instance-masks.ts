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
import { PropertyTypes } from '../source/property-types.js';

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
}

/**
 * Makes instances fit to be committed: references name no computer, and texts of properties that a user names are
 * replaced. Equal texts get equal replacements, also in the keys of references: instances still find each other.
 */
export class InstanceMasks {
  readonly #masks: readonly Mask[];
  readonly #index: SchemaIndex;
  readonly #types = new PropertyTypes();
  /** The masks that match a property, by class and property. */
  readonly #found = new Map<string, readonly Mask[]>();
  readonly #replaced = new Map<string, string>();

  /**
   * @param globs such as `Win32_Account.*`: a class, with its subclasses, and a property
   * @throws DiagnosticError for another form
   */
  constructor(globs: readonly string[], index: SchemaIndex) {
    this.#masks = globs.map(parseMask);
    this.#index = index;
    for (const namespace of index.namespaces()) {
      for (const cimClass of index.classesIn(namespace)) {
        this.#types.add(
          cimClass,
          cimClass.properties.map((property) => [property.name, property]),
        );
      }
    }
  }

  /** @throws DiagnosticError for a mask that matches no text of the instances: something else must be meant */
  apply(instances: readonly CimInstanceDeclaration[]): readonly CimInstanceDeclaration[] {
    const masked = instances.map((instance) => this.#instance(instance));
    const used = new Set([...this.#found.values()].flat());
    const unused = this.#masks.find((mask) => !used.has(mask));
    if (unused === undefined) return masked;
    throw failure('unknown-mask', `--mask "${unused.text}" matches no property with a text in the pulled instances`);
  }

  #instance(instance: CimInstanceDeclaration): CimInstanceDeclaration {
    const { namespace, className, properties } = instance;
    return { ...instance, properties: properties.map((each) => this.#property(each, namespace, className)) };
  }

  #property(property: CimPropertyValue, namespace: string, className: string): CimPropertyValue {
    const { name, value } = property;
    if (value === undefined) return property;
    return { ...property, value: this.#value(value, { namespace, className, property: name }) };
  }

  #value(value: SchemaValue, holder: Holder): SchemaValue {
    if (typeof value === 'string') return this.#text(value, holder);
    if (Array.isArray(value)) return value.map((item: SchemaValue) => this.#value(item, holder));
    return typeof value === 'object' && value !== null && 'className' in value ? this.#instance(value) : value;
  }

  #text(text: string, holder: Holder): string {
    const type = this.#types.find(holder.namespace, holder.className, holder.property)?.type ?? 'string';
    if (type === 'reference') return this.#reference(text, holder.namespace);
    return type === 'string' && this.#isMasked(holder) ? this.#replacement(text) : text;
  }

  #reference(text: string, outer: string): string {
    const path = parsedPath(text);
    if (path === null) return text;
    const { className, namespace, isClass } = path;
    const keys = path.keys.map((key) => {
      if (typeof key.value !== 'string') return key;
      return { ...key, value: this.#text(key.value, { namespace: namespace ?? outer, className, property: key.name }) };
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

  #isMasked({ namespace, className, property }: Holder): boolean {
    const key = `${classKey(namespace, className)}.${foldName(property)}`;
    let found = this.#found.get(key);
    if (found === undefined) {
      const names = this.#index.lineage({ namespace, className });
      found = this.#masks.filter(
        ({ matchesClass, matchesProperty }) =>
          names.some(matchesClass) && (property === '' || matchesProperty(property)),
      );
      this.#found.set(key, found);
    }
    return found.length > 0;
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
