import { foldName, LONGEST_NAMESPACE, normalizeNamespace } from '../../../runtime/schema/index.js';
import type { Diagnostic } from '../../diagnostics/index.js';
import { NamespaceSpellings } from '../../options/namespace-spellings.js';
import { Aliases } from './compile/aliases.js';
import type { SchemaCompiler } from './compile/schema.js';
import type { FileDiagnostics } from './file-diagnostics.js';
import type { FileReader, ParsedFile } from './file-reader.js';
import { type IncludePaths, pathProblem } from './include-paths.js';
import type { DeclarationNode, Flaw, IncludeNode, InstanceNode, NamespaceNode, TextNode } from './syntax/nodes.js';

/** How deep includes may be nested. No schema comes near it. */
const DEEPEST_INCLUDE = 200;

/**
 * How many declarations includes may bring into further namespaces, beside as many as all files have. Schemas bring a
 * few common files into a few namespaces; many files in many namespaces would be more than any schema.
 */
const FREE_REPEATS = 10_000;

/** Gives the declarations of files and of the files that they include to a compiler, with namespaces and aliases. */
export class Collector {
  /** An error for each file that the user named and that cannot be read. */
  readonly unreadable: Diagnostic[] = [];
  readonly #compiler: SchemaCompiler;
  readonly #reader: FileReader;
  readonly #includePaths: IncludePaths;
  readonly #defaultNamespace: string;
  /**
   * The files that were added already, by namespace. Added again, they would declare nothing new, and may include
   * themselves.
   */
  readonly #collected = new Set<string>();
  /** How many declarations came once, by the files that have them, and how many again in further namespaces. */
  readonly #files = new Set<string>();
  #declarations = 0;
  #repeats = 0;
  /** The folders outside of the schema's whose files were included. */
  readonly #outside = new Set<string>();
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
  constructor(
    compiler: SchemaCompiler,
    reader: FileReader,
    namespace: string,
    includePaths: IncludePaths,
    others: readonly string[] = [],
  ) {
    this.#compiler = compiler;
    this.#reader = reader;
    this.#includePaths = includePaths;
    const normal = normalizeNamespace(namespace);
    if (normal === null) throw new RangeError(`"${namespace}" is no namespace of this machine`);
    this.#spellings = new NamespaceSpellings([normal, ...others]);
    this.#defaultNamespace = normal;
    this.#namespace = this.#defaultNamespace;
  }

  /** Adds a file that the user named. */
  addNamed(path: string): void {
    const file = this.#reader.read([path], true);
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

  #add(file: ParsedFile): void {
    const key = this.#keyOf(file);
    if (this.#collected.has(key)) return;
    this.#collected.add(key);
    const { identity, diagnostics } = file;
    if (this.#files.has(identity)) this.#repeats += weight(file);
    else this.#declarations += weight(file);
    this.#files.add(identity);
    for (const node of this.#reader.takeDeclarations(file)) this.#addDeclaration(node, diagnostics);
  }

  #keyOf({ identity }: ParsedFile): string {
    return `${foldName(this.#namespace)}:${identity}`;
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
        this.#compiler.addQualifier({ node, ...where });
        break;
      case 'class':
        this.#compiler.addClass({ node, ...where });
        break;
      case 'instance':
        this.#noteNamespace(node);
        this.#compiler.addInstance({ node, ...where });
    }
  }

  /** `instance of __Namespace { Name = "X"; }` creates a namespace below the current one. */
  #noteNamespace({ className, properties }: InstanceNode): void {
    if (className.name.folded !== '__namespace') return;
    for (const { name, value } of properties) {
      if (name.folded !== 'name' || value?.kind !== 'string') continue;
      this.#created.add(foldName(`${this.#namespace}/${value.value}`));
    }
  }

  /** `#pragma namespace` is in effect for everything that follows it, also in the including file (DSP0004 7.11). */
  #enter({ path, flaw }: NamespaceNode, diagnostics: FileDiagnostics): void {
    const namespace = normalizeNamespace(path.text);
    const entered = namespace === null ? path.text : this.#absolute(namespace);
    if (entered.length > LONGEST_NAMESPACE) {
      const message = `the path of the namespace has ${entered.length} characters, more than ${LONGEST_NAMESPACE}`;
      diagnostics.error(path, 'mof-namespace', message);
      return;
    }
    if (namespace === null) {
      const message = `"${path.text}" is no namespace of this machine`;
      const help = HOLDS_ESCAPE.test(path.text)
        ? 'write \\\\ for a backslash'
        : 'write names separated by "/": "root/cimv2"';
      diagnostics.error(path, 'mof-namespace', message, help);
      return;
    }
    warnOfFlaw(flaw, diagnostics);
    this.#namespace = this.#spellings.spell(entered);
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
    const problem = pathProblem(path.text);
    const candidates = this.#includePaths.candidates(path.text, diagnostics.source.file);
    const file = problem ?? this.#reader.read(candidates, false);
    if (typeof file === 'string') {
      includeNotFound(path, file, diagnostics);
      return;
    }
    warnOfFlaw(flaw, diagnostics);
    if (file.outside !== null) this.#warnOfOutside(path, file.outside, diagnostics);
    if (this.#isTooMuch(file)) {
      refuseRepeat(path, this.#namespace, this.#repeats, diagnostics);
      return;
    }
    this.#depth++;
    this.#add(file);
    this.#depth--;
  }

  /** Whether a file that came already would bring too much into a further namespace. */
  #isTooMuch(file: ParsedFile): boolean {
    if (!this.#files.has(file.identity) || this.#collected.has(this.#keyOf(file))) return false;
    return this.#repeats + weight(file) > FREE_REPEATS + this.#declarations;
  }

  /** Warns once of each folder. */
  #warnOfOutside(path: TextNode, folder: string, diagnostics: FileDiagnostics): void {
    if (this.#outside.has(folder)) return;
    this.#outside.add(folder);
    diagnostics.warn(
      path,
      'mof-include-outside',
      `the included file "${shortened(path.text)}" lies outside of the folders of the schema`,
      'if it belongs to the schema, give its folder as an include directory',
    );
  }
}

/** How much work a file makes: even an empty one makes some. */
function weight({ declarations }: ParsedFile): number {
  return declarations + 1;
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

function refuseRepeat(path: TextNode, namespace: string, repeats: number, diagnostics: FileDiagnostics): void {
  diagnostics.error(
    path,
    'mof-included-too-often',
    `"${shortened(path.text)}" was included before, and cannot be brought into ${namespace} as well: ${repeats} ` +
      'declarations stand in several namespaces already, more than in any schema',
    'include the file in fewer namespaces, or generate each namespace in a run of its own',
  );
}

const SHOWN_PATH = 200;

function shortened(path: string): string {
  return path.length > SHOWN_PATH ? `${path.slice(0, SHOWN_PATH)}…` : path;
}

function includeNotFound(path: TextNode, reason: string, diagnostics: FileDiagnostics): void {
  const code = 'mof-include-not-found';
  const message = `cannot read the included file "${shortened(path.text)}": ${reason}`;
  // Files of Windows include others from its system folder, which other machines do not have.
  if (/%\w+%/.test(path.text)) {
    const name = diagnostics.source.textOf(path).replace(/^.*[\\/]|"$/gs, '');
    diagnostics.warn(path, code, message, `if the schema needs it, give "${name}" with the other files`);
  } else if (HOLDS_ESCAPE.test(path.text)) diagnostics.error(path, code, message, 'write \\\\ for a backslash');
  else
    diagnostics.error(path, code, message, 'it is searched beside the including file and in the include directories');
}
