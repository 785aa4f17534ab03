import type { Span } from '../../source-text.js';

/** The syntax tree of a file, before types and namespaces are known. */
export type DeclarationNode = ClassNode | InstanceNode | QualifierDeclarationNode | NamespaceNode | IncludeNode;

export interface NameNode extends Span {
  readonly text: string;
}

/** A string. */
export interface StringNode extends Span {
  readonly kind: 'string';
  readonly value: string;
  /** The texts of its literals: adjacent ones are one string. */
  readonly parts: readonly string[];
}

/** A value that is no array; arrays hold no arrays. */
export type SingleValueNode =
  | (Span & { readonly kind: 'null' })
  | (Span & { readonly kind: 'boolean'; readonly value: boolean })
  | (Span & { readonly kind: 'integer'; readonly value: bigint })
  | (Span & { readonly kind: 'real'; readonly value: number })
  | StringNode
  | (Span & { readonly kind: 'char'; readonly value: string })
  | (Span & { readonly kind: 'alias'; readonly name: NameNode })
  | (Span & { readonly kind: 'instance'; readonly instance: InstanceNode });

export type ArrayValueNode = Span & { readonly kind: 'array'; readonly items: readonly SingleValueNode[] };

export type ValueNode = SingleValueNode | ArrayValueNode;

/** A type as it is written: a type's name, a class, or `X REF`. */
export interface TypeNode {
  readonly name: NameNode;
  readonly reference: boolean;
}

export interface QualifierNode {
  readonly name: NameNode;
  readonly value: ValueNode | null;
  readonly flavors: readonly NameNode[];
}

/** `[]` or `[8]` after a name. */
export interface ArrayNode {
  readonly size: number | null;
}

/** A property, a reference or a parameter. */
export interface ElementNode {
  readonly kind: 'element';
  readonly qualifiers: readonly QualifierNode[];
  readonly type: TypeNode;
  readonly name: NameNode;
  readonly array: ArrayNode | null;
  readonly value: ValueNode | null;
}

export interface MethodNode {
  readonly kind: 'method';
  readonly qualifiers: readonly QualifierNode[];
  readonly returnType: TypeNode;
  readonly name: NameNode;
  readonly parameters: readonly ElementNode[];
}

export interface ClassNode {
  readonly kind: 'class';
  readonly qualifiers: readonly QualifierNode[];
  readonly name: NameNode;
  readonly alias: NameNode | null;
  readonly superclass: NameNode | null;
  readonly features: readonly (ElementNode | MethodNode)[];
}

/** A property in an instance declaration; `value` is null where only the property is named. */
export interface PropertyValueNode {
  readonly qualifiers: readonly QualifierNode[];
  readonly name: NameNode;
  readonly value: ValueNode | null;
}

export interface InstanceNode {
  readonly kind: 'instance';
  readonly qualifiers: readonly QualifierNode[];
  readonly className: NameNode;
  readonly alias: NameNode | null;
  readonly properties: readonly PropertyValueNode[];
}

export interface QualifierDeclarationNode {
  readonly kind: 'qualifier';
  readonly name: NameNode;
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
  readonly path: NameNode;
  /** The first thing that is wrong in how the line is written, though it can be understood. */
  readonly flaw: Flaw | null;
}

/** A warning that waits for what else there is to say about the same line. */
export interface Flaw extends Span {
  readonly code: string;
  readonly message: string;
  readonly help: string;
}
