import type { CimType } from '../../../../runtime/schema/index.js';
import type { Span } from '../../source-text.js';
import type { Name } from './names.js';

/** The syntax tree of a file, before types and namespaces are known. */
export type DeclarationNode = ClassNode | InstanceNode | QualifierDeclarationNode | NamespaceNode | IncludeNode;

/** A name where it stands. What is declared under a name stands where its name does. */
export interface NameNode {
  readonly name: Name;
  readonly offset: number;
}

/** Where the name stands. */
export function spanOf({ name, offset }: NameNode): Span {
  return { offset, length: name.text.length };
}

/** A string. */
export interface StringNode extends Span {
  readonly kind: 'string';
  readonly value: string;
  /** The texts of its literals, where it has more than one: adjacent ones are one string. */
  readonly parts: readonly string[] | null;
}

/** A value that is no array; arrays hold no arrays. */
export type SingleValueNode =
  | (Span & { readonly kind: 'null' })
  | (Span & { readonly kind: 'boolean'; readonly value: boolean })
  | (Span & { readonly kind: 'integer'; readonly value: bigint })
  | (Span & { readonly kind: 'real'; readonly value: number })
  | StringNode
  | (Span & { readonly kind: 'char'; readonly value: string })
  | (Span & NameNode & { readonly kind: 'alias' })
  | (Span & { readonly kind: 'instance'; readonly instance: InstanceNode });

export type ArrayValueNode = Span & { readonly kind: 'array'; readonly items: readonly SingleValueNode[] };

export type ValueNode = SingleValueNode | ArrayValueNode;

/** A type in the model; for references and embedded instances also the class, unless any class is allowed. */
export interface TypeNode {
  /** Null for `void`. */
  readonly type: CimType | null;
  readonly className?: string;
}

export interface QualifierNode extends NameNode {
  readonly value: ValueNode | null;
  readonly flavors: readonly NameNode[];
}

/** `[]` or `[8]` after a name. */
export interface ArrayNode {
  readonly size: number | null;
}

/** A property, a reference or a parameter. */
export interface ElementNode extends NameNode {
  readonly qualifiers: readonly QualifierNode[];
  readonly type: CimType;
  readonly className: string | undefined;
  readonly array: ArrayNode | null;
  readonly value: ValueNode | null;
}

export interface MethodNode extends NameNode {
  readonly qualifiers: readonly QualifierNode[];
  readonly returnType: CimType | null;
  readonly parameters: readonly ElementNode[];
}

export interface ClassNode extends NameNode {
  readonly kind: 'class';
  readonly qualifiers: readonly QualifierNode[];
  readonly alias: NameNode | null;
  readonly superclass: NameNode | null;
  readonly properties: readonly ElementNode[];
  readonly methods: readonly MethodNode[];
  /** Whether a value in it is an alias or an instance: what they stand for may be declared later. */
  readonly holdsObjects: boolean;
}

/** A property in an instance declaration; `value` is null where only the property is named. */
export interface PropertyValueNode extends NameNode {
  readonly qualifiers: readonly QualifierNode[];
  readonly value: ValueNode | null;
}

export interface InstanceNode {
  readonly kind: 'instance';
  readonly qualifiers: readonly QualifierNode[];
  readonly className: NameNode;
  readonly alias: NameNode | null;
  readonly properties: readonly PropertyValueNode[];
}

export interface QualifierDeclarationNode extends NameNode {
  readonly kind: 'qualifier';
  /** Null in Microsoft's old form, which has only flavors. */
  readonly type: NameNode | null;
  readonly array: boolean;
  readonly value: ValueNode | null;
  readonly scopes: readonly NameNode[];
  readonly flavors: readonly NameNode[];
}

export interface NamespaceNode extends PathNode {
  readonly kind: 'namespace';
}

export interface IncludeNode extends PathNode {
  readonly kind: 'include';
}

/** The path that a pragma has as its parameter. */
export interface PathNode {
  readonly path: TextNode;
  /** The first thing that is wrong in how the line is written, though it can be understood. */
  readonly flaw: Flaw | null;
}

/** The value of a string where it stands. */
export interface TextNode extends Span {
  readonly text: string;
}

/** A warning that waits for what else there is to say about the same line. */
export interface Flaw extends Span {
  readonly code: string;
  readonly message: string;
  readonly help: string;
}
