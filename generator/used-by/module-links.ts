import type { ts } from 'ts-morph';
import type { Span } from '../source/source-text.js';
import {
  type Compiler,
  type ImportUses,
  isExported,
  nodesIn,
  type PlacedName,
  placed,
  spanOf,
  UseFinder,
} from './import-uses.js';

/** A name of another module, or with null that module as a whole. */
export interface Origin {
  readonly specifier: string;
  readonly span: Span;
  readonly name: string | null;
}

/** What a module takes from another one, and what it does with that. */
export interface Taken extends Origin, Readonly<ImportUses> {}

/** How a module is linked with others. */
export interface ModuleLinks {
  readonly taken: readonly Taken[];
  /** The exports that come from other modules, by their names. */
  readonly passedOn: ReadonlyMap<string, Origin>;
  /** The modules of `export * from`. */
  readonly stars: readonly Origin[];
  /** The names of all other exports. */
  readonly own: ReadonlySet<string>;
  /** What the names of modules begin with that are made at run time: `import('./' + name)`. */
  readonly computed: readonly PlacedName[];
}

/** Finds the links of a module by its syntax alone: the modules that it names need not exist. */
export function moduleLinks(source: ts.SourceFile, compiler: Compiler): ModuleLinks {
  const finder = new LinkFinder(source, compiler);
  finder.find();
  return finder;
}

const NO_USES: Readonly<ImportUses> = { members: [], escapes: false, isCertain: true };

class LinkFinder implements ModuleLinks {
  readonly taken: Taken[] = [];
  readonly passedOn = new Map<string, Origin>();
  readonly stars: Origin[] = [];
  readonly own = new Set<string>();
  readonly computed: PlacedName[] = [];
  readonly #source: ts.SourceFile;
  readonly #ts: Compiler;
  readonly #uses: UseFinder;
  /** The imports by their local names. */
  readonly #imports = new Map<string, Origin>();
  /** Names under which something is exported that may be an import. */
  readonly #exported: (readonly [name: string, local: string])[] = [];

  constructor(source: ts.SourceFile, compiler: Compiler) {
    this.#source = source;
    this.#ts = compiler;
    this.#uses = new UseFinder(source, compiler);
  }

  find(): void {
    const ts = this.#ts;
    const isScript = /\.[cm]?jsx?$/i.test(this.#source.fileName);
    // In JavaScript, comments hold types: they are children only here.
    const visitChildren = (parent: ts.Node, add: (child: ts.Node) => void) =>
      isScript ? parent.getChildren(this.#source).forEach(add) : ts.forEachChild(parent, add);
    for (const node of nodesIn(this.#source, visitChildren)) this.#add(node);
    // Now that all imports are known.
    for (const [name, local] of this.#exported) {
      const origin = this.#imports.get(local);
      if (origin === undefined) this.own.add(name);
      else this.passedOn.set(name, origin);
    }
  }

  #add(node: ts.Node): void {
    const ts = this.#ts;
    if (ts.isImportDeclaration(node) || isImportTag(ts, node)) this.#addImport(node);
    else if (ts.isImportEqualsDeclaration(node)) this.#addImportEquals(node);
    else if (ts.isExportDeclaration(node)) this.#addExport(node);
    else if (ts.isExportAssignment(node)) this.#addDefault(node);
    else if (ts.isImportTypeNode(node)) this.#addImportType(node);
    else if (ts.isCallExpression(node)) this.#addCall(node);
    else if (ts.isJSDocTypedefTag(node) || ts.isJSDocCallbackTag(node)) this.own.add(node.name?.getText() ?? '');
    else if (isTopLevel(ts, node)) this.#addOwnExports(node);
  }

  #addImport({ moduleSpecifier, importClause }: ts.ImportDeclaration | ts.JSDocImportTag): void {
    if (importClause === undefined) this.#take(this.#origin(moduleSpecifier, null, moduleSpecifier), NO_USES);
    const { name, namedBindings } = importClause ?? {};
    if (name !== undefined) this.#bind(name, this.#origin(moduleSpecifier, 'default', name));
    if (namedBindings === undefined) return;
    if (this.#ts.isNamespaceImport(namedBindings)) {
      this.#bind(namedBindings.name, this.#origin(moduleSpecifier, null, namedBindings));
      return;
    }
    for (const { propertyName, name: local } of namedBindings.elements) {
      const imported = propertyName ?? local;
      this.#bind(local, this.#origin(moduleSpecifier, imported.text, imported));
    }
  }

  #addImportEquals(node: ts.ImportEqualsDeclaration): void {
    const { name, moduleReference } = node;
    if (this.#ts.isExternalModuleReference(moduleReference)) {
      this.#bind(name, this.#origin(moduleReference.expression, null, name));
    }
    if (isExported(this.#ts, node)) this.#exported.push([name.text, name.text]);
  }

  #bind(local: ts.Identifier, origin: Origin): void {
    this.#imports.set(local.text, origin);
    this.#take(origin, this.#uses.usesOfImport(local.text));
  }

  #take(origin: Origin, uses: Readonly<ImportUses>): void {
    this.taken.push({ ...origin, ...uses });
  }

  #addExport({ moduleSpecifier, exportClause }: ts.ExportDeclaration): void {
    if (exportClause !== undefined && this.#ts.isNamedExports(exportClause)) {
      if (moduleSpecifier !== undefined) this.#passOn(exportClause, moduleSpecifier);
      else
        for (const { name, propertyName } of exportClause.elements)
          this.#exported.push([name.text, (propertyName ?? name).text]);
    } else if (moduleSpecifier !== undefined) {
      const origin = this.#origin(moduleSpecifier, null, moduleSpecifier);
      if (exportClause === undefined) this.stars.push(origin);
      else this.passedOn.set(exportClause.name.text, origin);
    }
  }

  /** `export { X as Y } from './x.js'` */
  #passOn({ elements }: ts.NamedExports, moduleSpecifier: ts.Expression): void {
    for (const { name, propertyName } of elements) {
      const imported = propertyName ?? name;
      const origin = this.#origin(moduleSpecifier, imported.text, imported);
      this.passedOn.set(name.text, origin);
      this.#take(origin, NO_USES);
    }
  }

  /** `export default X`. */
  #addDefault({ expression }: ts.ExportAssignment): void {
    if (this.#ts.isIdentifier(expression)) this.#exported.push(['default', expression.text]);
  }

  /** `import('./x.js').X` as a type, and `typeof import('./x.js')`. */
  #addImportType({ argument, qualifier, parent }: ts.ImportTypeNode): void {
    const ts = this.#ts;
    if (!ts.isLiteralTypeNode(argument)) return;
    const [name, member] = qualifier === undefined ? [] : identifiers(ts, qualifier);
    const indexed = ts.isParenthesizedTypeNode(parent) ? parent.parent : parent;
    const index = ts.isIndexedAccessTypeNode(indexed) ? literalOf(ts, indexed.indexType) : null;
    const taken = name === undefined ? index : (member ?? null);
    this.#take(this.#origin(argument.literal, name?.text ?? null, name ?? argument), {
      ...NO_USES,
      members: taken === null ? [] : [placed(taken.text, taken)],
      escapes: name === undefined && index === null,
    });
  }

  /** `import('./x.js')` and `require('./x.js')`. */
  #addCall(call: ts.CallExpression): void {
    const ts = this.#ts;
    const { expression } = call;
    const [specifier] = call.arguments;
    const isRequire = ts.isIdentifier(expression) && expression.text === 'require';
    if (specifier === undefined || !(isRequire || expression.kind === ts.SyntaxKind.ImportKeyword)) return;
    if (ts.isStringLiteralLike(specifier)) {
      const origin = this.#origin(specifier, null, specifier);
      if (isRequire && isModuleExports(ts, call.parent)) this.stars.push(origin);
      else this.#take(origin, this.#uses.usesOf(call));
    } else {
      this.computed.push(placed(textAtStart(ts, specifier), specifier));
    }
  }

  #addOwnExports(statement: ts.Node): void {
    const ts = this.#ts;
    if (!isExported(ts, statement)) return;
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) this.#addOwnNames(name);
    } else if (isNamedDeclaration(ts, statement) && statement.name !== undefined) {
      this.own.add(statement.name.text);
    }
  }

  #addOwnNames(name: ts.BindingName): void {
    if (this.#ts.isIdentifier(name)) this.own.add(name.text);
    else for (const element of name.elements) if (this.#ts.isBindingElement(element)) this.#addOwnNames(element.name);
  }

  #origin(specifier: ts.Node, name: string | null, node: ts.Node): Origin {
    return { specifier: this.#ts.isStringLiteralLike(specifier) ? specifier.text : '', name, span: spanOf(node) };
  }
}

/** `@import { X } from './x.js'` in a comment. Compilers before 5.5 do not know it. */
function isImportTag(ts: Compiler, node: ts.Node): node is ts.JSDocImportTag {
  return node.kind === ts.SyntaxKind.JSDocImportTag;
}

/** A statement of the module itself. In a list of all children, such statements are in a list of their own. */
function isTopLevel(ts: Compiler, { parent }: ts.Node): boolean {
  return parent !== undefined && ts.isSourceFile(parent);
}

/** `module.exports = …` */
function isModuleExports(ts: Compiler, node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && node.left.getText() === 'module.exports';
}

function isNamedDeclaration(ts: Compiler, node: ts.Node) {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node)
  );
}

/** The names of `A.B.C`, the first one first. */
function identifiers(ts: Compiler, name: ts.EntityName): readonly ts.Identifier[] {
  return ts.isIdentifier(name) ? [name] : [...identifiers(ts, name.left), name.right];
}

function literalOf(ts: Compiler, type: ts.TypeNode): ts.StringLiteral | null {
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? type.literal : null;
}

/** What a text begins with that is made at run time; empty where nothing of it is known. */
function textAtStart(ts: Compiler, expression: ts.Expression): string {
  if (ts.isTemplateExpression(expression)) return expression.head.text;
  if (ts.isBinaryExpression(expression)) return textAtStart(ts, expression.left);
  return ts.isStringLiteralLike(expression) ? expression.text : '';
}
