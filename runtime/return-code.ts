import { MiMethodError } from './errors.js';
import type { Invocation } from './invocation.js';
import { type ValueMap, valueName } from './value-map.js';

/** The method that an invocation is of. */
export interface CalledMethod {
  readonly className: string;
  readonly method: string;
  /** What the schema says about the return value. */
  readonly codes: ValueMap | null;
}

const calls = new WeakMap<object, CalledMethod>();

/** Notes what an invocation is of: its outcome alone does not tell. */
export function noteCall(invocation: object, called: CalledMethod): void {
  calls.set(invocation, called);
}

/**
 * Waits for a method that returns a code, and takes no failure for a success.
 *
 * @param accepted the codes that mean success, such as `[0, 4096]` where a job may have been started; default 0 alone
 * @returns what the method gave out. Where it gave no code, nothing says that it failed.
 * @throws MiMethodError for any other code, documented or not.
 */
export async function expectSuccess<Out extends { readonly ReturnValue: number | bigint | null }, Streams>(
  invocation: Invocation<Out, Streams>,
  accepted?: readonly NonNullable<Out['ReturnValue']>[],
): Promise<Out> {
  const called = calls.get(invocation);
  if (called === undefined)
    throw new TypeError('not a call of a generated method: expectSuccess takes the call itself');
  const outcome = await invocation;
  const code = outcome.ReturnValue ?? null;
  if (code === null || isAccepted(code, accepted)) return outcome;
  const { codes, ...method } = called;
  throw new MiMethodError(method, code, codes === null ? null : valueName(codes, code), outcome);
}

function isAccepted(code: number | bigint, accepted: readonly (number | bigint)[] | undefined): boolean {
  return accepted === undefined ? code === 0 || code === 0n : accepted.includes(code);
}
