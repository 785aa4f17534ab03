import { MiError } from '../errors.js';
import { POINTER_SIZE } from './abi/layouts.js';
import type { TableDeclaration } from './abi/signature.js';
import { type Address, NULL } from './address.js';
import { type FunctionOf, functionAt, pointerAt } from './koffi.js';

/** The functions of a function table of C, by name. */
export type FunctionTable<T extends TableDeclaration> = { readonly [Name in keyof T]: FunctionOf<T[Name]> };

const bound = new WeakMap<TableDeclaration, Map<Address, unknown>>();

/** The functions of the table at an address. A library has few tables and keeps them, so each is read only once. */
export function functionTable<T extends TableDeclaration>(declaration: T, address: Address): FunctionTable<T> {
  let tables = bound.get(declaration);
  if (tables === undefined) {
    tables = new Map();
    bound.set(declaration, tables);
  }
  let table = tables.get(address);
  if (table === undefined) {
    table = bind(declaration, address);
    tables.set(address, table);
  }
  return table as FunctionTable<T>;
}

function bind(declaration: TableDeclaration, address: Address): unknown {
  const functions = Object.entries(declaration).map(([name, signature], index) => {
    const pointer = pointerAt(address, index * POINTER_SIZE);
    return [name, pointer === NULL ? missing(name) : functionAt(pointer, signature)] as const;
  });
  return Object.fromEntries(functions);
}

/** Takes the place of a function that the library leaves out. */
function missing(name: string): FunctionOf<never> {
  const refuse = (): never => {
    throw new MiError('NOT_SUPPORTED', `the MI library does not offer the function ${name}`);
  };
  return Object.assign(refuse, { async: refuse });
}
