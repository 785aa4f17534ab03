/** A word of the query, and where it stands. */
export interface Name {
  readonly text: string;
  readonly offset: number;
}

/** `Name`, `TargetInstance.Name`, `__CLASS`. */
export interface PropertyPath {
  readonly names: readonly [first: string, ...rest: string[]];
  readonly offset: number;
}

export interface Literal {
  readonly kind: 'string' | 'number' | 'boolean' | 'null';
  /** Without quotes and escapes; `true` and `false` in small letters. */
  readonly text: string;
  readonly offset: number;
}

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export interface Comparison {
  readonly kind: 'comparison';
  readonly property: PropertyPath;
  readonly operator: ComparisonOperator;
  /** Never null: that is a {@link NullTest}. */
  readonly literal: Literal;
}

export interface LikeTest {
  readonly kind: 'like';
  readonly property: PropertyPath;
  readonly pattern: Literal;
}

export interface ClassTest {
  readonly kind: 'isa';
  readonly property: PropertyPath;
  readonly className: Name;
}

export interface NullTest {
  readonly kind: 'isNull';
  readonly property: PropertyPath;
}

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Condition[] }
  | { readonly kind: 'not'; readonly operand: Condition }
  | Comparison
  | LikeTest
  | ClassTest
  | NullTest;

export interface SelectStatement {
  readonly kind: 'select';
  /** Null for `*`. */
  readonly properties: readonly PropertyPath[] | null;
  readonly className: Name;
  /** `WITHIN`, which only event queries have. */
  readonly within: Name | null;
  readonly where: Condition | null;
}

/** A condition that a statement about associations may have, under the word that WQL has for it. */
export type AssociationClause =
  | 'AssocClass'
  | 'ResultClass'
  | 'Role'
  | 'ResultRole'
  | 'RequiredQualifier'
  | 'RequiredAssocQualifier';

export interface AssociationStatement {
  readonly kind: 'associators' | 'references';
  /** The object path between the braces. */
  readonly source: Name;
  /** The name that each clause gives. */
  readonly clauses: Readonly<Partial<Record<AssociationClause, string>>>;
  readonly keysOnly: boolean;
}

export type Statement = SelectStatement | AssociationStatement;
