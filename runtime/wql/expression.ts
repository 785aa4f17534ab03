/** A condition of a statement, in WQL. */
export interface Expression {
  readonly text: string;
  /** It holds an AND, OR or NOT, and stands in parentheses inside of another. */
  readonly compound: boolean;
}

/** A single comparison, such as `Name = 'x'`. */
export function comparison(text: string): Expression {
  return { text, compound: false };
}

/** All of the conditions hold; there is at least one. */
export function allOf(conditions: readonly Expression[]): Expression {
  return joined(conditions, ' AND ');
}

/** Any of the conditions holds; there is at least one. */
export function anyOf(conditions: readonly Expression[]): Expression {
  return joined(conditions, ' OR ');
}

export function negated({ text }: Expression): Expression {
  return { text: `NOT (${text})`, compound: true };
}

function joined(conditions: readonly Expression[], operator: string): Expression {
  const [first, ...others] = conditions;
  if (first !== undefined && others.length === 0) return first;
  return { text: conditions.map(operand).join(operator), compound: true };
}

/** Parentheses wherever operators meet: what binds tighter is then no question. */
function operand({ text, compound }: Expression): string {
  return compound ? `(${text})` : text;
}
