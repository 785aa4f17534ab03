/** What the types of native calls promise: they are those of the declarations. Compiled by tsc, never run. */

import {
  type Address,
  type Arguments,
  NULL,
  offsetBy,
  type Result,
  type Uint32,
} from '../../runtime/native/abi/c-types.js';
import { CALLBACKS, type OPERATION, RESPOND, type SESSION } from '../../runtime/native/abi/functions.js';
import { callAsync } from '../../runtime/native/async-calls.js';
import { type FunctionTable, functionAt, registerCallback } from '../../runtime/native/koffi.js';

type Eq<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
function is<_T extends true>(): void {}

declare const session: FunctionTable<typeof SESSION>;
declare const operation: FunctionTable<typeof OPERATION>;
declare const address: Address;
declare const number: number;
declare const flag: boolean;

export function signatures(): void {
  is<Eq<Arguments<'result(ptr)'>, [Address]>>();
  is<Eq<Arguments<'void(ptr, u32, bool)'>, [Address, Uint32, boolean]>>();
  is<Eq<Result<'result(ptr)'>, number>>();
  is<Eq<Result<'void(ptr)'>, undefined>>();
  // A word that is no kind makes a function that cannot be called.
  is<Eq<Arguments<'result(ptr, pointer)'>, never>>();
}

export function calls(): void {
  const code = operation.Cancel(address, number);
  is<Eq<typeof code, number>>();
  // @ts-expect-error an argument is missing
  operation.Cancel(address);
  // @ts-expect-error one argument too many
  operation.Cancel(address, number, number);
  // @ts-expect-error a number is no address
  operation.Cancel(number, number);
  // @ts-expect-error an address is no number
  operation.Cancel(address, address);
  // @ts-expect-error a boolean is no number
  operation.Cancel(address, flag);

  session.EnumerateClasses(address, number, NULL, NULL, NULL, flag, offsetBy(address, 8), address);
  // @ts-expect-error a number is no boolean
  session.EnumerateClasses(address, number, NULL, NULL, NULL, 1, address, address);
  // @ts-expect-error an address is no boolean
  session.EnumerateClasses(address, number, NULL, NULL, NULL, address, address, address);
}

export async function callsOnOtherThreads(): Promise<void> {
  await callAsync(session.Close, [address, NULL, NULL], []);
  // @ts-expect-error an argument is missing
  await callAsync(session.Close, [address, NULL], []);
  // @ts-expect-error one argument too many
  await callAsync(session.Close, [address, NULL, NULL, NULL], []);
  // @ts-expect-error a number is no address
  await callAsync(session.Close, [address, 0, NULL], []);
  // @ts-expect-error the function has no result
  await callAsync(session.TestConnection, [address, 0, NULL, address], []);

  session.Close.async(address, NULL, NULL, (_error, result) => is<Eq<typeof result, number>>());
  // @ts-expect-error an argument is missing
  session.Close.async(address, NULL, (_error: unknown, _result: number) => {});
}

export function callbacks(): void {
  registerCallback(CALLBACKS.instanceResult, (...args) => {
    is<Eq<typeof args, [Address, Address, Address, boolean, Uint32, Address, Address, Address]>>();
  });
  // @ts-expect-error the context is an address
  registerCallback(CALLBACKS.writeMessage, (_operation: Address, _context: boolean) => {});
  // @ts-expect-error C gives four arguments, not five
  registerCallback(CALLBACKS.writeMessage, (_a: Address, _b: Address, _c: Uint32, _d: Address, _e: Address) => {});
  // @ts-expect-error a callback has no result
  registerCallback(RESPOND, () => {});

  functionAt(address, RESPOND)(address, 1);
  // @ts-expect-error the response is missing
  functionAt(address, RESPOND)(address);
}
