import type { ts } from 'ts-morph';
import type { Span } from '../source/source-text.js';
import type { TsMorph } from '../ts-morph.js';

/** The compiler that ts-morph brings. */
export type Compiler = TsMorph['ts'];

/** A name, and where it stands. */
export interface PlacedName {
  readonly name: string;
  readonly span: Span;
}

/** What a module does with an import. */
export interface ImportUses {
  /** What it takes of the import: `X` of `cim.X`. */
  readonly members: PlacedName[];
  /** Whether it also uses the import in a way that does not say which members are meant. */
  escapes: boolean;
  /** False where the same name stands for something else, too, so that a member may be another one's. */
  isCertain: boolean;
}

/** What any object has, and a promise of a module. No generated module exports it. */
const OF_ANY_OBJECT: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  'then',
  'catch',
  'finally',
]);

/** Finds what a module does with its imports, by the syntax around them. */
export class UseFinder {
  readonly #ts: Compiler;
  readonly #source: ts.SourceFile;
  #identifiers: ReadonlyMap<string, readonly ts.Identifier[]> | undefined;

  constructor(source: ts.SourceFile, compiler: Compiler) {
    this.#source = source;
    this.#ts = compiler;
  }

  /** The uses of an imported name. */
  usesOfImport(name: string): ImportUses {
    const uses: ImportUses = { members: [], escapes: false, isCertain: true };
    this.#addUsesOfName(name, this.#source, null, uses);
    return uses;
  }

  /** The uses of what an expression gives. */
  usesOf(expression: ts.Node): ImportUses {
    const uses: ImportUses = { members: [], escapes: false, isCertain: true };
    this.#addUse(expression, uses);
    return uses;
  }

  /** @param declaration where the name is declared; null for one that is imported */
  #addUsesOfName(name: string, scope: ts.Node, declaration: ts.Identifier | null, uses: ImportUses): void {
    this.#identifiers ??= this.#identifiersByName();
    for (const node of this.#identifiers.get(name) ?? []) {
      if (node === declaration || node.pos < scope.pos || node.end > scope.end) continue;
      const role = this.#roleOf(node, declaration === null);
      if (role === 'use') this.#addUse(node, uses);
      else if (role === 'declaration') uses.isCertain = false;
    }
  }

  #identifiersByName(): ReadonlyMap<string, readonly ts.Identifier[]> {
    const found = new Map<string, ts.Identifier[]>();
    for (const node of nodesIn(this.#source, (parent, add) => this.#ts.forEachChild(parent, add))) {
      if (!this.#ts.isIdentifier(node)) continue;
      const namesakes = found.get(node.text);
      if (namesakes === undefined) found.set(node.text, [node]);
      else namesakes.push(node);
    }
    return found;
  }

  #roleOf(identifier: ts.Identifier, isImport: boolean): 'use' | 'declaration' | 'other' {
    const { parent } = identifier;
    const ts = this.#ts;
    // To export an import passes it on, and is no use.
    if (ts.isExportSpecifier(parent)) return isImport ? 'other' : 'use';
    if (ts.isImportSpecifier(parent)) return 'other';
    if (ts.isShorthandPropertyAssignment(parent)) return 'use';
    if (ts.isQualifiedName(parent)) return parent.left === identifier ? 'use' : 'other';
    if (ts.isPropertyAccessExpression(parent)) return parent.expression === identifier ? 'use' : 'other';
    if ('propertyName' in parent && parent.propertyName === identifier) return 'other';
    if (!('name' in parent && parent.name === identifier)) return ts.isImportTypeNode(parent) ? 'other' : 'use';
    const isVariable = ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent);
    return isVariable || ts.isFunctionLike(parent) || ts.isClassLike(parent) ? 'declaration' : 'other';
  }

  #addUse(node: ts.Node, uses: ImportUses): void {
    const ts = this.#ts;
    const { parent } = node;
    const member = memberOf(ts, node);
    if (isWrapper(ts, parent)) this.#addUse(parent, uses);
    else if (member !== null && OF_ANY_OBJECT.has(member.text)) this.#addPromise(member.text, parent.parent, uses);
    else if (member !== null) uses.members.push(placed(member.text, member));
    else if (ts.isVariableDeclaration(parent) && parent.initializer === node) this.#addBinding(parent, uses);
    // An import for its effects takes nothing.
    else if (!ts.isExpressionStatement(parent)) uses.escapes = true;
  }

  /** `import('./x.js').then(…)`, and `.catch(…)`, which gives the module, too. */
  #addPromise(method: string, call: ts.Node, uses: ImportUses): void {
    if (!this.#ts.isCallExpression(call)) uses.escapes = true;
    else if (method === 'then') this.#addCallback(call, uses);
    else if (method === 'catch' || method === 'finally') this.#addUse(call, uses);
  }

  #addCallback({ arguments: [callback] }: ts.CallExpression, uses: ImportUses): void {
    const ts = this.#ts;
    const isFunction = callback !== undefined && (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback));
    const [parameter] = isFunction ? callback.parameters : [];
    if (!isFunction) uses.escapes = true;
    else if (parameter !== undefined) this.#addBinding(parameter, uses);
  }

  /** `const module = …`, `const { X } = …`, and parameters alike. */
  #addBinding(declaration: ts.VariableDeclaration | ts.ParameterDeclaration, uses: ImportUses): void {
    const ts = this.#ts;
    const { name } = declaration;
    if (ts.isIdentifier(name)) {
      uses.escapes ||= isExported(ts, declaration.parent.parent);
      this.#addUsesOfName(name.text, this.#scopeOf(declaration), name, uses);
      return;
    }
    for (const element of name.elements) {
      const key = ts.isBindingElement(element) ? (element.propertyName ?? element.name) : null;
      const isRest = ts.isBindingElement(element) && element.dotDotDotToken !== undefined;
      if (key !== null && !isRest && (ts.isIdentifier(key) || ts.isStringLiteral(key))) {
        uses.members.push(placed(key.text, key));
      } else {
        uses.escapes = true;
      }
    }
  }

  /** The part of a module in which a declaration is seen. */
  #scopeOf(declaration: ts.VariableDeclaration | ts.ParameterDeclaration): ts.Node {
    const ts = this.#ts;
    const isOfBlock = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.BlockScoped) !== 0;
    const isScope = (node: ts.Node) => ts.isFunctionLike(node) || (isOfBlock && ts.isBlock(node));
    return ts.findAncestor(declaration.parent, isScope) ?? declaration.getSourceFile();
  }
}

/** What changes nothing about the value within it. */
function isWrapper(ts: Compiler, node: ts.Node): boolean {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node)
  );
}

/** The name of the member that is taken of a value; null where it is used otherwise. */
function memberOf(ts: Compiler, node: ts.Node): ts.Identifier | ts.StringLiteralLike | null {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && ts.isIdentifier(parent.name)) return parent.name;
  if (ts.isQualifiedName(parent)) return parent.right;
  if (ts.isElementAccessExpression(parent) && ts.isStringLiteralLike(parent.argumentExpression)) {
    return parent.argumentExpression;
  }
  return null;
}

export function isExported(ts: Compiler, node: ts.Node): boolean {
  const modifiers = ts.canHaveModifiers(node) ? node.modifiers : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}

/**
 * A node and all below it, parents first. Without a call for each level: a text of many lines, put together with `+`,
 * has as many levels.
 */
export function* nodesIn(
  root: ts.Node,
  visitChildren: (parent: ts.Node, add: (child: ts.Node) => void) => void,
): Generator<ts.Node, void, undefined> {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    const children: ts.Node[] = [];
    visitChildren(node, (child) => {
      children.push(child);
    });
    pending.push(...children.reverse());
  }
}

export function placed(name: string, node: ts.Node): PlacedName {
  return { name, span: spanOf(node) };
}

export function spanOf(node: ts.Node): Span {
  const offset = node.getStart();
  return { offset, length: node.getEnd() - offset };
}
