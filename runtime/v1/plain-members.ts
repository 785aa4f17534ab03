import { MiError } from '../errors.js';
import type { CimElement } from '../values/index.js';
import type { DeclaredElement } from './generated-class.js';
import type { Declarations, Members } from './member-layout.js';
import { isAsDeclared, receivedValue } from './received-value.js';

/**
 * The members that elements become, where no value depends on a class, whose module may have to be loaded; else null.
 * @throws MiError TYPE_MISMATCH for a value that is not what is declared.
 */
export function plainMembers(elements: readonly CimElement[], declarations: Declarations): Members | null {
  const { declared, members, isPlain, areNew } = declarations.layout(elements);
  if (!isPlain) return null;
  const values = new Array<unknown>(elements.length);
  // Loops over `entries()` are slower.
  let index = 0;
  for (const element of elements) {
    values[index] = plainValue(element, declared[index] ?? undefined, declarations.holder);
    index += 1;
  }
  return { names: members, values, areNew };
}

/** A value that depends on no class. */
export function plainValue(element: CimElement, declaration: DeclaredElement | undefined, holder: string): unknown {
  if (declaration === undefined || isAsDeclared(element, declaration)) return element.value;
  try {
    return receivedValue(element, declaration);
  } catch (error) {
    throw mismatch(error, holder, element);
  }
}

/** The error for a value that cannot be read; any other error as it is. */
export function mismatch(error: unknown, holder: string, { name }: CimElement): unknown {
  if (!(error instanceof SyntaxError)) return error;
  const message = `${holder}.${name}, as the server sent it: ${error.message}`;
  return new MiError('TYPE_MISMATCH', message, { cause: error });
}
