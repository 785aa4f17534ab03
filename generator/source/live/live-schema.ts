import { MiError, type Session } from '../../../runtime/index.js';
import {
  type CimClass,
  type CimInstanceDeclaration,
  DEEPEST_INHERITANCE,
  foldName,
  neededClasses,
} from '../../../runtime/schema/index.js';
import { instanceDeclaration } from '../../../runtime/values/index.js';
import { type Diagnostic, DiagnosticError } from '../../diagnostics/index.js';
import type { OptionSpelling } from '../../options/option-table.js';
import type { LoadedSchema } from '../schema-source.js';
import { miDiagnostic } from './mi-diagnostic.js';

/** How many classes are asked for at the same time. */
const CONCURRENCY = 8;

/** What servers answer that give classes and do not list them, as OMI: that a class is not there. */
const WITHOUT_LIST: ReadonlySet<string> = new Set(['INVALID_CLASS', 'NOT_FOUND']);

export interface LiveRequest {
  readonly namespaces: readonly string[];
  /** Whether a class is selected by its name. What selected classes need is read, too. */
  readonly selects: (className: string) => boolean;
  /** The classes that are read where the server cannot list those that it has. */
  readonly named?: readonly string[];
  /** Whether the instances of a class and of its subclasses are read, too. Their classes are, as well. */
  readonly selectsInstances?: (className: string) => boolean;
  /** Called after each class and instance: how many have been read, and how many classes are known to be needed. */
  readonly onProgress?: (phase: string, done: number, total: number) => void;
  readonly spelling: OptionSpelling;
}

/**
 * Reads class schemas: first all names with `MI_Session_EnumerateClasses`, then each class with `MI_Session_GetClass`,
 * several at once. A class that the server refuses becomes a warning, and the rest is read. Of a server that lists no
 * classes, as OMI, those are read that are named, and what they need.
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
      instances: readers.flatMap((reader) => reader.instances),
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
  /** The names of all classes of the namespace; of those that were read, where the server lists none. */
  names: readonly string[] = [];
  #isListed = true;
  readonly instances: CimInstanceDeclaration[] = [];
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
    const { selects, selectsInstances = () => false } = this.#request;
    this.names = await this.#readNames();
    await this.#readClasses(this.names.filter((name) => selects(name) || selectsInstances(name)));
    for (const name of this.#topmost(selectsInstances)) await this.#readInstances(name);
    await this.#readClasses(this.instances.map(({ className }) => className));
  }

  /** Reads classes, and those that they need, unless they have been read. */
  async #readClasses(names: readonly string[]): Promise<void> {
    const spelled = new Map(this.names.map((name) => [foldName(name), name]));
    const known = (name: string) => spelled.get(name) ?? (this.#isListed ? [] : name);
    const unread = (each: Iterable<string>) =>
      [...new Set(each)].flatMap((name) => (this.#read.has(name) ? [] : known(name)));
    let pending = unread(names.map(foldName));
    while (pending.length > 0) {
      for (const name of pending) this.#read.set(foldName(name), null);
      const read = await this.#readAll(pending);
      pending = unread(read.flatMap((cimClass) => [...neededClasses(cimClass)]));
    }
  }

  /** The selected classes that have no selected superclass: their instances are those of all selected classes. */
  #topmost(isSelected: (className: string) => boolean): readonly string[] {
    const topmost = this.classes.filter(
      (cimClass) => isSelected(cimClass.name) && !this.#superclassesOf(cimClass).some(isSelected),
    );
    return topmost.map(({ name }) => name);
  }

  #superclassesOf({ superclass }: CimClass): string[] {
    const names: string[] = [];
    for (let name = superclass; name !== null && names.length < DEEPEST_INHERITANCE; ) {
      names.push(name);
      name = this.#read.get(foldName(name))?.superclass ?? null;
    }
    return names;
  }

  async #readInstances(className: string): Promise<void> {
    try {
      for await (const instance of this.#session.enumerate(this.namespace, className)) {
        this.instances.push({ ...instanceDeclaration(instance, this.namespace), namespace: this.namespace });
        this.#request.onProgress?.(`reading instances of ${instance.className}`, this.instances.length, 0);
      }
    } catch (error) {
      if (!(error instanceof MiError)) throw error;
      const what = `instances of ${className} in ${this.namespace} are left out`;
      this.diagnostics.push(this.#failure('warning', what, error));
    }
  }

  async #readNames(): Promise<readonly string[]> {
    const names: string[] = [];
    const options = { namesOnly: true, polymorphism: 'deep' } as const;
    try {
      for await (const { name } of this.#session.enumerateClasses(this.namespace, null, options)) names.push(name);
    } catch (error) {
      if (!(error instanceof MiError)) throw error;
      const { named = [], spelling } = this.#request;
      const isWithout = WITHOUT_LIST.has(error.result);
      if (isWithout && named.length > 0) {
        this.#isListed = false;
        return named;
      }
      const failed = this.#failure('error', `the classes of ${this.namespace} cannot be listed`, error);
      const [classes, mof] = [spelling.name('classes'), spelling.name('source.files.mof')];
      const help = `where a server lists no classes, name each with ${classes}, or read files with ${mof}`;
      throw new DiagnosticError([isWithout ? { ...failed, help } : failed]);
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
        this.#request.onProgress?.('reading classes', ++this.#done, this.#read.size);
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
