import { isUtf8 } from 'node:buffer';
import {
  beginsAsXml,
  type CimXmlContent,
  readDocument,
  XmlError,
  type XmlLimits,
} from '../../../runtime/cim-xml/index.js';
import { type CimClass, normalizeNamespace } from '../../../runtime/schema/index.js';
import { instanceDeclaration } from '../../../runtime/values/index.js';
import { shown } from '../../../runtime/values/shown.js';
import { createDiagnostic, type Diagnostic, type Place } from '../../diagnostics/index.js';
import { NamespaceSpellings } from '../../options/namespace-spellings.js';
import { decodeFile } from '../decode.js';
import { CallerFiles, DiskFiles, type FileAccess, type FileOptions, type ReadFile, reasonOf } from '../file-access.js';
import { assertLoadOptions, assertPaths, assertText, withoutErrors } from '../library-calls.js';
import { holdsMof } from '../mof/syntax/mof-evidence.js';
import type { LoadedSchema } from '../schema-source.js';
import { SourceText } from '../source-text.js';
import { OwnElements } from './own-elements.js';

/** How CIM-XML files are read. */
export interface CimXmlFileOptions {
  /** The namespace of what a file does not give one: `root/cimv2`. */
  readonly namespace: string;
  /** Reads a file, or throws. Default: from the disk. */
  readonly readFile?: ReadFile;
  /** What a file may have at most. */
  readonly limits?: XmlLimits;
}

/** How a text of CIM-XML is read. */
export interface CimXmlTextOptions {
  /** The namespace of what the text does not give one: `root/cimv2`. */
  readonly namespace: string;
  /** What the text is called in diagnostics; default `input.xml`. */
  readonly file?: string;
  /** What the text may have at most. */
  readonly limits?: XmlLimits;
}

/**
 * Reads files of CIM-XML (DSP0201) into one schema: declarations, answers of WBEM servers, and the classes that
 * WS-Management answers. Answers hold what a class inherits, too; that is left out where the superclass is known.
 *
 * Mistakes in a file do not throw: they are in the diagnostics of the result, and its schema holds the other files.
 * Whether superclasses and referenced classes exist is not checked.
 *
 * @param known the classes of other files, of which these may be subclasses
 * @throws RangeError when `options.namespace` is no namespace
 */
export function readCimXmlFiles(
  files: readonly string[],
  options: CimXmlFileOptions & FileOptions,
  known: readonly CimClass[] = [],
): LoadedSchema {
  const { readFile, access } = options;
  const schema = new CimXmlSchema(options, known);
  schema.addFiles(files, access ?? (readFile === undefined ? new DiskFiles() : new CallerFiles(readFile)));
  return schema.loaded();
}

/**
 * Reads files of CIM-XML (DSP0201) into one schema: declarations, answers of WBEM servers, and the classes that
 * WS-Management answers. Answers hold what a class inherits, too; that is left out where the superclass is known.
 * Warnings are in `diagnostics`.
 *
 * @throws DiagnosticError with an error for each file that cannot be read, with its place
 * @throws RangeError when `options.namespace` is no namespace
 * @throws TypeError for arguments of a wrong type, and for an option that does not exist
 */
export function loadCimXml(files: readonly string[], options: CimXmlFileOptions): LoadedSchema {
  assertPaths('loadCimXml', files);
  assertLoadOptions('loadCimXml()', options, ['namespace', 'readFile', 'limits']);
  return withoutErrors(readCimXmlFiles(files, options));
}

/**
 * Reads a text of CIM-XML, as {@link loadCimXml} reads files.
 *
 * @throws DiagnosticError with an error that has its place
 * @throws RangeError when `options.namespace` is no namespace
 * @throws TypeError for arguments of a wrong type, and for an option that does not exist
 */
export function parseCimXml(text: string, options: CimXmlTextOptions): LoadedSchema {
  assertText('parseCimXml', 'CIM-XML', text);
  assertLoadOptions('parseCimXml()', options, ['namespace', 'file', 'limits']);
  const schema = new CimXmlSchema(options, []);
  schema.add(new SourceText(options.file ?? 'input.xml', text.replace(/^\uFEFF/, '')));
  return withoutErrors(schema.loaded());
}

/** The content of files, as far as they have been added. */
class CimXmlSchema {
  readonly #namespace: string;
  readonly #limits: XmlLimits;
  readonly #spellings: NamespaceSpellings;
  readonly #known: readonly CimClass[];
  readonly #contents: CimXmlContent[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  readonly #files: string[] = [];
  /** The text, and the offset in it, that an object of the model was read from. */
  readonly #origins = new Map<object, readonly [SourceText, number]>();

  /** What is marked as inherited. */
  readonly #inherited = new Set<object>();

  constructor({ namespace, limits = {} }: CimXmlTextOptions, known: readonly CimClass[]) {
    const normal = normalizeNamespace(namespace);
    if (normal === null) throw new RangeError(`"${namespace}" is no namespace of this machine`);
    this.#namespace = normal;
    this.#limits = limits;
    this.#known = known;
    this.#spellings = new NamespaceSpellings([normal, ...known.map((cimClass) => cimClass.namespace)]);
  }

  /** Adds each file once, whatever its paths are. */
  addFiles(files: readonly string[], access: FileAccess): void {
    const added = new Set<string>();
    for (const file of files) {
      try {
        const found = access.find(file, true);
        if (added.has(found.identity)) continue;
        added.add(found.identity);
        this.#addFile(file, found.read());
      } catch (error) {
        const message = `cannot read "${file}": ${reasonOf(error)}`;
        this.#diagnostics.push(createDiagnostic('error', 'cim-xml-unreadable-file', message));
      }
    }
  }

  #addFile(file: string, bytes: Uint8Array): void {
    const text = decodeFile(bytes);
    const source = new SourceText(file, typeof text === 'string' ? text : '');
    if (typeof text !== 'string') this.#refuse(source, 0, `cim-xml-${text.code}`, text.message, text.help);
    else if (isUnicode(bytes) || !beginsAsXml(text)) this.add(source);
    else {
      const mistake = encodingMistake(text);
      if (mistake === null) this.add(source);
      else this.#refuse(source, 0, 'cim-xml-encoding', mistake, 'save it as UTF-8');
    }
  }

  /** Adds a text without a byte order mark. What is no CIM-XML becomes a diagnostic. */
  add(source: SourceText): void {
    this.#files.push(source.file);
    try {
      const content = readDocument(source.text, {
        namespace: this.#namespace,
        limits: this.#limits,
        onRead: (node, offset, isInherited) => {
          this.#origins.set(node, [source, offset]);
          if (isInherited) this.#inherited.add(node);
        },
      });
      this.#contents.push(content);
      for (const { code, description, offset } of content.errors) {
        const what = `the server answered with the error ${code}${description === null ? '' : `: ${description}`}`;
        this.#refuse(source, offset, 'cim-xml-server-error', what, 'get the answer again, or leave the file out');
      }
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      if (beginsAsXml(source.text)) this.#refuse(source, error.offset, 'cim-xml-mistake', error.reason);
      else this.#refuseOther(source, error.reason);
    }
  }

  /** Refuses what is no XML, and does not show it: it may be anything. */
  #refuseOther({ file, text }: SourceText, reason: string): void {
    const help = holdsMof(text) ? 'MOF is a source of its own: --mof, or loadMof()' : undefined;
    this.#diagnostics.push(createDiagnostic('error', 'cim-xml-no-xml', reason, help, { ...START, file }));
  }

  #refuse(source: SourceText, offset: number, code: string, message: string, help?: string): void {
    this.#diagnostics.push(createDiagnostic('error', code, message, help, placeOf(source, offset)));
  }

  loaded(): LoadedSchema {
    const spell = <T extends { readonly namespace: string }>(node: T): T => {
      const namespace = this.#spellings.spell(node.namespace);
      return namespace === node.namespace ? node : this.#replace(node, { ...node, namespace });
    };
    const contents = this.#contents;
    const own = new OwnElements(this.#known, this.#inherited, (before, after) => this.#replace(before, after));
    for (const { cimClass, holdsInherited } of contents.flatMap(({ classes }) => classes)) {
      own.add(spell(cimClass), holdsInherited);
    }
    return {
      schema: {
        qualifierDeclarations: contents.flatMap(({ qualifierDeclarations }) => qualifierDeclarations.map(spell)),
        classes: own.classes(),
        instances: contents.flatMap(({ instances }) => {
          return instances.map((instance) => spell(this.#replace(instance, instanceDeclaration(instance))));
        }),
      },
      diagnostics: this.#diagnostics,
      files: this.#files,
      locate: (node) => this.#locate(node),
    };
  }

  /** Gives an object the origin of the one that it replaces, and returns it. */
  #replace<T extends object>(before: object, after: T): T {
    const origin = this.#origins.get(before);
    if (origin !== undefined) this.#origins.set(after, origin);
    return after;
  }

  #locate(node: object): Place | undefined {
    const origin = this.#origins.get(node);
    return origin && placeOf(...origin);
  }
}

/** The tag at a place, up to its attributes. */
const TAG = /<[^\s/>]*/y;

function placeOf(source: SourceText, offset: number): Place {
  TAG.lastIndex = offset;
  return source.place({ offset, length: TAG.exec(source.text)?.[0].length ?? 1 });
}

const START = { line: 1, column: 1, length: 1 } as const;

/** True for bytes that {@link decodeFile} reads as Unicode. */
function isUnicode(bytes: Uint8Array): boolean {
  return isUtf8(bytes) || bytes[0] === 0 || bytes[1] === 0 || bytes[0] === 0xff || bytes[0] === 0xfe;
}

/** The encodings that {@link decodeFile} reads besides Unicode. */
const LATIN = /^(?:iso-?8859-1|latin-?1|windows-1252|us-ascii)$/i;

/** What is wrong with the encoding that a file names which is in none of Unicode. */
function encodingMistake(text: string): string | null {
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)/.exec(text)?.[1];
  if (declared === undefined) return 'the file is not in UTF-8, and names no other encoding';
  if (LATIN.test(declared)) return null;
  return /^utf-?(?:8|16)$/i.test(declared)
    ? `the file is not in ${declared}, the encoding that it names`
    : `the file is in ${shown(declared)}, an encoding that is not read`;
}
