import type { Expression } from './expression.js';
import { wqlName } from './name.js';

/** What a SELECT statement says. */
export interface SelectStatement {
  /** Null selects all. */
  readonly properties: readonly string[] | null;
  readonly className: string;
  /** The literal of the seconds between two polls for events; null where nothing is polled. */
  readonly within: string | null;
  readonly where: Expression | null;
}

/** `SELECT … FROM … WITHIN … WHERE …` */
export function selectStatement({ properties, className, within, where }: SelectStatement): string {
  const list = properties === null ? '*' : properties.map(wqlName).join(', ');
  const clauses = [
    `SELECT ${list} FROM ${wqlName(className)}`,
    ...(within === null ? [] : [`WITHIN ${within}`]),
    ...(where === null ? [] : [`WHERE ${where.text}`]),
  ];
  return clauses.join(' ');
}
