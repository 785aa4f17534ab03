import { type CimClass, foldName } from '../../runtime/schema/index.js';
import { ClassDiagnostics, LONGEST_NAME, type SchemaIndex } from '../model/index.js';
import { fileKey } from './file-key.js';
import { SpanReader } from './integer-span.js';
import type { PlannedClass } from './planned.js';
import { classFile, classIdentifier, firstFree, isIdentifier } from './typescript-names.js';

/** What is shared while a namespace is planned: its classes, the identifiers it exports, its diagnostics. */
export class Scope {
  readonly #index: SchemaIndex;
  readonly #namespace: string;
  readonly #classes = new Map<string, PlannedClass>();
  readonly #taken = new Set<string>();
  /** For names that were taken, the first identifier that may be free. */
  readonly #next = new Map<string, string>();
  /** How many classes come before, by the names of the classes for which there are some. */
  #lookalikes: ReadonlyMap<string, number> | null = null;
  readonly diagnostics: ClassDiagnostics;
  readonly spans: SpanReader = new SpanReader();

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
    this.#lookalikes ??= countLookalikes(this.#index.classNames(this.#namespace));
    return this.#lookalikes.get(foldName(name)) ?? 0;
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
      this.#next.get(name) ?? name,
      (candidate) => this.#taken.has(candidate) || this.#index.find(this.#namespace, candidate) !== undefined,
    );
    this.#taken.add(identifier);
    if (identifier !== name) this.#next.set(name, `${identifier}$`);
    return identifier;
  }

  /**
   * True for a name that may be rendered; any other is an error: it would be code in the output.
   *
   * @param owner what the name belongs to: a class, or `Class.Method` for a parameter
   */
  accepts(what: string, name: string, node: object, owner?: string): boolean {
    const where = owner === undefined ? '' : ` in ${owner}`;
    if (name.length > LONGEST_NAME) {
      const message = `the ${what} name ${JSON.stringify(`${name.slice(0, 50)}…`)}${where} has ${name.length} characters`;
      this.diagnostics.error(node, 'long-name', message, `names of up to ${LONGEST_NAME} characters can be generated`);
    } else if (!isIdentifier(name)) {
      const message = `the ${what} name ${JSON.stringify(name)}${where} is not an identifier`;
      const letters = 'letters that can be seen, none beyond U+FFEF or newer than Unicode 12';
      const help = `a name is ${letters}, digits and underscores, and does not begin with a digit`;
      this.diagnostics.error(node, 'invalid-name', message, help);
    } else {
      return true;
    }
    return false;
  }
}

/** How many names come before each one among those whose files could be taken for the same, where there are some. */
function countLookalikes(names: readonly string[]): ReadonlyMap<string, number> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = fileKey(name);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [name]);
    else group.push(name);
  }
  const counts = new Map<string, number>();
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const ranked = new Map(group.map((name) => [rank(name), foldName(name)]));
    const ranks = Array.from(ranked).sort(([a], [b]) => (a < b ? -1 : 1));
    ranks.forEach(([, folded], index) => {
      counts.set(folded, index);
    });
  }
  return counts;
}

/** Composed names come first. */
function rank(name: string): string {
  return (name.normalize('NFC') === name ? '0' : '1') + foldName(name);
}
