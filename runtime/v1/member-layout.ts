import { foldName } from '../schema/index.js';
import type { CimElement } from '../values/index.js';
import type { DeclaredElement, GeneratedClass } from './generated-class.js';

/** The members of an object, and their values in the same order. */
export interface Members {
  readonly names: readonly string[];
  readonly values: readonly unknown[];
  /** True when an object of the class has no such members before: an assignment can call no setter. */
  readonly areNew: boolean;
}

/** What elements of certain names become, in this order. */
export interface Layout {
  /** The names of the elements. */
  readonly elements: readonly string[];
  /** What is declared of each: null for one to leave out, undefined for one that only the server knows. */
  readonly declared: readonly (DeclaredElement | null | undefined)[];
  /** The members that they become. Those of elements to leave out are empty. */
  readonly members: readonly string[];
  /** True when each becomes a member, and no value depends on a class, whose module may have to be loaded. */
  readonly isPlain: boolean;
  /** See {@link Members.areNew}. */
  readonly areNew: boolean;
}

/**
 * What is declared of the elements of answers: of the instances of a class, or of what a method returns. One answer
 * mostly holds elements of the same names as the one before, so what they become is kept.
 */
export class Declarations {
  /** The class or the method, for errors. */
  readonly holder: string;
  readonly #declared: (name: string) => DeclaredElement | null | undefined;
  readonly #freeMember: (name: string) => string;
  readonly #prototype: object;
  #layout: Layout | undefined;

  /**
   * @param declared what is declared of the element of that CIM name, in any letter case: null for one to leave out,
   * undefined for one that only the server knows.
   * @param freeMember the member for an element that only the server knows.
   * @param prototype that of the objects which get the members.
   */
  constructor(
    holder: string,
    declared: (name: string) => DeclaredElement | null | undefined,
    freeMember: (name: string) => string = (name) => name,
    prototype: object = Object.prototype,
  ) {
    this.holder = holder;
    this.#declared = declared;
    this.#freeMember = freeMember;
    this.#prototype = prototype;
  }

  /** What these elements become. */
  layout(elements: readonly CimElement[]): Layout {
    if (this.#layout === undefined || !isOf(this.#layout, elements)) this.#layout = this.#plan(elements);
    return this.#layout;
  }

  #plan(elements: readonly CimElement[]): Layout {
    const names = elements.map(({ name }) => name);
    const declared = names.map((name) => this.#declared(name));
    const members = names.map((name, index) => {
      const declaration = declared[index];
      return declaration === undefined ? this.#freeMember(name) : (declaration?.member ?? '');
    });
    const isPlain = declared.every((declaration) => declaration !== null && !dependsOnClass(declaration));
    const areNew = !members.some((member) => member in this.#prototype);
    return { elements: names, declared, members, isPlain, areNew };
  }
}

function isOf({ elements: names }: Layout, elements: readonly CimElement[]): boolean {
  if (names.length !== elements.length) return false;
  for (let index = 0; index < names.length; index += 1) if (names[index] !== elements[index]?.name) return false;
  return true;
}

export function dependsOnClass(declared: DeclaredElement | undefined): boolean {
  return declared?.type === 'instance' || declared?.type === 'reference';
}

/** Classes with what is declared of their instances' elements. */
const declaredProperties = new WeakMap<GeneratedClass, Declarations>();

/** What a class and its superclasses declare of the elements of an instance. */
export function propertiesOf(generated: GeneratedClass): Declarations {
  let known = declaredProperties.get(generated);
  if (known === undefined) {
    const { name, cls, properties, members } = generated;
    const freeMember = (wanted: string): string => {
      let member = wanted;
      while (member in cls.prototype || members.has(member)) member += '$';
      return member;
    };
    known = new Declarations(name, (element) => properties.get(foldName(element)), freeMember, cls.prototype);
    declaredProperties.set(generated, known);
  }
  return known;
}
