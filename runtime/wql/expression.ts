type Operator = 'AND' | 'OR';

/** A condition of a statement, in WQL. */
export interface Expression {
  readonly text: string;
  /** What joins its parts; null where it is one part. */
  readonly operator: Operator | null;
}

/** A single comparison, such as `Name = 'x'`. */
export function comparison(text: string): Expression {
  return { text, operator: null };
}

/** All of the conditions hold; there is at least one. */
export function allOf(conditions: readonly Expression[]): Expression {
  return joined(conditions, 'AND');
}

/** Any of the conditions holds; there is at least one. */
export function anyOf(conditions: readonly Expression[]): Expression {
  return joined(conditions, 'OR');
}

export function negated({ text }: Expression): Expression {
  return { text: `NOT (${text})`, operator: null };
}

function joined(conditions: readonly Expression[], operator: Operator): Expression {
  const [first, ...others] = conditions;
  if (first !== undefined && others.length === 0) return first;
  return { text: conditions.map((condition) => operand(condition, operator)).join(` ${operator} `), operator };
}

/** Parentheses wherever AND and OR meet: which binds tighter is then no question. */
function operand({ text, operator }: Expression, outer: Operator): string {
  return operator === null || operator === outer ? text : `(${text})`;
}
