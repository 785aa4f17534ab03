import { MiError, type Session } from '../../../runtime/index.js';
import { type CimClass, foldName, neededClasses } from '../../../runtime/schema/index.js';
import { type Diagnostic, DiagnosticError } from '../../diagnostics/index.js';
import type { OptionSpelling } from '../../options/option-table.js';
import type { LoadedSchema } from '../schema-source.js';
import { miDiagnostic } from './mi-diagnostic.js';

/** How many classes are asked for at the same time. */
const CONCURRENCY = 8;

export interface LiveRequest {
  readonly namespaces: readonly string[];
  /** Whether a class is selected by its name. What selected classes need is read, too. */
  readonly selects: (className: string) => boolean;
  /** Called after each class: how many classes have been read, and how many are known to be needed. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly spelling: OptionSpelling;
}

/**
 * Reads class schemas: first all names with `MI_Session_EnumerateClasses`, then each class with `MI_Session_GetClass`,
 * several at once. A class that the server refuses becomes a warning, and the rest is read.
 *
 * @throws DiagnosticError when the names of a namespace cannot be read
 */
export async function readSchema(session: Session, request: LiveRequest): Promise<LoadedSchema> {
  const readers = request.namespaces.map((namespace) => new NamespaceReader(session, namespace, request));
  for (const reader of readers) await reader.read();
  const names = new Map(readers.map((reader) => [foldName(reader.namespace), reader.names]));
  return {
    schema: {
      qualifierDeclarations: [],
      classes: readers.flatMap((reader) => reader.classes),
      instances: [],
    },
    diagnostics: readers.flatMap((reader) => reader.diagnostics),
    files: [],
    locate: () => undefined,
    classNames: (namespace) => names.get(foldName(namespace)) ?? [],
  };
}

/** Reads the classes of one namespace. */
class NamespaceReader {
  readonly namespace: string;
  readonly diagnostics: Diagnostic[] = [];
  /** The names of all classes of the namespace. */
  names: readonly string[] = [];
  readonly #session: Session;
  readonly #request: LiveRequest;
  /** Every class that was asked for, by folded name; null while it is awaited, and when it was refused. */
  readonly #read = new Map<string, CimClass | null>();
  #done = 0;

  constructor(session: Session, namespace: string, request: LiveRequest) {
    this.#session = session;
    this.namespace = namespace;
    this.#request = request;
  }

  /** The classes that were read, in code-unit order of their names: servers list classes in any order. */
  get classes(): readonly CimClass[] {
    const classes = [...this.#read.values()].filter((cimClass) => cimClass !== null);
    return classes.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  async read(): Promise<void> {
    this.names = await this.#readNames();
    const spelled = new Map(this.names.map((name) => [foldName(name), name]));
    let pending = this.names.filter((name) => this.#request.selects(name));
    while (pending.length > 0) {
      for (const name of pending) this.#read.set(foldName(name), null);
      const read = await this.#readAll(pending);
      const needed = new Set(read.flatMap((cimClass) => [...neededClasses(cimClass)]));
      pending = [...needed].flatMap((name) => (this.#read.has(name) ? [] : (spelled.get(name) ?? [])));
    }
  }

  async #readNames(): Promise<readonly string[]> {
    const names: string[] = [];
    const options = { namesOnly: true, polymorphism: 'deep' } as const;
    try {
      for await (const { name } of this.#session.enumerateClasses(this.namespace, null, options)) names.push(name);
    } catch (error) {
      if (!(error instanceof MiError)) throw error;
      throw new DiagnosticError([this.#failure('error', `the classes of ${this.namespace} cannot be listed`, error)]);
    }
    return names;
  }

  async #readAll(names: readonly string[]): Promise<readonly CimClass[]> {
    const read: CimClass[] = [];
    const pending = names.values();
    const work = async (): Promise<void> => {
      // All workers take names from the same iterator.
      for (const name of pending) {
        const cimClass = await this.#readClass(name);
        if (cimClass !== null) read.push(cimClass);
        this.#request.onProgress?.(++this.#done, this.#read.size);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
    return read;
  }

  async #readClass(name: string): Promise<CimClass | null> {
    try {
      const cimClass = await this.#session.getClass(this.namespace, name, { localizedQualifiers: true });
      this.#read.set(foldName(name), cimClass);
      return cimClass;
    } catch (error) {
      if (!(error instanceof MiError)) throw error;
      this.diagnostics.push(this.#failure('warning', `class ${name} of ${this.namespace} is left out`, error));
      return null;
    }
  }

  #failure(severity: Diagnostic['severity'], what: string, error: MiError): Diagnostic {
    return miDiagnostic(severity, what, error, this.#request.spelling, this.namespace);
  }
}

/**
 * A namespace and all namespaces below it; a parent stands before its children.
 *
 * @param diagnostics gets a warning for each namespace whose children cannot be listed; they are left out
 */
export async function childNamespaces(
  session: Session,
  parent: string,
  spelling: OptionSpelling,
  diagnostics: Diagnostic[],
): Promise<string[]> {
  const namespaces = [parent];
  for (const name of await childNames(session, parent, spelling, diagnostics)) {
    namespaces.push(...(await childNamespaces(session, `${parent}/${name}`, spelling, diagnostics)));
  }
  return namespaces;
}

async function childNames(
  session: Session,
  parent: string,
  spelling: OptionSpelling,
  diagnostics: Diagnostic[],
): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const child of session.enumerate(parent, '__NAMESPACE')) {
      const name = child.get('Name');
      // A namespace such as ms_409 holds translations of the classes of its parent, and no classes of its own.
      if (typeof name === 'string' && !/^ms_[0-9a-f]+$/i.test(name)) names.push(name);
    }
  } catch (error) {
    if (!(error instanceof MiError)) throw error;
    const what = `the namespaces below ${parent} cannot be listed`;
    diagnostics.push(miDiagnostic('warning', what, error, spelling));
  }
  return names.toSorted();
}
