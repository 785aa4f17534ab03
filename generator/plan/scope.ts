import { type CimClass, foldName } from '../../runtime/schema/index.js';
import { Report, type SchemaIndex } from '../model/index.js';
import type { PlannedClass } from './planned.js';
import { classFile, classIdentifier, firstFree, isIdentifier } from './typescript-names.js';

/** What the planning of one namespace shares: its classes, the identifiers it exports, and the diagnostics. */
export class Scope {
  readonly #index: SchemaIndex;
  readonly #namespace: string;
  readonly #classes = new Map<string, PlannedClass>();
  readonly #taken = new Set<string>();
  readonly report: Report;

  constructor(index: SchemaIndex, namespace: string) {
    this.#index = index;
    this.#namespace = namespace;
    this.report = new Report(index);
  }

  /** Adds a class with its identifier and file. The rest of its plan is filled in later. */
  add(source: CimClass): void {
    if (!this.accepts('class', source.name, source)) return;
    const identifier = classIdentifier(source.name);
    this.#taken.add(identifier);
    this.#classes.set(foldName(source.name), {
      source,
      path: `${this.#namespace}:${source.name}`,
      identifier,
      file: classFile(source.name),
      superclass: null,
      properties: [],
      methods: [],
      maps: [],
      about: null,
      detached: null,
    });
  }

  readonly findClass = (name: string): PlannedClass | undefined => this.#classes.get(foldName(name));

  get classes(): readonly PlannedClass[] {
    return Array.from(this.#classes.values());
  }

  superclassOf({ source }: PlannedClass): PlannedClass | null {
    const superclass = this.#index.superclassOf(source);
    return superclass === undefined ? null : (this.findClass(superclass.name) ?? null);
  }

  /**
   * An identifier for something that a class's module exports beside the class. It differs from the names of all
   * classes of the schema, generated or not, so that it does not depend on which classes are selected.
   */
  allocate(name: string): string {
    const identifier = firstFree(
      name,
      (candidate) => this.#taken.has(candidate) || this.#index.find(this.#namespace, candidate) !== undefined,
    );
    this.#taken.add(identifier);
    return identifier;
  }

  /** True for a name that may be rendered. Any other name would be code in the output, so it is an error. */
  accepts(what: string, name: string, node: object): boolean {
    if (isIdentifier(name)) return true;
    const message = `the ${what} name ${JSON.stringify(name)} is not an identifier`;
    const help = 'a CIM name is letters, digits and underscores, and does not begin with a digit';
    this.report.add(node, { severity: 'error', code: 'invalid-name', message, help });
    return false;
  }
}
