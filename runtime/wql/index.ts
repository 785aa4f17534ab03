export { allOf, anyOf, comparison, type Expression, negated } from './expression.js';
export { escapeLike } from './like.js';
export { wqlName } from './name.js';
export { type SelectStatement, selectStatement } from './statement.js';
export { WQL, type WqlPart, type WqlTag, WqlText } from './template.js';
export { realLiteral, type WqlValue, wqlLiteral } from './wql-literal.js';
