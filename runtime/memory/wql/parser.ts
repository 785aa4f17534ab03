import { foldName } from '../../schema/index.js';
import { type QueryToken, tokenize } from './query-lexer.js';
import {
  type AssociationClause,
  type AssociationNode,
  type ComparisonOperator,
  type ConditionNode,
  type LiteralNode,
  type PropertyPathNode,
  queryError,
  type SelectNode,
  type StatementNode,
  type WordNode,
} from './syntax.js';

const OPERATORS: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** The operator when its two sides are swapped: `5 < Priority` is `Priority > 5`. */
const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

const CLAUSES: Readonly<Record<AssociationNode['kind'], readonly AssociationClause[]>> = {
  associators: ['AssocClass', 'ResultClass', 'Role', 'ResultRole', 'RequiredQualifier', 'RequiredAssocQualifier'],
  references: ['ResultClass', 'Role', 'RequiredQualifier'],
};

/** `State <> OldState`, and what is asked for most often: `TargetInstance.State <> PreviousInstance.State`. */
const TWO_PROPERTIES =
  'the repository in memory compares a property with a value (a text stands in quotes), not two properties. For what ' +
  'has changed, take all changes and compare TargetInstance with PreviousInstance in the program, or name a value ' +
  'for each: $modified(session, { within, where, previous }) of a generated class does both';

/** How deep parentheses and NOT may nest. */
const DEEPEST_CONDITION = 200;

/**
 * Parses a query in WQL.
 * @throws MiError INVALID_QUERY that says where the query is wrong and what was expected; NOT_SUPPORTED for a query for
 * classes or for groups of events.
 */
export function parseQuery(query: string): StatementNode {
  return new Parser(query).statement();
}

/** A keyword is a name in the place of a keyword: a property may be called `From`. */
class Parser {
  readonly #query: string;
  readonly #tokens: readonly QueryToken[];
  #index = 0;
  #depth = 0;

  constructor(query: string) {
    this.#query = query;
    this.#tokens = tokenize(query);
  }

  /** `statement = select | associators | references` */
  statement(): StatementNode {
    const statement = this.#anyStatement();
    if (this.#atKeyword('GROUP')) throw this.#unsupported('groups of events (GROUP)');
    if (this.#token.kind !== 'end') throw this.#expected('the end of the query');
    return statement;
  }

  #anyStatement(): StatementNode {
    if (this.#takeKeyword('SELECT')) return this.#select();
    if (this.#takeKeyword('ASSOCIATORS')) return this.#associations('associators');
    if (this.#takeKeyword('REFERENCES')) return this.#associations('references');
    throw this.#expected('SELECT, ASSOCIATORS OF or REFERENCES OF');
  }

  /** `select = "SELECT" ("*" | path {"," path}) "FROM" name ["WITHIN" number] ["WHERE" or]` */
  #select(): SelectNode {
    const properties = this.#take('*') ? null : this.#list(() => this.#propertyPath());
    this.#requireKeyword('FROM');
    if (this.#atKeyword('meta_class')) throw this.#unsupported('queries for classes (enumerateClasses() reads them)');
    const className = this.#require('name', 'a class');
    const within = this.#takeKeyword('WITHIN') ? this.#require('number', 'a number of seconds') : null;
    const where = this.#takeKeyword('WHERE') ? this.#or() : null;
    return { kind: 'select', properties, className, within, where };
  }

  /** `path = name {"." name}` */
  #propertyPath(): PropertyPathNode {
    const { text, offset } = this.#require('name', 'a property');
    const rest: string[] = [];
    while (this.#take('.')) rest.push(this.#require('name', 'a property').text);
    return { names: [text, ...rest], offset };
  }

  /** `or = and {"OR" and}` */
  #or(): ConditionNode {
    return this.#chain('or', () => this.#and());
  }

  /** `and = not {"AND" not}` */
  #and(): ConditionNode {
    return this.#chain('and', () => this.#not());
  }

  #chain(kind: 'and' | 'or', operand: () => ConditionNode): ConditionNode {
    const first = operand();
    const others: ConditionNode[] = [];
    while (this.#takeKeyword(kind)) others.push(operand());
    return others.length === 0 ? first : { kind, operands: [first, ...others] };
  }

  /** `not = "NOT" not | "(" or ")" | test` */
  #not(): ConditionNode {
    if (++this.#depth > DEEPEST_CONDITION) {
      throw this.#error(`the condition nests deeper than ${DEEPEST_CONDITION}`);
    }
    try {
      if (this.#takeKeyword('NOT')) return { kind: 'not', operand: this.#not() };
      if (!this.#take('(')) return this.#test();
      const condition = this.#or();
      if (!this.#take(')')) throw this.#expected('AND, OR or ")"');
      return condition;
    } finally {
      this.#depth--;
    }
  }

  /** `test = literal operator path | path (operator literal | "LIKE" string | "ISA" string | "IS" ["NOT"] "NULL")` */
  #test(): ConditionNode {
    const literal = this.#takeLiteral();
    if (literal !== null) {
      const operator = this.#operator();
      return this.#comparison(this.#propertyPath(), MIRRORED[operator], literal);
    }
    const property = this.#propertyPath();
    if (this.#takeKeyword('LIKE')) return { kind: 'like', property, pattern: this.#string('a pattern in quotes') };
    if (this.#takeKeyword('ISA')) return { kind: 'isa', property, className: this.#string('a class in quotes') };
    if (this.#takeKeyword('IS')) return this.#nullTest(property);
    const operator = this.#operator('=, <>, <, <=, >, >=, LIKE, ISA or IS');
    return this.#comparison(property, operator, this.#takeLiteral() ?? this.#missingLiteral());
  }

  #nullTest(property: PropertyPathNode): ConditionNode {
    const negated = this.#takeKeyword('NOT');
    this.#requireKeyword('NULL');
    return nullTest(property, negated);
  }

  #comparison(property: PropertyPathNode, operator: ComparisonOperator, literal: LiteralNode): ConditionNode {
    if (literal.kind !== 'null') return { kind: 'comparison', property, operator, literal };
    if (operator === '=' || operator === '<>') return nullTest(property, operator === '<>');
    throw queryError(this.#query, literal.offset, `NULL is compared with = and <>, not with ${operator}`);
  }

  #operator(expected = '=, <>, <, <=, > or >='): ComparisonOperator {
    const operator = this.#token.kind === 'punctuator' ? OPERATORS[this.#token.text] : undefined;
    if (operator === undefined) throw this.#expected(expected);
    this.#index++;
    return operator;
  }

  /** `literal = string | number | "TRUE" | "FALSE" | "NULL"` */
  #takeLiteral(): LiteralNode | null {
    const { kind, text, offset } = this.#token;
    const folded = foldName(text);
    let literal: LiteralNode | null = null;
    if (kind === 'string' || kind === 'number') literal = { kind, text, offset };
    else if (kind !== 'name') return null;
    else if (folded === 'true' || folded === 'false') literal = { kind: 'boolean', text: folded, offset };
    else if (folded === 'null') literal = { kind: 'null', text: folded, offset };
    if (literal !== null) this.#index++;
    return literal;
  }

  #missingLiteral(): never {
    if (this.#token.kind === 'name') throw this.#error(TWO_PROPERTIES);
    throw this.#expected('a text in quotes, a number, TRUE, FALSE or NULL');
  }

  #string(expected: string): LiteralNode {
    return { ...this.#require('string', expected), kind: 'string' };
  }

  /** `associations = ("ASSOCIATORS" | "REFERENCES") "OF" "{" object path "}" ["WHERE" clause {clause}]` */
  #associations(kind: AssociationNode['kind']): AssociationNode {
    this.#requireKeyword('OF');
    const source = this.#require('path', 'an object path in braces');
    const clauses: Partial<Record<AssociationClause, string>> = {};
    let keysOnly = false;
    if (this.#takeKeyword('WHERE')) {
      do {
        if (this.#takeKeyword('KeysOnly')) keysOnly = true;
        else this.#clause(CLAUSES[kind], clauses);
      } while (this.#token.kind !== 'end');
    }
    return { kind, source, clauses, keysOnly };
  }

  /** `clause = "KeysOnly" | word "=" name` */
  #clause(words: readonly AssociationClause[], clauses: Partial<Record<AssociationClause, string>>): void {
    if (this.#atKeyword('ClassDefsOnly') || this.#atKeyword('SchemaOnly')) {
      throw this.#unsupported(`${this.#token.text} (getClass() and enumerateClasses() read classes)`);
    }
    const word = words.find((candidate) => this.#atKeyword(candidate));
    if (word === undefined) throw this.#expected(`KeysOnly, ${words.join(', ')}`);
    if (clauses[word] !== undefined) throw this.#error(`${word} is there already`);
    this.#index++;
    if (!this.#take('=')) throw this.#expected('"="');
    clauses[word] = this.#require('name', 'a name').text;
  }

  #list<T>(item: () => T): readonly T[] {
    const items = [item()];
    while (this.#take(',')) items.push(item());
    return items;
  }

  get #token(): QueryToken {
    return this.#tokens[this.#index] as QueryToken;
  }

  #atKeyword(word: string): boolean {
    return this.#token.kind === 'name' && foldName(this.#token.text) === foldName(word);
  }

  #takeKeyword(word: string): boolean {
    const there = this.#atKeyword(word);
    if (there) this.#index++;
    return there;
  }

  #requireKeyword(word: string): void {
    if (!this.#takeKeyword(word)) throw this.#expected(word);
  }

  #take(punctuator: string): boolean {
    const there = this.#token.kind === 'punctuator' && this.#token.text === punctuator;
    if (there) this.#index++;
    return there;
  }

  #require(kind: QueryToken['kind'], expected: string): WordNode {
    const { text, offset } = this.#token;
    if (this.#token.kind !== kind) throw this.#expected(expected);
    this.#index++;
    return { text, offset };
  }

  #expected(what: string): Error {
    const { kind, text } = this.#token;
    return this.#error(`expected ${what}, got ${kind === 'end' ? 'the end of the query' : JSON.stringify(text)}`);
  }

  #unsupported(what: string): Error {
    const { offset } = this.#token;
    return queryError(this.#query, offset, `the repository in memory does not support ${what}`, 'NOT_SUPPORTED');
  }

  #error(reason: string): Error {
    return queryError(this.#query, this.#token.offset, reason);
  }
}

function nullTest(property: PropertyPathNode, negated: boolean): ConditionNode {
  const test: ConditionNode = { kind: 'isNull', property };
  return negated ? { kind: 'not', operand: test } : test;
}
