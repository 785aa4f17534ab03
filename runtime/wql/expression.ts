import { wqlName } from './wql-literal.js';

type Operator = 'AND' | 'OR';

/** A condition of a statement, in WQL. */
export interface Expression {
  readonly text: string;
  /** What joins the parts of the condition; null when it is a single comparison. */
  readonly operator: Operator | null;
}

/** A single comparison, such as `Name = 'x'`. */
export function comparison(text: string): Expression {
  return { text, operator: null };
}

/** True when all of the conditions are. There must be at least one. */
export function allOf(conditions: readonly Expression[]): Expression {
  return joined(conditions, 'AND');
}

/** True when any of the conditions is. There must be at least one. */
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

/** Parentheses stand wherever AND and OR meet, so that their precedence does not matter. */
function operand({ text, operator }: Expression, outer: Operator): string {
  return operator === null || operator === outer ? text : `(${text})`;
}

/** The parts of a SELECT statement. */
export interface SelectStatement {
  /** Null selects all. */
  readonly properties: readonly string[] | null;
  readonly className: string;
  /** The literal of the seconds between two polls for events; null when nothing is polled. */
  readonly within: string | null;
  readonly where: Expression | null;
}

/**
 * `SELECT … FROM … WITHIN … WHERE …`
 * @throws TypeError for a class or property whose text is not a CIM name.
 */
export function selectStatement({ properties, className, within, where }: SelectStatement): string {
  const list = properties === null ? '*' : properties.map(wqlName).join(', ');
  const clauses = [
    `SELECT ${list} FROM ${wqlName(className)}`,
    ...(within === null ? [] : [`WITHIN ${within}`]),
    ...(where === null ? [] : [`WHERE ${where.text}`]),
  ];
  return clauses.join(' ');
}
