import { CIM_TYPES } from '../../../../runtime/schema/index.js';
import type { ArrayNode, TypeNode } from './nodes.js';
import type { TokenStream } from './token-stream.js';

/** The data types of MOF. `reference` and `instance` are not among them: they are written as `X REF` and as a class. */
const DATA_TYPES: ReadonlySet<string> = new Set(
  CIM_TYPES.filter((type) => type !== 'reference' && type !== 'instance'),
);

export function isDataType(word: string): boolean {
  return DATA_TYPES.has(word.toLowerCase());
}

/** Microsoft's type of a method that returns nothing. */
export function isVoid({ name, reference }: TypeNode): boolean {
  return !reference && name.text.toLowerCase() === 'void';
}

/** `dataType`, `objectRef = className REF`, and Microsoft's class names, `object` and `void`. */
export function type(stream: TokenStream): TypeNode {
  const name = stream.expectName('a type');
  // A feature may itself be called `ref`.
  const reference = stream.atKeyword('ref') && stream.peek(1).kind === 'identifier';
  if (reference) stream.advance();
  if (reference && isDataType(name.text)) {
    stream.diagnostics.error(
      name,
      'mof-reference-type',
      `a reference is to a class, and "${name.text}" is a data type`,
    );
  }
  return { name, reference };
}

/** `array = "[" [ positiveDecimalValue ] "]"`, or nothing. */
export function arrayBrackets(stream: TokenStream): ArrayNode | null {
  if (!stream.accept('[')) return null;
  if (stream.accept(']')) return { size: null };
  const token = stream.expect('number', 'the size of the array, or "]"');
  const size = Number(stream.text(token));
  if (!Number.isSafeInteger(size) || size < 1) {
    stream.fail(token, 'mof-array-size', 'the size of an array is a positive whole number');
  }
  stream.expect(']', '"]" after the size of the array');
  return { size };
}
