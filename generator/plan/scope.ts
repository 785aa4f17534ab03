import { type CimClass, foldName } from '../../runtime/schema/index.js';
import { ClassDiagnostics, type SchemaIndex } from '../model/index.js';
import { fileKey } from './file-key.js';
import type { PlannedClass } from './planned.js';
import { classFile, classIdentifier, firstFree, isIdentifier } from './typescript-names.js';

/** What is shared while a namespace is planned: its classes, the identifiers it exports, its diagnostics. */
export class Scope {
  readonly #index: SchemaIndex;
  readonly #namespace: string;
  readonly #classes = new Map<string, PlannedClass>();
  readonly #taken = new Set<string>();
  /** The names of the classes of the schema by the key of their files. */
  #names: ReadonlyMap<string, readonly string[]> | null = null;
  readonly diagnostics: ClassDiagnostics;

  constructor(index: SchemaIndex, namespace: string) {
    this.#index = index;
    this.#namespace = namespace;
    this.diagnostics = new ClassDiagnostics(index);
  }

  /** Adds a class with its identifier and its file. The rest is planned later. */
  add(source: CimClass): void {
    if (!this.accepts('class', source.name, source)) return;
    const identifier = classIdentifier(source.name);
    this.#taken.add(identifier);
    this.#classes.set(foldName(source.name), {
      source,
      path: `${this.#namespace}:${source.name}`,
      identifier,
      file: classFile(source.name, this.#lookalikesBefore(source.name)),
      superclass: null,
      properties: [],
      methods: [],
      maps: [],
      about: null,
      detached: null,
    });
  }

  /**
   * How many classes come before this one among those of the schema, selected or not, whose files could be taken for
   * the same. The order is fixed, and begins with a composed name.
   */
  #lookalikesBefore(name: string): number {
    this.#names ??= byFileKey(this.#index.classNames(this.#namespace));
    const rank = (other: string) => (other.normalize('NFC') === other ? '0' : '1') + foldName(other);
    const others = this.#names.get(fileKey(name)) ?? [];
    return new Set(others.map(rank).filter((other) => other < rank(name))).size;
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
   * classes of the schema, so that it does not depend on which of them are selected.
   */
  allocate(name: string): string {
    const identifier = firstFree(
      name,
      (candidate) => this.#taken.has(candidate) || this.#index.find(this.#namespace, candidate) !== undefined,
    );
    this.#taken.add(identifier);
    return identifier;
  }

  /**
   * True for a name that may be rendered; any other is an error: it would be code in the output.
   *
   * @param owner what the name belongs to: a class, or `Class.Method` for a parameter
   */
  accepts(what: string, name: string, node: object, owner?: string): boolean {
    if (isIdentifier(name)) return true;
    const where = owner === undefined ? '' : ` in ${owner}`;
    const message = `the ${what} name ${JSON.stringify(name)}${where} is not an identifier`;
    const help = 'a CIM name is letters, digits and underscores that can be seen, and does not begin with a digit';
    this.diagnostics.error(node, 'invalid-name', message, help);
    return false;
  }
}

function byFileKey(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = fileKey(name);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [name]);
    else group.push(name);
  }
  return groups;
}
