export {
  allOf,
  anyOf,
  comparison,
  type Expression,
  negated,
  type SelectStatement,
  selectStatement,
} from './expression.js';
export { WQL, type WqlPart, type WqlTag, WqlText } from './template.js';
export { escapeLike, realLiteral, type WqlValue, wqlLiteral, wqlName } from './wql-literal.js';
