import { resolve } from 'node:path';
import { foldName, normalizeNamespace } from '../../../runtime/schema/index.js';
import type { Diagnostic } from '../../diagnostics/index.js';
import { NamespaceSpellings } from '../../options/namespace-spellings.js';
import { Aliases } from './compile/aliases.js';
import type { Declared } from './compile/compile-context.js';
import type { FileDiagnostics } from './file-diagnostics.js';
import type { FileReader, ParsedFile } from './file-reader.js';
import { includeCandidates } from './include-paths.js';
import type {
  ClassNode,
  DeclarationNode,
  Flaw,
  IncludeNode,
  InstanceNode,
  NameNode,
  NamespaceNode,
  QualifierDeclarationNode,
} from './syntax/nodes.js';

/** How deep includes may be nested. No schema comes near it. */
const DEEPEST_INCLUDE = 200;

/** Collects the declarations of files and of the files that they include, each with its namespace and aliases. */
export class Collector {
  readonly qualifiers: Declared<QualifierDeclarationNode>[] = [];
  readonly classes: Declared<ClassNode>[] = [];
  readonly instances: Declared<InstanceNode>[] = [];
  /** An error for each file that the user named and that cannot be read. */
  readonly unreadable: Diagnostic[] = [];
  readonly #reader: FileReader;
  readonly #includeDirs: readonly string[];
  readonly #defaultNamespace: string;
  /**
   * The files that were added already, by namespace. Added again, they would declare nothing new, and may include
   * themselves.
   */
  readonly #collected = new Set<string>();
  readonly #spellings: NamespaceSpellings;
  /** The namespaces that instances of `__Namespace` create, folded. */
  readonly #created = new Set<string>();
  readonly #aliasNames = new Map<string, number>();
  #namespace: string;
  #aliases: Aliases = new Aliases(this.#aliasNames);
  #depth = 0;

  /**
   * @param namespace the one in which files begin
   * @param others further namespaces, whose spelling comes before that of the files
   * @throws RangeError when `namespace` is no namespace
   */
  constructor(reader: FileReader, namespace: string, includeDirs: readonly string[], others: readonly string[] = []) {
    this.#reader = reader;
    this.#includeDirs = includeDirs;
    const normal = normalizeNamespace(namespace);
    if (normal === null) throw new RangeError(`"${namespace}" is no namespace of this machine`);
    this.#spellings = new NamespaceSpellings([normal, ...others]);
    this.#defaultNamespace = normal;
    this.#namespace = this.#defaultNamespace;
  }

  /** Adds a file that the user named. */
  addNamed(path: string): void {
    const file = this.#reader.read([path]);
    if (typeof file === 'string') {
      const message = `cannot read "${path}": ${file}`;
      this.unreadable.push({ severity: 'error', code: 'mof-unreadable-file', message });
    } else this.addRoot(file);
  }

  /** Adds a file that no other file includes: it begins in the default namespace, and without aliases. */
  addRoot(file: ParsedFile): void {
    this.#namespace = this.#defaultNamespace;
    this.#aliases = new Aliases(this.#aliasNames);
    this.#add(file);
  }

  #add({ path, declarations, diagnostics }: ParsedFile): void {
    const key = `${foldName(this.#namespace)}:${resolve(path)}`;
    if (this.#collected.has(key)) return;
    this.#collected.add(key);
    for (const node of declarations) this.#addDeclaration(node, diagnostics);
  }

  #addDeclaration(node: DeclarationNode, diagnostics: FileDiagnostics): void {
    const where = { namespace: this.#namespace, aliases: this.#aliases, diagnostics };
    switch (node.kind) {
      case 'namespace':
        this.#enter(node, diagnostics);
        break;
      case 'include':
        this.#include(node, diagnostics);
        break;
      case 'qualifier':
        this.qualifiers.push({ node, ...where });
        break;
      case 'class':
        this.classes.push({ node, ...where });
        break;
      case 'instance':
        this.#noteNamespace(node);
        this.instances.push({ node, ...where });
    }
  }

  /** `instance of __Namespace { Name = "X"; }` creates a namespace below the current one. */
  #noteNamespace({ className, properties }: InstanceNode): void {
    if (foldName(className.text) !== '__namespace') return;
    for (const { name, value } of properties) {
      if (foldName(name.text) !== 'name' || value?.kind !== 'string') continue;
      this.#created.add(foldName(`${this.#namespace}/${value.value}`));
    }
  }

  /** `#pragma namespace` is in effect for everything that follows it, also in the including file (DSP0004 7.11). */
  #enter({ path, flaw }: NamespaceNode, diagnostics: FileDiagnostics): void {
    const namespace = normalizeNamespace(path.text);
    if (namespace === null) {
      const message = `"${path.text}" is no namespace of this machine`;
      const help = HOLDS_ESCAPE.test(path.text)
        ? 'write \\\\ for a backslash'
        : 'write names separated by "/": "root/cimv2"';
      diagnostics.error(path, 'mof-namespace', message, help);
      return;
    }
    warnOfFlaw(flaw, diagnostics);
    this.#namespace = this.#spellings.spell(this.#absolute(namespace));
  }

  /**
   * Files of Windows enter namespaces below the current one by their names alone: `ms_409`, which has the texts of a
   * language, or one that an instance of `__Namespace` has created. Any other path begins at the top.
   */
  #absolute(path: string): string {
    const current = this.#namespace;
    const [parent, last] = splitLast(current);
    // The namespaces of two languages stand side by side.
    if (isLanguage(path)) return `${parent !== '' && isLanguage(last) ? parent : current}/${path}`;
    const [first = ''] = path.split('/');
    return this.#created.has(foldName(`${current}/${first}`)) ? `${current}/${path}` : path;
  }

  #include({ path, flaw }: IncludeNode, diagnostics: FileDiagnostics): void {
    if (this.#depth === DEEPEST_INCLUDE) {
      diagnostics.error(path, 'mof-include-too-deep', `files are included more than ${DEEPEST_INCLUDE} deep`);
      return;
    }
    const file = this.#reader.read(includeCandidates(path.text, diagnostics.source.file, this.#includeDirs));
    if (typeof file === 'string') {
      includeNotFound(path, file, diagnostics);
      return;
    }
    warnOfFlaw(flaw, diagnostics);
    this.#depth++;
    this.#add(file);
    this.#depth--;
  }
}

/** True for the name of a namespace that holds the texts of one language, such as `ms_409`. */
function isLanguage(name: string): boolean {
  return /^ms_[0-9a-f]+$/i.test(name);
}

/** The path of the parent, empty for a namespace at the top, and the last name. */
function splitLast(namespace: string): readonly [parent: string, last: string] {
  const slash = namespace.lastIndexOf('/');
  return [namespace.slice(0, Math.max(0, slash)), namespace.slice(slash + 1)];
}

/** What a single backslash in front of a letter may have become. No path holds it. */
const HOLDS_ESCAPE = /[\b\t\n\f\r]/;

function warnOfFlaw(flaw: Flaw | null, diagnostics: FileDiagnostics): void {
  if (flaw !== null) diagnostics.warn(flaw, flaw.code, flaw.message, flaw.help);
}

function includeNotFound(path: NameNode, reason: string, diagnostics: FileDiagnostics): void {
  const code = 'mof-include-not-found';
  const message = `cannot read the included file "${path.text}": ${reason}`;
  // Files of Windows include others from its system folder, which other machines do not have.
  if (/%\w+%/.test(path.text)) {
    const name = diagnostics.source.textOf(path).replace(/^.*[\\/]|"$/gs, '');
    diagnostics.warn(path, code, message, `if the schema needs it, give "${name}" with the other files`);
  } else if (HOLDS_ESCAPE.test(path.text)) diagnostics.error(path, code, message, 'write \\\\ for a backslash');
  else
    diagnostics.error(path, code, message, 'it is searched beside the including file and in the include directories');
}
