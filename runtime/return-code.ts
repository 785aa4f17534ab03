import { MiMethodError } from './errors.js';
import { type ValueMap, valueName } from './value-map.js';

/** The method of a generated class that is called. */
export interface CalledMethod {
  readonly className: string;
  readonly method: string;
  /** The names that the schema gives to return values; null where it gives none. */
  readonly codes: ValueMap | null;
}

/** What a method returns, for those that return a code; never for others. */
export type ReturnCode<Out> = Out extends { readonly ReturnValue: infer Code } ? NonNullable<Code> : never;

/**
 * Refuses an outcome whose code means failure. One without a code passes: nothing says that the method failed.
 * @param accepted the codes that mean success.
 * @throws MiMethodError for any other code.
 */
export function checkReturnCode(
  outcome: unknown,
  { className, method, codes }: CalledMethod,
  accepted: readonly unknown[],
): void {
  if (typeof outcome !== 'object' || outcome === null || !('ReturnValue' in outcome)) return;
  const { ReturnValue: code } = outcome;
  if ((typeof code !== 'number' && typeof code !== 'bigint') || accepted.includes(code)) return;
  throw new MiMethodError({ className, method }, code, codes === null ? null : valueName(codes, code), outcome);
}
