import type { Address } from './abi/c-types.js';
import type { DESTINATION_OPTIONS, OPERATION_OPTIONS } from './abi/functions.js';
import { HANDLE, INTERVAL } from './abi/layouts.js';
import type { FunctionTable } from './koffi.js';
import { Block } from './memory.js';
import { check, type Mi } from './mi.js';

/** The functions that the tables of all options have in common. `Delete` has a result in some of them only. */
export type OptionFunctions = FunctionTable<
  Pick<typeof DESTINATION_OPTIONS & typeof OPERATION_OPTIONS, 'SetString' | 'SetNumber' | 'SetInterval'>
> & { readonly Delete: (handle: Address) => unknown };

type OptionValue = string | number | boolean | undefined;
const MILLISECONDS = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000 };

/** Options of MI that are being set: their handle, and setters that do nothing for an undefined value. */
export class OptionSetter<F extends OptionFunctions> {
  readonly handle: Block = new Block(HANDLE.size);
  readonly mi: Mi;
  readonly #prefix: string;
  readonly #bind: (handle: Address) => F;

  /**
   * @param create makes the options in the handle.
   * @param bind returns the functions of the options.
   */
  constructor(mi: Mi, prefix: string, create: (handle: Address) => number, bind: (handle: Address) => F) {
    this.mi = mi;
    this.#prefix = prefix;
    this.#bind = bind;
    check(create(this.handle.address), `${prefix}: new options`);
  }

  get functions(): F {
    return this.#bind(this.handle.address);
  }

  /** Sets a string, or a number. A boolean is set as the number 0 or 1. */
  set(name: string, value: OptionValue): void {
    if (value === undefined) return;
    this.call(name, (option, handle) =>
      typeof value === 'string'
        ? this.functions.SetString(handle, option, this.mi.string(value), 0)
        : this.functions.SetNumber(handle, option, Number(value), 0),
    );
  }

  /** Sets an interval, in milliseconds. */
  setInterval(name: string, milliseconds: number | undefined): void {
    if (milliseconds === undefined) return;
    this.call(name, (option, handle) => {
      const { block, offset, address } = this.mi.arena.take(INTERVAL.size);
      block.bytes.fill(0, offset, offset + INTERVAL.size);
      let rest = milliseconds;
      for (const part of ['days', 'hours', 'minutes', 'seconds'] as const) {
        block.view.setUint32(offset + INTERVAL[part], Math.floor(rest / MILLISECONDS[part]), true);
        rest %= MILLISECONDS[part];
      }
      block.view.setUint32(offset + INTERVAL.microseconds, Math.round(rest * 1000), true);
      return this.functions.SetInterval(handle, option, address, 0);
    });
  }

  /** Calls a setter with the address of the option's full name. */
  call(name: string, setter: (option: Address, handle: Address) => number): void {
    const fullName = this.#prefix + name;
    this.mi.arena.using(() => check(setter(this.mi.string(fullName), this.handle.address), fullName));
  }

  delete(): void {
    this.functions.Delete(this.handle.address);
  }
}
