import type { MiError, MiResult } from '../../errors.js';
import { repositoryError } from '../repository-error.js';

/** A word of a query, or the text within quotes or braces. */
export interface WordNode {
  readonly text: string;
  /** The index of its first character in the query. */
  readonly offset: number;
}

/** `Name`, `TargetInstance.Name`, `__CLASS`. */
export interface PropertyPathNode {
  readonly names: readonly [first: string, ...rest: string[]];
  readonly offset: number;
}

export interface LiteralNode {
  readonly kind: 'string' | 'number' | 'boolean' | 'null';
  /** The text without quotes and escapes; `true`, `false` and `null` in lower case. */
  readonly text: string;
  readonly offset: number;
}

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export interface ComparisonNode {
  readonly kind: 'comparison';
  readonly property: PropertyPathNode;
  readonly operator: ComparisonOperator;
  /** Never NULL: a comparison with NULL is a {@link IsNullNode}. */
  readonly literal: LiteralNode;
}

export interface LikeNode {
  readonly kind: 'like';
  readonly property: PropertyPathNode;
  readonly pattern: LiteralNode;
}

export interface IsaNode {
  readonly kind: 'isa';
  readonly property: PropertyPathNode;
  readonly className: WordNode;
}

export interface IsNullNode {
  readonly kind: 'isNull';
  readonly property: PropertyPathNode;
}

export type ConditionNode =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly ConditionNode[] }
  | { readonly kind: 'not'; readonly operand: ConditionNode }
  | ComparisonNode
  | LikeNode
  | IsaNode
  | IsNullNode;

export interface SelectNode {
  readonly kind: 'select';
  /** Null for `*`. */
  readonly properties: readonly PropertyPathNode[] | null;
  readonly className: WordNode;
  /** The number of seconds of WITHIN, which only event queries have. */
  readonly within: WordNode | null;
  readonly where: ConditionNode | null;
}

/** A condition of an ASSOCIATORS OF or REFERENCES OF statement, named by its keyword in WQL. */
export type AssociationClause =
  | 'AssocClass'
  | 'ResultClass'
  | 'Role'
  | 'ResultRole'
  | 'RequiredQualifier'
  | 'RequiredAssocQualifier';

export interface AssociationNode {
  readonly kind: 'associators' | 'references';
  /** The object path between the braces. */
  readonly source: WordNode;
  /** The name in each clause that is given. */
  readonly clauses: Readonly<Partial<Record<AssociationClause, string>>>;
  readonly keysOnly: boolean;
}

export type StatementNode = SelectNode | AssociationNode;

/** The error for what stands at an offset of a query. The message gives its line and column. */
export function queryError(query: string, offset: number, reason: string, result: MiResult = 'INVALID_QUERY'): MiError {
  const before = query.slice(0, offset).split(/\r\n|\r|\n/);
  const column = (before.at(-1) as string).length + 1;
  return repositoryError(result, `WQL, line ${before.length}, column ${column}: ${reason}`);
}
