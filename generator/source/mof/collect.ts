import { resolve } from 'node:path';
import { foldName, normalizeNamespace } from '../../../runtime/schema/index.js';
import type { Diagnostic } from '../../diagnostics/index.js';
import { Aliases } from './compile/aliases.js';
import type { Declared } from './compile/compile-context.js';
import type { FileDiagnostics } from './file-diagnostics.js';
import type { FileReader, ParsedFile } from './file-reader.js';
import { includeCandidates } from './include-paths.js';
import type {
  ClassNode,
  DeclarationNode,
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
  /** The first spelling of each namespace. */
  readonly #spellings = new Map<string, string>();
  readonly #aliasNames = new Map<string, number>();
  #namespace: string;
  #aliases: Aliases = new Aliases(this.#aliasNames);
  #depth = 0;

  /** @throws RangeError when `namespace` is no namespace */
  constructor(reader: FileReader, namespace: string, includeDirs: readonly string[]) {
    this.#reader = reader;
    this.#includeDirs = includeDirs;
    const normal = normalizeNamespace(namespace);
    if (normal === null) throw new RangeError(`"${namespace}" is no namespace of this machine`);
    this.#defaultNamespace = this.#spelling(normal);
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
        this.instances.push({ node, ...where });
    }
  }

  /** `#pragma namespace` is in effect for everything that follows it, also in the including file (DSP0004 7.11). */
  #enter({ path }: NamespaceNode, diagnostics: FileDiagnostics): void {
    const namespace = normalizeNamespace(path.text);
    if (namespace !== null) {
      this.#namespace = this.#spelling(namespace);
      return;
    }
    diagnostics.error(
      path,
      'mof-namespace',
      `"${path.text}" is no namespace of this machine`,
      'write names separated by "/": "root/cimv2"',
    );
  }

  #spelling(namespace: string): string {
    const key = foldName(namespace);
    const spelling = this.#spellings.get(key) ?? namespace;
    this.#spellings.set(key, spelling);
    return spelling;
  }

  #include({ path }: IncludeNode, diagnostics: FileDiagnostics): void {
    if (this.#depth === DEEPEST_INCLUDE) {
      diagnostics.error(path, 'mof-include-too-deep', `files are included more than ${DEEPEST_INCLUDE} deep`);
      return;
    }
    const file = this.#reader.read(includeCandidates(path.text, diagnostics.source.file, this.#includeDirs));
    if (typeof file === 'string') {
      includeNotFound(path, file, diagnostics);
      return;
    }
    this.#depth++;
    this.#add(file);
    this.#depth--;
  }
}

function includeNotFound(path: NameNode, reason: string, diagnostics: FileDiagnostics): void {
  const code = 'mof-include-not-found';
  const message = `cannot read the included file "${path.text}": ${reason}`;
  // Files of Windows include others from its system folder, which other machines do not have.
  if (/%\w+%/.test(path.text)) diagnostics.warn(path, code, message, 'give the file with the others');
  else if (/[\b\t\n\f\r]/.test(path.text)) diagnostics.error(path, code, message, 'write \\\\ for a backslash');
  else
    diagnostics.error(path, code, message, 'it is searched beside the including file and in the include directories');
}
