import { CIM_TYPES, type CimType } from '../../../../runtime/schema/index.js';
import type { Name } from './names.js';
import { type ArrayNode, spanOf, type TypeNode } from './nodes.js';
import type { TokenStream } from './token-stream.js';

/**
 * The data types of MOF under folded names. `reference` and `instance` are not among them: they are written as `X REF`
 * and as a class.
 */
const DATA_TYPES: ReadonlyMap<string, TypeNode & { readonly type: CimType }> = new Map(
  CIM_TYPES.filter((type) => type !== 'reference' && type !== 'instance').map((type) => [type, { type }]),
);

/** Microsoft's type of a method that returns nothing. */
const VOID: TypeNode = { type: null };

/** The data type with a folded name; undefined where that is the name of something else. */
export function dataType(folded: string): CimType | undefined {
  return DATA_TYPES.get(folded)?.type;
}

/** `dataType`, `objectRef = className REF`, and Microsoft's class names, `object` and `void`. */
export function type(stream: TokenStream): TypeNode {
  const { offset } = stream;
  const name = stream.expectName('a type');
  const known = DATA_TYPES.get(name.folded);
  // A feature may itself be called `ref`.
  if (!stream.atKeyword('ref') || stream.peek(1) !== 'identifier') {
    return known ?? (name.folded === 'void' ? VOID : classType('instance', name));
  }
  stream.advance();
  if (known !== undefined) {
    stream.diagnostics.error(
      spanOf({ name, offset }),
      'mof-reference-type',
      `a reference is to a class, and "${name.text}" is a data type`,
    );
  }
  return classType('reference', name);
}

/** `object` stands for any class. */
function classType(type: 'reference' | 'instance', { text, folded }: Name): TypeNode {
  return folded === 'object' ? { type } : { type, className: text };
}

/** `array = "[" [ positiveDecimalValue ] "]"`, or nothing. */
export function arrayBrackets(stream: TokenStream): ArrayNode | null {
  if (!stream.accept('[')) return null;
  if (stream.accept(']')) return { size: null };
  const { span, text } = stream;
  stream.expect('number', 'the size of the array, or "]"');
  const size = Number(text);
  if (!Number.isSafeInteger(size) || size < 1) {
    stream.fail(span, 'mof-array-size', 'the size of an array is a positive whole number');
  }
  stream.expect(']', '"]" after the size of the array');
  return { size };
}
